import {
  appears,
  createPagePortal,
  find,
  type PagePortal,
  press,
  reads,
  show,
  type,
  until,
} from '@portico/testing/page';
import { expect } from 'chai';
import '../define/portal-provider.js';
import '../define/portal-sign-in.js';
import type { PortalSignedInEvent } from './sign-in.events.js';

const SIGN_IN = '<portal-sign-in></portal-sign-in>';

async function askForCode(portal: PagePortal, place: Element): Promise<string> {
  portal.mails.clear();
  type(await appears<HTMLInputElement>(place, 'input[type=email]'), portal.contact.email);
  await press(place, 'Send me a code');
  await appears(place, '.portal-code');
  return (await portal.mails.mailTo(portal.contact.email)).code ?? '';
}

describe('portal-sign-in', () => {
  it('signs in by the code of the mail, and says who is there', async () => {
    const portal = await createPagePortal({ scenario: 'visitor' });
    const { place, said } = show(portal, SIGN_IN);
    const events: string[] = [];
    place.addEventListener('portal-signed-in', (event: PortalSignedInEvent) => events.push(event.contactId));
    const code = await askForCode(portal, place);
    type(await appears<HTMLInputElement>(place, '.portal-code'), code);
    await reads(place, 'Signed in as Maria Santos');
    expect(events).to.deep.equal([portal.contact.id]);
    await until('the news', () => said.includes('You are signed in.'));
    expect(portal.client.session.current?.contact.id).to.equal(portal.contact.id);
  });

  it('takes a code with spaces and in Arabic digits', async () => {
    const portal = await createPagePortal({ scenario: 'visitor' });
    const { place } = show(portal, SIGN_IN);
    const code = await askForCode(portal, place);
    const arabic = code.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)));
    type(await appears<HTMLInputElement>(place, '.portal-code'), `${arabic.slice(0, 3)} ${arabic.slice(3)}`);
    await reads(place, 'Signed in as Maria Santos');
  });

  it('says that a code is wrong, and takes the right one after that', async () => {
    const portal = await createPagePortal({ scenario: 'visitor' });
    const { place } = show(portal, SIGN_IN);
    const code = await askForCode(portal, place);
    const field = await appears<HTMLInputElement>(place, '.portal-code');
    type(field, String((Number(code) + 1) % 1_000_000).padStart(6, '0'));
    await reads(place, 'This is not the code we sent. Check it and try again.');
    expect(field.getAttribute('aria-invalid')).to.equal('true');
    expect(document.activeElement).to.equal(field);
    type(field, code);
    await reads(place, 'Signed in as Maria Santos');
  });

  it('answers an unknown address like a known one', async () => {
    const portal = await createPagePortal({ scenario: 'visitor' });
    const { place } = show(portal, SIGN_IN);
    type(await appears<HTMLInputElement>(place, 'input[type=email]'), 'nobody@example.com');
    await press(place, 'Send me a code');
    await reads(place, 'If nobody@example.com is registered with us, a message with a six-digit code is on its way.');
  });

  it('keeps what is being typed when the language changes', async () => {
    const portal = await createPagePortal({ scenario: 'visitor' });
    const { place } = show(portal, SIGN_IN);
    const field = await appears<HTMLInputElement>(place, 'input[type=email]');
    type(field, 'maria.san');
    place.lang = 'es';
    await until('Spanish', () => !document.body.textContent.includes('E-mail address'));
    expect(find(place, 'input[type=email]')).to.equal(field);
    expect(field.value).to.equal('maria.san');
    expect(document.activeElement).to.equal(field);
  });

  it('is offline without losing what was typed', async () => {
    const portal = await createPagePortal({ scenario: 'visitor' });
    const { place } = show(portal, SIGN_IN);
    const field = await appears<HTMLInputElement>(place, 'input[type=email]');
    portal.failure = 'offline';
    type(field, portal.contact.email);
    await press(place, 'Send me a code');
    await reads(place, 'We cannot reach the server. Check your connection and try again.');
    expect(field.value).to.equal(portal.contact.email);
    portal.failure = 'none';
    await press(place, 'Send me a code');
    await appears(place, '.portal-code');
  });

  it('takes the token out of the address at once, and acts only when the button is pressed', async () => {
    const portal = await createPagePortal({ scenario: 'visitor' });
    location.hash = await portal.mailLink();
    const { place } = show(portal, SIGN_IN);
    await reads(place, 'Your sign-in link is ready. Press the button to go on.');
    expect(location.href).not.to.include('portal-link');
    expect(portal.client.session.current).to.equal(undefined);
    await press(place, 'Continue');
    await reads(place, 'Signed in as Maria Santos');
  });

  it('leads to the address when a link was used before', async () => {
    const portal = await createPagePortal({ scenario: 'visitor' });
    const link = await portal.mailLink();
    await portal.useLink(link);
    location.hash = link;
    const { place } = show(portal, SIGN_IN);
    await press(place, 'Continue');
    await reads(place, 'This link was used before or is too old. We can send you a new one.');
    const code = await askForCode(portal, place);
    type(await appears<HTMLInputElement>(place, '.portal-code'), code);
    await reads(place, 'Signed in as Maria Santos');
  });

  it('has inputs that a password manager and code autofill find', async () => {
    const portal = await createPagePortal({ scenario: 'visitor' });
    const { place } = show(portal, SIGN_IN);
    await askForCode(portal, place);
    const code = document.querySelector<HTMLInputElement>('input[autocomplete=one-time-code]');
    expect(code?.form).to.be.instanceOf(HTMLFormElement);
    expect(code?.labels?.[0]?.textContent.trim()).to.equal('Six-digit code');
  });

  it('signs out', async () => {
    const portal = await createPagePortal({ scenario: 'empty' });
    const { place } = show(portal, SIGN_IN);
    await press(place, 'Sign out');
    await appears(place, 'input[type=email]');
    expect(portal.client.session.current).to.equal(undefined);
  });
});
