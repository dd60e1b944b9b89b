import {
  aPdf,
  aPicture,
  appears,
  choose,
  createPagePortal,
  drop,
  find,
  findAll,
  type PagePortal,
  press,
  reads,
  show,
  until,
  words,
} from '@portico/testing/page';
import { expect } from 'chai';
import '../define/portal-checklist.js';
import '../define/portal-language.js';
import '../define/portal-provider.js';
import type { PortalChecklist } from './checklist.js';

const MIB = 1024 * 1024;
const CHECKLIST = '<portal-checklist></portal-checklist>';

interface Received {
  readonly name: string;
  readonly sha256: string;
}

/** What the firm has received, as its staff sees it. */
async function received(portal: PagePortal): Promise<readonly Received[]> {
  const { data } = (await portal.staff('GET', '/v1/firm/documents')) as { data: readonly Received[] };
  return data;
}

async function sha256(file: File): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
  return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Chooses files by the picker of the open request. */
async function pick(place: Element, ...files: readonly File[]): Promise<void> {
  await appears(place, '[data-choose]');
  const [field] = findAll<HTMLInputElement>(place, '[data-choose] + input[type=file]');
  choose(field!, ...files);
}

/** The row of a request, by its title. */
async function row(place: Element, title: string): Promise<HTMLElement> {
  return until(`the row “${title}”`, () => findAll(place, '[data-request]').find((one) => words(one).includes(title)));
}

const bar = (place: Element) => findAll<HTMLProgressElement>(place, '.sending progress')[0];

/** Waits for so many documents to have come in. */
async function arrives(portal: PagePortal, count: number): Promise<readonly Received[]> {
  for (let tries = 0; tries < 400; tries += 1) {
    const documents = await received(portal);
    if (documents.length >= count) return documents;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`Fewer than ${count} documents came in`);
}

/** Chooses 5 MiB for the passport and sends them over a line that lets only a part through. */
async function begin(portal: PagePortal, place: Element): Promise<void> {
  portal.network.allow(2.5 * MIB);
  await press(place, 'Send this document');
  await pick(place, aPdf('passport.pdf', 5 * MIB));
  await press(place, 'Send 1 file');
  await until('2 MiB to be sent', () => (bar(place)?.value ?? 0) >= 2 * MIB);
}

describe('portal-checklist', () => {
  describe('sending', () => {
    it('sends a picture and a PDF that were chosen, and the firm has the same bytes', async () => {
      const portal = await createPagePortal({ scenario: 'beginning' });
      const { place } = show(portal, CHECKLIST);
      const files = [await aPicture({ name: 'passport.jpg' }), aPdf('passport, all pages.pdf')];
      await press(place, 'Send this document');
      await pick(place, ...files);
      await reads(place, 'Ready to send: 2 files');
      await press(place, 'Send 2 files');
      await reads(await row(place, 'Passport'), 'With your lawyer');
      const documents = await arrives(portal, 2);
      expect(documents.map(({ sha256: hash }) => hash).sort()).to.deep.equal(
        (await Promise.all(files.map(sha256))).sort(),
      );
      expect(documents.map(({ name }) => name).sort()).to.deep.equal(['passport, all pages.pdf', 'passport.jpg']);
    });

    it('takes what is dropped on a request', async () => {
      const portal = await createPagePortal({ scenario: 'beginning' });
      const { place } = show(portal, CHECKLIST);
      drop(await row(place, 'Last tax return'), aPdf('tax.pdf'));
      await press(place, 'Send 1 file');
      await reads(await row(place, 'Last tax return'), 'With your lawyer');
      expect((await arrives(portal, 1)).map(({ name }) => name)).to.deep.equal(['tax.pdf']);
    });

    it('asks what a file is for that was dropped beside the requests', async () => {
      const portal = await createPagePortal({ scenario: 'beginning' });
      const { place } = show(portal, CHECKLIST);
      drop(await appears(place, '[part~=next-step]'), await aPicture({ name: 'unknown.jpg' }));
      await reads(place, 'Which document is this?');
      await press(place, 'Add there');
      await reads(await row(place, 'Passport'), 'Ready to send: 1 file');
    });

    it('shows what was chosen before it is sent, and lets it be taken out', async () => {
      const portal = await createPagePortal({ scenario: 'beginning' });
      const { place } = show(portal, CHECKLIST);
      await press(place, 'Send this document');
      await pick(place, await aPicture({ name: 'blurred.jpg' }));
      const picture = await appears<HTMLImageElement>(place, '.staged img');
      await picture.decode();
      expect(picture.naturalWidth).to.equal(600);
      await press(place, 'Remove blurred.jpg');
      await reads(place, 'Drop files here, or');
      expect(await received(portal)).to.deep.equal([]);
    });

    it('goes on where it stopped after a pause', async () => {
      const portal = await createPagePortal({ scenario: 'beginning' });
      const { place } = show(portal, CHECKLIST);
      await begin(portal, place);
      await press(place, 'Pause: passport.pdf');
      await reads(place, /Paused at 2\S* \S+ of 5/);
      portal.network.allow(3.5 * MIB);
      await press(place, 'Go on: passport.pdf');
      await arrives(portal, 1);
      await reads(await row(place, 'Passport'), 'With your lawyer');
    });

    it('says that it is offline, and finishes by itself when the network is back', async () => {
      const portal = await createPagePortal({ scenario: 'beginning' });
      const { place } = show(portal, CHECKLIST);
      await begin(portal, place);
      portal.network.offline = true;
      await reads(place, 'You are offline. We will go on as soon as you are back; nothing is lost.');
      portal.network.allow(Number.POSITIVE_INFINITY);
      portal.network.offline = false;
      await reads(await row(place, 'Passport'), 'With your lawyer');
      expect(words(place)).not.to.include('You are offline');
      expect(await received(portal)).to.have.lengthOf(1);
    });

    it('keeps a file that the server had no room for, and sends it on another try', async () => {
      const portal = await createPagePortal({ scenario: 'beginning' });
      const { place } = show(portal, CHECKLIST);
      await press(place, 'Send this document');
      await pick(place, await aPicture());
      portal.failure = 'disk-full';
      await press(place, 'Send 1 file');
      await reads(place, 'We have no room right now. What arrived is kept; try again in a few minutes.');
      expect(await received(portal)).to.deep.equal([]);
      portal.failure = 'none';
      await press(place, 'Try again: passport.jpg');
      await reads(await row(place, 'Passport'), 'With your lawyer');
      expect(await received(portal)).to.have.lengthOf(1);
    });

    it('loses neither a running upload nor an opened request when the language changes', async () => {
      const portal = await createPagePortal({ scenario: 'beginning' });
      const { place } = show(portal, CHECKLIST);
      await begin(portal, place);
      const running = bar(place);
      place.lang = 'ar';
      await reads(place, 'جواز السفر، صفحة الصورة');
      await until('Arabic from right to left', () => find(place, '[dir=rtl]'));
      expect(bar(place)).to.equal(running);
      expect(bar(place)?.value).to.be.at.least(2 * MIB);
      portal.network.allow(Number.POSITIVE_INFINITY);
      await arrives(portal, 1);
      await reads(await row(place, 'جواز السفر، صفحة الصورة'), 'لدى محاميك');
    });
  });

  describe('refusing files', () => {
    it('says of each file why it cannot be taken', async () => {
      const portal = await createPagePortal({ scenario: 'beginning' });
      const { place } = show(portal, CHECKLIST);
      await press(place, 'Send this document');
      const page = new File(['<p>Hello</p>'], 'form.html', { type: 'text/html' });
      await pick(place, page, new File([], 'empty.pdf'), aPdf('everything.pdf', 26 * MIB));
      await reads(place, '“form.html” is a kind of file we cannot use here. Please send PDF, JPG, PNG, or HEIC.');
      await reads(place, '“empty.pdf” is empty. Save it again, then choose it once more.');
      await reads(place, '“everything.pdf” is larger than');
    });

    it('says what the server found in a file', async () => {
      const portal = await createPagePortal({ scenario: 'beginning' });
      const { place } = show(portal, CHECKLIST);
      await press(place, 'Send this document');
      await pick(place, new File(['<!doctype html><script>alert(1)</script>'], 'passport.jpg', { type: 'image/jpeg' }));
      await press(place, 'Send 1 file');
      await until('the file to fail', () => find(place, '.file.wrong'));
      expect(words(place)).to.match(/Files that can run programs are not accepted|is not what its name says/);
      expect(await received(portal)).to.deep.equal([]);
    });

    it('notices a file that the firm has already', async () => {
      const portal = await createPagePortal({ scenario: 'beginning' });
      const picture = await aPicture({ name: 'passport.jpg' });
      await portal.send(portal.checklists[0]!.groups[0]!.requests[0]!.id, picture);
      const { place } = show(portal, CHECKLIST);
      await press(await row(place, 'Passport'), /Passport/);
      await pick(place, picture);
      await press(place, 'Send 1 file');
      await reads(place, 'You have already sent “passport.jpg”. We have it.');
      expect(await received(portal)).to.have.lengthOf(1);
    });
  });

  describe('its faces', () => {
    it('puts a returned request on top, with what the reviewer wrote', async () => {
      const { place } = show(await createPagePortal({ scenario: 'returned' }), CHECKLIST);
      const first = await appears(place, '[data-request]');
      expect(words(first)).to.include('Passport').and.to.include('Please send again');
      expect(words(first)).to.include('We could not read it.').and.to.include('There is a reflection');
    });

    it('tries again after it failed to load', async () => {
      const portal = await createPagePortal({ scenario: 'underWay', failure: 'broken' });
      const { place } = show(portal, CHECKLIST);
      await reads(place, 'This did not load');
      portal.failure = 'none';
      await press(place, 'Try again');
      await reads(place, '4 of 9 done');
    });

    it('lets somebody sign in where they are, and shows the list', async () => {
      const portal = await createPagePortal({ scenario: 'visitor' });
      const { place } = show(portal, CHECKLIST);
      const field = await appears<HTMLInputElement>(place, 'input[type=email]');
      expect(field.getRootNode()).to.equal(document);
      portal.mails.clear();
      field.value = portal.contact.email;
      await press(place, 'Send me a code');
      const code = await appears<HTMLInputElement>(place, 'input[autocomplete=one-time-code]');
      code.value = (await portal.mails.mailTo(portal.contact.email)).code ?? '';
      await press(place, 'Sign in');
      await reads(place, 'Your turn: 8 documents');
      expect(place.querySelector('portal-sign-in')).to.equal(null);
    });

    it('offers the choice among several lists', async () => {
      const portal = await createPagePortal({ scenario: 'several' });
      const { place } = show(portal, CHECKLIST);
      await reads(place, 'Documents for your family petition');
      const menu = await appears<HTMLSelectElement>(place, 'select[name=checklist]');
      menu.value = portal.checklists[0]!.id;
      menu.dispatchEvent(new Event('change', { bubbles: true }));
      await reads(place, 'Signed contract');
      expect(words(place)).not.to.include('Passport');
    });

    it('stays as narrow as the screen, however long the names of lists are', async () => {
      const { place } = show(await createPagePortal({ scenario: 'several' }), CHECKLIST);
      place.querySelector('portal-checklist')!.style.inlineSize = '320px';
      const menu = await appears<HTMLSelectElement>(place, 'select[name=checklist]');
      menu.options[0]!.text = 'A list with a long name '.repeat(6);
      const { left, right } = place.querySelector('portal-checklist')!.getBoundingClientRect();
      expect(right - left).to.equal(320);
      expect(menu.getBoundingClientRect().right).to.be.at.most(right);
      expect(find(place, '#step')!.getBoundingClientRect().right).to.be.at.most(right);
    });

    it('says why it is closed', async () => {
      const { place } = show(await createPagePortal({ scenario: 'shutOut' }), CHECKLIST);
      await reads(place, 'Your access is switched off. Ask us if you think it should be on.');
    });

    it('says that nothing can be sent where the firm takes no uploads', async () => {
      const { place } = show(await createPagePortal({ scenario: 'uploadsOff' }), CHECKLIST);
      await press(await row(place, 'Passport'), /Passport/);
      await reads(place, 'We do not take documents here. Write or call us instead.');
      expect(find(place, '[data-choose]')).to.equal(undefined);
    });

    it('holds 500 requests', async () => {
      const { place } = show(await createPagePortal({ scenario: 'long' }), CHECKLIST);
      await reads(place, '0 of 500 done');
      expect(findAll(place, '[data-request]')).to.have.lengthOf(500);
    });

    it('looks the same whether a property is set before or after it is on the page', async () => {
      const portal = await createPagePortal({ scenario: 'several' });
      const { id } = portal.checklists[0]!;
      const { place } = show(portal, `<portal-checklist checklist="${id}"></portal-checklist>`);
      const before = place.querySelector('portal-checklist')!;
      const after: PortalChecklist = document.createElement('portal-checklist');
      place.append(after);
      await reads(after, 'Documents for your family petition');
      after.checklist = id;
      await reads(after, 'Signed contract');
      await reads(before, 'Signed contract');
      expect(words(after)).to.equal(words(before));
      after.remove();
    });
  });

  describe('what it says aloud', () => {
    it('tells of the start, of quarters, and once of the end', async () => {
      const portal = await createPagePortal({ scenario: 'beginning' });
      const { place, said } = show(portal, CHECKLIST);
      await begin(portal, place);
      portal.network.allow(Number.POSITIVE_INFINITY);
      await arrives(portal, 1);
      await until('the end', () => said.some((one) => one.includes('sent. Next:')));
      expect(said.filter((one) => one.startsWith('Sending 1 file'))).to.have.lengthOf(1);
      expect(said.some((one) => one === '25 percent sent')).to.equal(true);
      expect(said.filter((one) => one.endsWith('percent sent')).length).to.be.within(1, 3);
      const ends = said.filter((one) => one === 'Passport, photo page: sent. Next: Birth certificate.');
      expect(ends).to.have.lengthOf(1);
    });

    it('tells of a file that did not go through', async () => {
      const portal = await createPagePortal({ scenario: 'beginning' });
      const { place, said } = show(portal, CHECKLIST);
      await press(place, 'Send this document');
      await pick(place, await aPicture());
      portal.failure = 'disk-full';
      await press(place, 'Send 1 file');
      await until('the news', () =>
        said.some((one) => one.startsWith('“passport.jpg” did not go through. We have no room')),
      );
      expect(said.filter((one) => one.includes('did not go through'))).to.have.lengthOf(1);
    });
  });
});
