/** Invoices, receipts and statements as PDF, as a client asks for them. */
import {
  appears,
  createPagePortal,
  type Downloads,
  find,
  findAll,
  focused,
  press,
  reads,
  show,
  until,
  watchDownloads,
  words,
} from '@portico/testing/page';
import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import '../define/portal-invoice-list.js';
import '../define/portal-provider.js';

const INVOICES = '<portal-invoice-list></portal-invoice-list>';

/** Chooses a day as the browser's calendar does. */
async function choose(place: Element, name: string, day: string): Promise<void> {
  const field = await appears<HTMLInputElement>(place, `input[name=${name}]`);
  field.value = day;
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

describe('portal-invoice-list: papers', () => {
  let downloads: Downloads;
  beforeEach(() => {
    downloads = watchDownloads();
  });
  afterEach(() => {
    downloads.end();
  });
  const names = () => downloads.files.map(({ name }) => name);
  const textOf = async (at: number) => (await downloads.files[at]?.blob.text()) ?? '';

  it('saves an invoice under its number, and the receipt of each payment and refund', async () => {
    const { place, said } = show(await createPagePortal({ scenario: 'billedOnce', pdf: true }), INVOICES);
    await press(place, 'Family petition: preparation');
    const number = words(await appears(place, '#invoice-title')).replace('Invoice ', '');
    await press(place, 'PDF');
    await until('the invoice', () => names().includes(`${number}.pdf`));
    expect(said).to.include(`Saved in your downloads: ${number}.pdf`);
    expect(await textOf(0))
      .to.include(number)
      .and.to.include('papers/invoice.typ');
    const receipts = findAll(place, '.receipt').map((one) => one.getAttribute('aria-label') ?? '');
    expect(receipts).to.have.length(2);
    expect(receipts[0]).to.match(/^Receipt: You paid by bank transfer, /);
    expect(receipts[1]).to.match(/^Receipt: We gave money back/);
    await press(place, /^Receipt: You paid/);
    await until('the receipt', () => names()[1]?.startsWith(`receipt-${number}-`));
    expect(await textOf(1)).to.include('papers/payment.typ');
  });

  it('saves a payment plan, before and after it was agreed to', async () => {
    const { place, said } = show(await createPagePortal({ scenario: 'billedOffered', pdf: true }), INVOICES);
    await press(place, 'Family petition: preparation');
    const number = words(await appears(place, '#invoice-title')).replace('Invoice ', '');
    await press(place, 'Save plan as PDF');
    await until('the plan', () => names().includes(`plan-${number}.pdf`));
    expect(said).to.include(`Saved in your downloads: plan-${number}.pdf`);
    expect(await textOf(0))
      .to.include('papers/plan.typ')
      .and.to.include('This is an offer.');
    (await appears(place, '[name=agree]')).click();
    await press(place, 'Agree to this plan');
    await reads(place, 'Your payment plan');
    await press(place, 'Save plan as PDF');
    await until('the plan again', () => names().length === 2);
    expect(await textOf(1)).to.include('What was agreed');
  });

  it('offers no PDF any more where the firm’s server makes none, and says that printing is left', async () => {
    const { place, said } = show(await createPagePortal({ scenario: 'billedOnce' }), INVOICES);
    await press(place, 'Family petition: preparation');
    await press(place, 'PDF');
    await until('the news', () => said.some((one) => one.includes('You can print this page instead.')));
    expect(find(place, '[data-pdf]')).to.equal(undefined);
    expect(find(place, '.receipt')).to.equal(undefined);
    await until('the focus on what is left', () => focused()?.matches('[data-print]'));
  });

  it('keeps the invoice on screen where its PDF does not come, and says so', async () => {
    const portal = await createPagePortal({ scenario: 'billedOnce', pdf: true });
    const { place, said } = show(portal, INVOICES);
    await press(place, 'Family petition: preparation');
    await appears(place, '[data-pdf]');
    portal.failure = 'broken';
    await press(place, 'PDF');
    await reads(place, 'This did not work.');
    expect(said.at(-1)).to.include('This did not work.');
    await reads(place, 'Please pay $1,340.22');
    portal.failure = 'none';
    await press(place, 'PDF');
    await until('the invoice', () => names().length === 1);
    expect(words(place)).not.to.include('This did not work.');
  });

  it('gets a statement of this year by keyboard alone, and gives the focus back when it is closed', async () => {
    const { place, said } = show(await createPagePortal({ scenario: 'billed', pdf: true }), INVOICES);
    const door = await appears(place, '[data-panel=statement]');
    door.focus();
    await sendKeys({ press: 'Enter' });
    await until('the focus in the form', () => focused()?.id === 'panel-title');
    expect(door.getAttribute('aria-expanded')).to.equal('true');
    const year = new Date().getFullYear();
    await reads(place, new RegExp(`January 1, ${year} to \\w+ \\d+, ${year}`));
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'Tab' });
    await until('the focus on its button', () => focused()?.matches('[type=submit]'));
    await sendKeys({ press: 'Enter' });
    await until('the statement', () => names()[0]?.startsWith(`statement-${year}-01-01-`));
    expect(await textOf(0)).to.include('papers/statement.typ');
    await reads(place, 'Your statement is in your downloads');
    expect(said.at(-1)).to.include('Your statement is in your downloads');
    await press(place, 'Close');
    await until('the focus on the door', () => focused() === door);
    expect(find(place, '[part=statement]')).to.equal(undefined);
  });

  it('says what is wrong with days of one’s own at the field, and keeps what was chosen', async () => {
    const { place, said } = show(await createPagePortal({ scenario: 'billed', pdf: true }), INVOICES);
    await press(place, 'Get a statement');
    (await appears(place, 'input[value=own]')).click();
    expect(find(place, '.wrong')).to.equal(undefined);
    await press(place, 'Download the statement');
    await reads(place, 'Choose a day.');
    await until('the focus on the field', () => focused()?.matches('[name=from]'));
    await choose(place, 'from', '2026-05-10');
    await choose(place, 'to', '2026-05-01');
    await press(place, 'Download the statement');
    await reads(place, 'The last day must not be before the first day.');
    const last = await appears(place, 'input[name=to]');
    expect(last.getAttribute('aria-invalid')).to.equal('true');
    expect(last.getAttribute('aria-describedby')).to.equal('wrong-to');
    await choose(place, 'from', '2025-01-01');
    await reads(place, 'A statement covers one year at most.');
    expect(said.at(-1)).to.equal('The last day must not be before the first day.');
    expect(names()).to.deep.equal([]);
    await press(place, 'Close');
    await press(place, 'Get a statement');
    await choose(place, 'to', '2025-03-31');
    await reads(place, 'January 1, 2025 to March 31, 2025');
    await press(place, 'Download the statement');
    await until('the statement', () => names().includes('statement-2025-01-01-2025-03-31.pdf'));
  });

  it('says why a statement did not come, and gets it when it is asked for again', async () => {
    const portal = await createPagePortal({ scenario: 'billed', pdf: true });
    const { place } = show(portal, INVOICES);
    await press(place, 'Get a statement');
    await appears(place, '[part=statement]');
    portal.network.offline = true;
    await press(place, 'Download the statement');
    await reads(place, 'there is no connection');
    portal.network.offline = false;
    await press(place, 'Try again');
    await until('the statement', () => names().length === 1);
    const { place: other } = show(await createPagePortal({ scenario: 'billed' }), INVOICES);
    await press(other, 'Get a statement');
    await press(other, 'Download the statement');
    await reads(other, 'We cannot make this PDF at the moment.');
  });

  it('speaks Spanish and Arabic, with days of theirs', async () => {
    const { place } = show(await createPagePortal({ scenario: 'billed', pdf: true }), INVOICES, 'es');
    await press(place, 'Pedir un extracto');
    await reads(place, /Del 1 de enero de \d{4} al \d+ de \w+ de \d{4}/);
    place.lang = 'ar';
    await reads(place, 'لأي أيام؟');
  });
});
