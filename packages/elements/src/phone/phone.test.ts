import type { PagePortal } from '@portico/testing/page';
import { aPdf, createPagePortal, find, findAll, press, reads, show, until, words } from '@portico/testing/page';
import { expect } from 'chai';
import '../define/portal-checklist.js';
import '../define/portal-provider.js';

const CHECKLIST = `<portal-checklist phone-page="${location.origin}/send"></portal-checklist>`;

/** A desktop with the code on screen. */
async function atDesk(portal: PagePortal) {
  const { place, said } = show(portal, CHECKLIST);
  (await until('a request', () => findAll<HTMLButtonElement>(place, '[data-open]')[0])).click();
  await press(place, 'Use my phone');
  const dialog = await until('the dialog', () => findAll<HTMLDialogElement>(place, 'dialog.phone-dialog')[0]);
  await until('the code', () => find(dialog, 'svg.qr'));
  return { place, said, dialog };
}

/** Address that the code leads to. */
const linkIn = (dialog: HTMLElement): string => findAll<HTMLInputElement>(dialog, 'input')[0]?.value ?? '';

/** The phone that read the code. */
function phoneOf(portal: PagePortal, link: string) {
  return portal.client.uploadLink(new URL(link).hash.replace('#portal-upload=', ''));
}

describe('going on with the phone', () => {
  it('shows a code and the link, tells when the phone is there, and what it sends is in the checklist', async () => {
    const portal = await createPagePortal({ scenario: 'beginning' });
    const { place, said, dialog } = await atDesk(portal);
    const link = linkIn(dialog);
    expect(link).to.match(new RegExp(`^${location.origin}/send#portal-upload=pul_`));
    expect(find(dialog, 'svg.qr')?.getAttribute('aria-label')).to.equal('QR code with the link for your phone');
    expect(words(dialog)).to.include('The code works for 5 minutes.');
    const phone = phoneOf(portal, link);
    const { request, filesLeft } = await phone.link.get();
    await reads(dialog, 'Your phone is connected.');
    expect(linkIn(dialog), 'what cannot be opened again is not shown').to.equal('');
    const manager = await phone.uploads();
    await manager.add({ ...request, maxFiles: filesLeft, documents: [] }, [aPdf('from my phone.pdf')]);
    await reads(dialog, '1 file has arrived from your phone.');
    await until('it to be said', () => said.some((text) => text.includes('1 file has arrived from your phone.')));
    await until('the checklist to have it', () => words(place).includes('from my phone.pdf'));
    await press(dialog, 'End and close');
    let gone = false;
    for (let tries = 0; tries < 100 && !gone; tries += 1) {
      await phone.link.get().catch(() => {
        gone = true;
      });
    }
    expect(gone, 'the link is gone').to.equal(true);
    expect(findAll(place, 'dialog.phone-dialog')).to.have.length(0);
  });

  it('ends when it is closed, and makes another code after that', async () => {
    const portal = await createPagePortal({ scenario: 'beginning' });
    const { place, dialog } = await atDesk(portal);
    const first = linkIn(dialog);
    expect(document.activeElement, 'the focus is inside').not.to.equal(document.body);
    dialog.close();
    await until('it to be gone', () => !findAll(place, 'dialog.phone-dialog').length);
    await press(place, 'Use my phone');
    const again = await until('the dialog', () => findAll<HTMLDialogElement>(place, 'dialog.phone-dialog')[0]);
    const second = await until('another code', () => linkIn(again) !== '' && linkIn(again));
    expect(second).not.to.equal(first);
    again.close();
  });

  it('says so when no code can be made, and tries again', async () => {
    const portal = await createPagePortal({ scenario: 'beginning' });
    const { place } = show(portal, CHECKLIST);
    (await until('a request', () => findAll<HTMLButtonElement>(place, '[data-open]')[0])).click();
    await until('the button', () => findAll(place, 'button').find((one) => words(one) === 'Use my phone'));
    portal.network.offline = true;
    await press(place, 'Use my phone');
    const dialog = await until('the dialog', () => findAll<HTMLDialogElement>(place, 'dialog.phone-dialog')[0]);
    await reads(dialog, 'We could not make a code.');
    portal.network.offline = false;
    await press(dialog, 'Make a new code');
    await until('the code', () => find(dialog, 'svg.qr'));
    dialog.close();
  });

  it('is not offered without a page for it', async () => {
    const portal = await createPagePortal({ scenario: 'beginning' });
    const { place } = show(portal, '<portal-checklist></portal-checklist>');
    (await until('a request', () => findAll<HTMLButtonElement>(place, '[data-open]')[0])).click();
    await until('the request', () => find(place, '[data-choose]'));
    expect(findAll(place, 'button').some((one) => words(one) === 'Use my phone')).to.equal(false);
  });
});
