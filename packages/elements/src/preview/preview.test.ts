import { appears, createPagePortal, find, press, reads, show, until, words } from '@portico/testing/page';
import { expect } from 'chai';
import '../define/portal-checklist.js';
import '../define/portal-provider.js';

const CHECKLIST = '<portal-checklist></portal-checklist>';

describe('portal-preview', () => {
  it('says above the content who looks as whom, takes the secret out of the address, and lets nothing be changed', async () => {
    const portal = await createPagePortal({ scenario: 'previewed' });
    const { place } = show(portal, CHECKLIST);
    await reads(place, 'Preview: you see what Maria Santos sees');
    await reads(place, 'Ada Rowan, you are only looking. Nothing can be changed here.');
    expect(location.href).not.to.include('portal-preview');
    await press(place, /Passport, photo page/);
    await reads(place, 'This is a preview. Nothing can be changed here.');
    expect(find(place, 'input[type=file]')).to.equal(undefined);
    expect(portal.client.session.current, 'the page\u2019s own portal is not asked').to.equal(undefined);
  });

  it('ends by its button, and says that it is over without asking for anything else', async () => {
    const portal = await createPagePortal({ scenario: 'previewed' });
    let asked = 0;
    portal.vouch(['checklist']);
    portal.client.session.get = async () => {
      asked += 1;
      throw new Error('the firm was asked');
    };
    const { place } = show(portal, CHECKLIST);
    await press(place, 'End the preview');
    await reads(place, 'This preview is over');
    await until('the banner to go', () => !words(place).includes('you are only looking'));
    expect(find(place, 'input')).to.equal(undefined);
    expect(asked).to.equal(0);
  });

  it('says that acting is for real, in both names', async () => {
    const portal = await createPagePortal({ scenario: 'actedAs' });
    const { place } = show(portal, CHECKLIST);
    await reads(place, 'You act as Maria Santos');
    await reads(place, 'is recorded in both names');
    await press(place, 'Send this document');
    await reads(place, 'Choose files');
  });

  it('is brought by a widget that stands alone', async () => {
    const portal = await createPagePortal({ scenario: 'previewed' });
    const checklist = document.createElement('portal-checklist');
    checklist.client = portal.client;
    document.body.replaceChildren(checklist);
    const banner = await appears(checklist, 'portal-preview');
    await reads(banner, 'Preview: you see what Maria Santos sees');
  });

  it('is not there for the client', async () => {
    const portal = await createPagePortal({ scenario: 'underWay' });
    const { place } = show(portal, CHECKLIST);
    await reads(place, '4 of 9 done');
    expect(find(place, 'portal-preview')).to.equal(undefined);
  });
});
