import {
  appears,
  createPagePortal,
  find,
  findAll,
  press,
  reads,
  show,
  until,
  watchDownloads,
  words,
  type Downloads,
} from '@portico/testing/page';
import { expect } from 'chai';
import '../define/portal-documents.js';
import '../define/portal-provider.js';
import type { PortalDocumentOpenedEvent } from './documents.events.js';

const DOCUMENTS = '<portal-documents></portal-documents>';

/** The words of the page that is drawn. */
function pageWords(place: Element): string {
  return findAll(place, '.words span')
    .map(({ textContent }) => textContent)
    .join(' ');
}

function key(place: Element, name: string): void {
  find(place, '.sheet')?.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, composed: true }));
}

const downloads: Downloads[] = [];

/** Names of the files that the browser was given to save. */
function saved(): readonly string[] {
  return downloads.flatMap(({ files }) => files.map(({ name }) => name));
}

describe('portal-documents', () => {
  afterEach(() => {
    for (const { end } of downloads.splice(0)) end();
  });

  it('shows what the firm shared by folder, in the reader’s language, and marks what is new', async () => {
    const portal = await createPagePortal({ scenario: 'shared', language: 'es' });
    const { place } = show(portal, `<div lang="es">${DOCUMENTS}</div>`);
    await reads(place, 'Cartas para usted');
    await reads(place, 'Papeles del tribunal');
    await reads(place, '5 nuevos');
    await reads(place, 'Compartido hoy');
    expect(findAll(place, '[data-read]')).to.have.length(6);
    const read = findAll(place, 'li').find((one) => one.textContent.includes('Welcome letter.pdf'));
    expect(read?.classList.contains('fresh')).to.equal(false);
  });

  it('opens a PDF with its words, says where it is, and the document is new no more', async () => {
    const portal = await createPagePortal({ scenario: 'shared' });
    const { place, said } = show(portal, DOCUMENTS);
    const opened: string[] = [];
    place.addEventListener('portal-document-opened', ({ purpose }: PortalDocumentOpenedEvent) => opened.push(purpose));
    const button = await press(place, 'Order of the court.pdf');
    await until('the words', () => pageWords(place) === 'Order');
    await until('the place', () => said.includes('Page 1 of 3'));
    expect(opened).to.deep.equal(['view']);
    await until('the drawing', () => (find(place, 'canvas') as HTMLCanvasElement | undefined)?.width);
    // A page that is longer than the dialog is read to its end first.
    const sheet = find(place, '.sheet');
    sheet?.scrollTo(0, 0);
    key(place, 'PageDown');
    sheet?.scrollTo(0, sheet.scrollHeight);
    key(place, 'PageDown');
    await until('the second page', () => pageWords(place) === 'Page two');
    expect(said).to.include('Page 2 of 3');
    key(place, 'End');
    await until('the last page', () => pageWords(place) === 'Page three');
    key(place, 'PageDown');
    key(place, 'Home');
    await until('the first page', () => pageWords(place) === 'Order');
    key(place, '+');
    await until('the zoom', () => said.includes('125 %'));
    await press(place, 'Close');
    expect(find(place, 'dialog')).to.equal(undefined);
    await reads(place, '4 new');
    expect((place.querySelector('portal-documents')?.shadowRoot?.activeElement ?? null) === button).to.equal(true);
    const { data } = await portal.client.sharedDocuments.list();
    expect(data.filter(({ openedAt }) => openedAt === null)).to.have.length(4);
  });

  it('says of a page without words that it is a picture', async () => {
    const portal = await createPagePortal({ scenario: 'sharedDrawing' });
    const { place } = show(portal, DOCUMENTS);
    await press(place, 'Plan.pdf');
    await until('the words', () => find(place, '.sheet')?.textContent.includes('This page is a picture'));
  });

  it('shows pictures and text, and offers what it cannot show for download', async () => {
    const { place } = show(await createPagePortal({ scenario: 'shared' }), DOCUMENTS);
    await press(place, 'Receipt notice.jpg');
    const image = await appears<HTMLImageElement>(place, '.sheet img');
    expect(image.alt).to.equal('Receipt notice.jpg');
    await press(place, 'Close');
    await press(place, 'Note.txt');
    const text = await appears(place, '.plain');
    expect(text.textContent).to.include('your hearing is on Monday at nine.');
    await press(place, 'Close');
    place.remove();

    downloads.push(watchDownloads());
    const { place: other } = show(await createPagePortal({ scenario: 'sharedScan' }), DOCUMENTS);
    await press(other, 'Old deed.tif');
    (await appears(other, '.none button')).click();
    await until('the download', () => saved().includes('Old deed.tif'));
  });

  it('says so where a PDF is damaged, and offers it for download', async () => {
    const { place } = show(await createPagePortal({ scenario: 'sharedDamaged' }), DOCUMENTS);
    await press(place, 'Broken.pdf');
    await until('the way out', () => find(place, '.none')?.textContent.includes('could not be shown here'));
  });

  it('downloads one, and all as a ZIP', async () => {
    downloads.push(watchDownloads());
    const portal = await createPagePortal({ scenario: 'shared' });
    const { place, said } = show(portal, DOCUMENTS);
    (await appears(place, '[aria-label^="Download"][aria-label*="Case plan.pdf"]')).click();
    await until('the file', () => saved().includes('Case plan.pdf'));
    await press(place, 'Download all (ZIP)');
    await until('the archive', () => saved().includes('Santos – family petition.zip'));
    expect(said).to.include('Getting your documents together…');
    await until('nothing to be new', () => !words(place).includes('new'));
  });

  it('says what happened when a document was unshared meanwhile, and takes it away', async () => {
    const portal = await createPagePortal({ scenario: 'shared' });
    const { place } = show(portal, DOCUMENTS);
    await appears(place, '[data-read]');
    const { data } = await portal.client.sharedDocuments.list();
    const plan = data.find(({ name }) => name === 'Case plan.pdf');
    await portal.staff('DELETE', `/v1/firm/shared-documents/${plan?.id ?? ''}/shares/${portal.contact.id}`);
    await press(place, 'Case plan.pdf');
    await reads(place, 'We no longer share this document with you.');
    await until('it to go', () => !words(place).includes('Case plan.pdf'));
    expect(find(place, 'dialog')).to.equal(undefined);
  });

  it('reads on where a folder holds more than is read at once', async () => {
    const { place } = show(await createPagePortal({ scenario: 'sharedMany' }), DOCUMENTS);
    await reads(place, '104 documents');
    await reads(place, 'Welcome letter.pdf');
    await press(place, 'Show more');
    await until('all of them', () => findAll(place, '[data-read]').length >= 112);
    await reads(place, 'Santos – lease of the shop');
  });

  it('shows one case alone where the page wants that', async () => {
    const portal = await createPagePortal({ scenario: 'sharedMany' });
    const { place } = show(portal, `<portal-documents matter-id="${portal.matter.id}"></portal-documents>`);
    await reads(place, '104 documents');
    expect(words(place)).not.to.include('lease of the shop');
  });

  it('says what happens next where nothing is shared, with whom to turn to', async () => {
    const { place } = show(await createPagePortal({ scenario: 'empty' }), DOCUMENTS);
    await reads(place, 'When we share a document with you, it appears here and is marked as new.');
    await reads(place, 'ada.rowan@example.com');
  });

  it('keeps what is new as it is in a preview', async () => {
    const { place } = show(await createPagePortal({ scenario: 'sharedPreviewed' }), DOCUMENTS);
    await press(place, 'Case plan.pdf');
    await until('the words', () => pageWords(place) === 'Specimen');
    await press(place, 'Close');
    await reads(place, '6 new');
  });
});
