import {
  aPdf,
  aPicture,
  appears,
  choose,
  createPagePortal,
  drop,
  find,
  findAll,
  focused,
  type PagePortal,
  press,
  reads,
  show,
  until,
  words,
} from '@portico/testing/page';
import { expect } from 'chai';
import type { PortalDocumentUploadedEvent } from '../checklist/checklist.events.js';
import '../define/portal-provider.js';
import '../define/portal-upload.js';

const MIB = 1024 * 1024;
const UPLOAD = '<portal-upload></portal-upload>';

/** What the firm has received, as its staff sees it. */
async function received(portal: PagePortal): Promise<readonly { readonly name: string; readonly sha256: string }[]> {
  const { data } = (await portal.staff('GET', '/v1/firm/documents')) as { data: { name: string; sha256: string }[] };
  return data;
}

async function sha256(file: File): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
  return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function pick(place: Element, ...files: readonly File[]): Promise<void> {
  await appears(place, '[data-choose]');
  const [field] = findAll<HTMLInputElement>(place, '[data-choose] + input[type=file]');
  choose(field!, ...files);
}

/** Bytes of the first file that have left. */
function sent(place: Element): number {
  return findAll<HTMLProgressElement>(place, '.sending progress')[0]?.value ?? 0;
}

describe('portal-upload', () => {
  it('takes the link out of the address, says what is asked, and asks nobody who they are', async () => {
    const portal = await createPagePortal({ scenario: 'linked' });
    const { place } = show(portal, UPLOAD);
    await reads(place, 'Rowan & Hale Law asks you for');
    await reads(place, 'Passport, photo page');
    await reads(place, 'The immigration office compares it with the form we fill in for you.');
    await reads(place, 'Lay it flat, in daylight.');
    await reads(place, /Up to 3 files: PDF, JPG, PNG, or HEIC, up to 25 MB each/);
    await reads(place, /Link works until \w+ \d+ at \d+:\d\d/);
    await reads(place, 'ada.rowan@example.com');
    expect(location.href).not.to.include('portal-upload');
    expect(document.querySelector('portal-sign-in')).to.equal(null);
    expect(portal.client.session.current, 'the page\u2019s own portal is not asked').to.equal(undefined);
  });

  it('sends what was chosen, says that it arrived, and leads there; nothing of it can be read again', async () => {
    const portal = await createPagePortal({ scenario: 'linked' });
    const { place, said } = show(portal, UPLOAD);
    const events: PortalDocumentUploadedEvent[] = [];
    place.addEventListener('portal-document-uploaded', (event) => events.push(event));
    const files = [await aPicture({ name: 'passport.jpg' }), aPdf('passport, all pages.pdf')];
    await pick(place, ...files);
    await reads(place, 'Can you read every word?');
    expect(focused()?.textContent).to.include('Send 2 files');
    await press(place, 'Send 2 files');
    await reads(place, '2 files have arrived');
    await reads(
      place,
      'What you sent cannot be opened from this page any more, not even by you. You can send 1 more file.',
    );
    await until('the focus to be led', () => focused()?.hasAttribute('data-news'));
    expect(said.at(-1)).to.include('2 files have arrived. You can send 1 more file.');
    const documents = await received(portal);
    expect(documents.map(({ sha256: hash }) => hash).sort()).to.deep.equal(
      (await Promise.all(files.map(sha256))).sort(),
    );
    expect(events.map(({ checklistId }) => checklistId)).to.deep.equal([undefined, undefined]);
    expect(events.every(({ documentId }) => documentId.startsWith('doc_'))).to.equal(true);
    expect(words(place)).not.to.include('Download');
  });

  it('takes no more than the link does, and ends with thanks', async () => {
    const portal = await createPagePortal({ scenario: 'linkedOnce' });
    const { place, said } = show(portal, UPLOAD);
    drop(await appears(place, '[data-request] .drop'), await aPicture({ name: 'one.jpg' }), aPdf('two.pdf'));
    await reads(place, '“two.pdf” was not added. There is room for one file only.');
    await press(place, 'Send 1 file');
    await reads(place, 'Thank you. Your file has arrived');
    await until('the focus to be led', () => focused()?.hasAttribute('data-news'));
    expect(said.at(-1)).to.include('You can close this page.');
    expect(find(place, 'input, [data-choose]')).to.equal(undefined);
    expect((await received(portal)).map(({ name }) => name)).to.deep.equal(['one.jpg']);
  });

  it('says of a link that has ended whom to ask', async () => {
    const portal = await createPagePortal({ scenario: 'linkRevoked' });
    const { place } = show(portal, UPLOAD);
    await reads(place, 'This link does not work any more');
    await reads(place, 'Ask for a new link: Ada Rowan +1 555 0100 ada.rowan@example.com');
    expect(find(place, 'input, button')).to.equal(undefined);
  });

  it('says which files have not arrived when the firm revokes the link in the middle', async () => {
    const portal = await createPagePortal({ scenario: 'linkMissing' });
    const { id, fragment } = await portal.makeUploadLink();
    location.hash = fragment;
    const { place, said } = show(portal, UPLOAD);
    portal.network.allow(2.5 * MIB);
    await pick(place, aPdf('passport.pdf', 5 * MIB));
    await press(place, 'Send 1 file');
    await until('2 MiB to be sent', () => sent(place) >= 2 * MIB);
    await portal.staff('DELETE', `/v1/firm/upload-links/${id}`);
    portal.network.allow(Number.POSITIVE_INFINITY);
    await reads(place, /This file has not arrived: ?passport\.pdf/);
    await until('it to be said', () => said.some((text) => text.includes('This link does not work any more')));
    await until('the focus to be led', () => focused()?.hasAttribute('data-news'));
    expect(await received(portal)).to.deep.equal([]);
  });

  it('asks for the link where the page was opened without one, and takes it when it is pressed', async () => {
    const portal = await createPagePortal({ scenario: 'linkMissing' });
    const { place } = show(portal, UPLOAD);
    await reads(place, 'Please open the link in our message');
    expect(place.querySelector('portal-upload')?.matches(':state(no-link)')).to.equal(true);
    expect(find(place, 'button, input')).to.equal(undefined);
    location.hash = (await portal.makeUploadLink()).fragment;
    await reads(place, 'Passport, photo page');
    expect(location.href).not.to.include('portal-upload');
  });

  it('says that it did not load, and loads on another try', async () => {
    const portal = await createPagePortal({ scenario: 'linked', failure: 'broken' });
    const { place } = show(portal, UPLOAD);
    await reads(place, 'This did not load');
    portal.failure = 'none';
    await press(place, 'Try again');
    await reads(place, 'Passport, photo page');
  });

  it('goes on by itself after a lost network, in another language, from right to left', async () => {
    const portal = await createPagePortal({ scenario: 'linked' });
    const { place } = show(portal, UPLOAD);
    portal.network.allow(2.5 * MIB);
    await pick(place, aPdf('passport.pdf', 5 * MIB));
    await press(place, 'Send 1 file');
    await until('2 MiB to be sent', () => sent(place) >= 2 * MIB);
    portal.network.offline = true;
    await reads(place, 'You are offline. We will go on as soon as you are back; nothing is lost.');
    place.lang = 'ar';
    await reads(place, 'جواز السفر، صفحة الصورة');
    await until('Arabic from right to left', () => find(place, '[dir=rtl]'));
    portal.network.allow(Number.POSITIVE_INFINITY);
    portal.network.offline = false;
    await reads(place, 'وصل ملف واحد');
    expect(await received(portal)).to.have.lengthOf(1);
  });

  it('keeps neither link nor file on the device', async () => {
    const before = (await indexedDB.databases()).map(({ name }) => name);
    const portal = await createPagePortal({ scenario: 'linked' });
    const { place } = show(portal, UPLOAD);
    portal.network.allow(1.5 * MIB);
    await pick(place, aPdf('passport.pdf', 3 * MIB));
    await press(place, 'Send 1 file');
    await until('1 MiB to be sent', () => sent(place) >= MIB);
    expect((await indexedDB.databases()).map(({ name }) => name)).to.deep.equal(before);
    expect(JSON.stringify([localStorage, sessionStorage, document.cookie, history.state])).not.to.match(/pul_|pat_/);
    portal.network.allow(Number.POSITIVE_INFINITY);
    await reads(place, '1 file has arrived');
    expect((await indexedDB.databases()).map(({ name }) => name)).to.deep.equal(before);
  });
});
