import {
  appears,
  createPagePortal,
  find,
  findAll,
  focused,
  press,
  reads,
  show,
  until,
  words,
} from '@portico/testing/page';
import { expect } from 'chai';
import '../define/portal-invoice-list.js';
import '../define/portal-provider.js';
import type { PortalInvoiceOpenedEvent } from './invoice-list.events.js';

const INVOICES = '<portal-invoice-list></portal-invoice-list>';

/** The row of an invoice that stands so. */
function row(place: Element, status: string): Promise<HTMLElement> {
  return appears(place, `li.${status}`);
}

/** A strip's figures by what they are called. */
function figures(strip: Element | undefined): Record<string, string> {
  const pairs = [...(strip?.querySelectorAll('dl > div') ?? [])].map((one) => [...one.children].map(words));
  return Object.fromEntries(pairs) as Record<string, string>;
}

/** Notes what the frames that are put into the element print, instead of printing it. */
function watchPrints(place: Element): { readonly papers: { readonly title: string; readonly text: string }[] } {
  const papers: { title: string; text: string }[] = [];
  const root = place.querySelector('portal-invoice-list')?.shadowRoot;
  const observer = new MutationObserver((records) => {
    for (const node of records.flatMap(({ addedNodes }) => [...addedNodes])) {
      const view = node instanceof HTMLIFrameElement ? node.contentWindow : null;
      if (!view) continue;
      view.print = () => {
        papers.push({ title: view.document.title, text: words(view.document.body) });
        view.dispatchEvent(new Event('afterprint'));
      };
    }
  });
  if (root) observer.observe(root, { childList: true });
  return { papers };
}

describe('portal-invoice-list', () => {
  it('says what is to pay, late and paid by currency, and how each invoice stands, in words', async () => {
    const { place } = show(await createPagePortal({ scenario: 'billed' }), INVOICES);
    await row(place, 'overdue');
    const [euros, dollars] = findAll(place, '.strip');
    expect(words(euros ?? place)).to.include('Euro');
    expect(figures(euros)).to.deep.equal({
      'To pay': '€135.00',
      'Of this, overdue': 'Nothing',
      'Paid this year': 'Nothing',
    });
    expect(figures(dollars)).to.deep.equal({
      'To pay': '$2,555.22',
      'Of this, overdue': '$675.00',
      'Paid this year': '$963.31',
    });
    const standings = findAll(place, 'li').map((one) => words(one.querySelector('.badge') ?? one));
    expect(standings).to.deep.equal(['Not paid yet', 'Not paid yet', 'Partly paid', 'Cancelled', 'Overdue', 'Paid']);
    const [late, begun] = [await row(place, 'overdue'), await row(place, 'partially_paid')];
    expect(words(late)).to.match(
      /Filing fee of the authority.*2026-0417.*INV-.*It was due on .* days ago.*\$675\.00 to pay/,
    );
    expect(words(begun)).to.match(/and 1 more.*Pay by .*\$1,380\.22 to pay of \$2,180\.22/);
    // A shape of its own for each standing, for who sees no colour.
    const shapes = new Set(findAll(place, '.tile').map(({ innerHTML }) => innerHTML.replaceAll(/<!--.*?-->/g, '')));
    expect(shapes.size).to.equal(5);
  });

  it('opens an invoice with its lines, sums and history, brings the focus there and back', async () => {
    const { place, said } = show(await createPagePortal({ scenario: 'billedOnce' }), INVOICES);
    const opened: string[] = [];
    place.addEventListener('portal-invoice-opened', ({ invoiceId }: PortalInvoiceOpenedEvent) =>
      opened.push(invoiceId),
    );
    const button = await press(place, 'Family petition: preparation');
    await appears(place, '[part=invoice]');
    await until('the focus', () => focused()?.id === 'invoice-title');
    expect(opened).to.deep.equal([button.dataset['open']]);
    await until('the news', () => said.some((one) => /^Invoice INV-.*: please pay \$1,340\.22 by .*\.$/.test(one)));
    await reads(place, 'Please pay $1,340.22');
    expect(findAll(place, 'tbody tr').map(words)).to.deep.equal([
      'Family petition: preparation Discount: -$182.00 Sales tax 8.875%: $145.37 Ask about this 6.5 $280.00 $1,820.00',
      'Review of your documents Discount: -$40.50 Sales tax 8.875%: $32.35 Ask about this 2.25 $180.00 $405.00',
    ]);
    expect(findAll(place, '[part=sums] > div').map(words)).to.deep.equal([
      'All lines together $2,225.00',
      'Discount -$222.50',
      'Sales tax 8.875% $177.72',
      'Total $2,180.22',
      'Already paid -$750.00',
      'Taken off by us -$90.00',
      'Left to pay $1,340.22',
    ]);
    const history = findAll(place, '[part=history] li').map(words);
    expect(history[0]).to.match(/^We sent this invoice .* \$2,180\.22$/);
    expect(history[1]).to.match(/^You paid by bank transfer .* · Santos 0417 -\$800\.00 Receipt$/);
    expect(history[2]).to.match(/^We gave money back.*\$50\.00 Receipt$/);
    expect(history[3]).to.match(/^We took something off: credit note CN-.* -\$90\.00$/);
    await reads(place, 'It goes to our own account.');
    await reads(place, 'With the discount that we agreed on.');
    expect(words(find(place, '[part=pay]') ?? place)).to.match(
      /^Pay now This is a demonstration: no money moves\..* Pay \$1,340\.22$/,
    );
    expect(find(place, '[data-open]')).to.equal(undefined);
    await press(place, 'All invoices');
    await until('the focus', () => focused()?.dataset['open'] === button.dataset['open']);
    expect(find(place, '[part=invoice]')).to.equal(undefined);
  });

  it('says in plain words what to do about each kind of invoice', async () => {
    const { place } = show(await createPagePortal({ scenario: 'billed' }), INVOICES);
    const read = async (status: string, at: number): Promise<string> => {
      await row(place, status);
      findAll(place, `li.${status} [data-open]`)[at]?.click();
      const text = words(await appears(place, '[part=invoice]'));
      await press(place, 'All invoices');
      return text;
    };
    const late = await read('overdue', 0);
    expect(late).to.include('Please pay $675.00 now');
    expect(late).to.include('If you cannot pay now, talk to us.');
    const paid = await read('paid', 0);
    expect(paid).to.include('This invoice is paid');
    expect(paid).not.to.include('How to pay');
    expect(await read('void', 0)).to.include('This invoice was cancelled You do not have to pay it.');
    expect(await read('unpaid', 0)).to.include('It stays your money. We keep it for you in a trust account');
    // Prices with their tax in them: nothing comes on top.
    const inclusive = await read('unpaid', 1);
    expect(inclusive).to.include('Total €135.00 Already in it: VAT 21% €23.43');
    expect(inclusive).not.to.include('All lines together');
  });

  it('says what is owed to the client where more was paid than is asked for now', async () => {
    const portal = await createPagePortal({ scenario: 'empty' });
    const { id } = await portal.bill({ currency: 'KWD', lines: [{ description: 'Advice', unitPrice: 1_500 }] });
    await portal.staff('POST', `/v1/firm/invoices/${id}/payments`, { amount: 1_500, method: 'cash' });
    await portal.staff('POST', `/v1/firm/invoices/${id}/credit-notes`, { reason: 'Agreed' });
    const { place } = show(portal, INVOICES);
    await reads(place, 'KWD 1.500 we owe you');
    await press(place, 'Advice');
    await reads(place, 'We owe you KWD 1.500');
  });

  it('prints one invoice by itself, named by its number', async () => {
    const { place } = show(await createPagePortal({ scenario: 'billedOnce' }), INVOICES);
    await press(place, 'Family petition: preparation');
    const number = words(await appears(place, '#invoice-title')).replace('Invoice ', '');
    const { papers } = watchPrints(place);
    await press(place, 'Print');
    const paper = await until('the print', () => papers[0]);
    expect(paper.title).to.equal(number);
    for (const text of [
      'Rowan & Hale Law',
      `Invoice ${number}`,
      'Left to pay $1,340.22',
      'Santos family',
      '+1 555 0100',
    ])
      expect(paper.text).to.include(text);
    expect(paper.text).not.to.include('All invoices');
    expect(findAll(place, 'iframe')).to.have.length(0);
  });

  it('reads on, chooses by standing, and says how many there are', async () => {
    const { place, said } = show(await createPagePortal({ scenario: 'billedMany' }), INVOICES);
    await until('the first page', () => findAll(place, '[data-open]').length === 25);
    await press(place, 'Show more');
    await until('the rest', () => findAll(place, '[data-open]').length === 28);
    expect(said).to.include('28 invoices are shown.');
    expect(words(focused() ?? place)).to.equal('Month 3');
    const select = await appears<HTMLSelectElement>(place, 'select');
    const choose = (status: string): void => {
      select.value = status;
      select.dispatchEvent(new Event('change'));
    };
    choose('paid');
    await until('the paid ones', () => findAll(place, '[data-open]').length === 3);
    expect(said).to.include('3 invoices are shown.');
    // The strip is over all of them.
    await reads(place, '$2,500.00');
    choose('void');
    await reads(place, 'None of your invoices is like this');
    await press(place, 'Show all invoices');
    await until('all', () => findAll(place, '[data-open]').length === 25);
    expect(select.value).to.equal('');
    expect(focused()?.localName).to.equal('h2');
  });

  it('keeps the choice that was where another one did not load', async () => {
    const portal = await createPagePortal({ scenario: 'billedMany' });
    const { place, said } = show(portal, INVOICES);
    const select = await appears<HTMLSelectElement>(place, 'select');
    portal.failure = 'broken';
    select.value = 'paid';
    select.dispatchEvent(new Event('change'));
    await reads(place, 'This did not work.');
    expect(said.at(-1)).to.include('This did not work.');
    expect(select.value).to.equal('');
    expect(findAll(place, '[data-open]')).to.have.length(25);
  });

  it('shows the invoices and sums of one case where the page wants that', async () => {
    const portal = await createPagePortal({ scenario: 'billedOnce' });
    const { id } = await portal.addMatter('Santos – will', '2025-1102');
    const { place } = show(portal, `<portal-invoice-list matter-id="${id}"></portal-invoice-list>`);
    await reads(place, 'No invoices yet');
    place.querySelector('portal-invoice-list')?.setAttribute('matter-id', portal.matter.id);
    await reads(place, 'Family petition: preparation');
    await reads(place, '$1,340.22');
  });

  it('speaks Arabic with amounts and days of its own, also of an open invoice, and changes while it is open', async () => {
    const portal = await createPagePortal({ scenario: 'billedOnce', language: 'ar' });
    const { place } = show(portal, INVOICES, 'ar');
    await reads(place, 'فواتيرك');
    const amount = new Intl.NumberFormat('ar', { style: 'currency', currency: 'USD' }).format(1340.22);
    const plain = (text: string) => text.replace(/[\u061c\u200e\u200f]/g, '').replace(/\s/g, ' ');
    expect(plain(words(place))).to.include(plain(amount));
    await press(place, 'طلب لمّ الشمل');
    await reads(place, 'الباقي للدفع');
    expect(getComputedStyle(await appears(place, '[part=invoice]')).direction).to.equal('rtl');
    place.lang = 'es';
    await reads(place, 'Queda por pagar');
    await press(place, 'Todas las facturas');
    await reads(place, 'Sus facturas');
  });

  it('says so where an invoice is not shared any more, and takes it away', async () => {
    const portal = await createPagePortal({ scenario: 'billedOnce' });
    const { place, said } = show(portal, INVOICES);
    await appears(place, '[data-open]');
    await portal.staff('DELETE', `/v1/firm/matters/${portal.matter.id}/shares/${portal.contact.id}`);
    await press(place, 'Family petition');
    await until('the news', () => said.some((one) => one.startsWith('We no longer share this invoice')));
    await reads(place, 'No invoices yet');
  });

  it('learns what has been paid meanwhile when the invoice is opened', async () => {
    const portal = await createPagePortal({ scenario: 'billedOnce' });
    const { place } = show(portal, INVOICES);
    const id = (await appears(place, '[data-open]')).dataset['open'] ?? '';
    await portal.staff('POST', `/v1/firm/invoices/${id}/payments`, { amount: 134_022, method: 'card' });
    await press(place, 'Family petition');
    await reads(place, 'This invoice is paid');
    await press(place, 'All invoices');
    await row(place, 'paid');
    await until('the sums', () => figures(findAll(place, '.strip')[0])['To pay'] === 'Nothing');
  });

  it('takes the open invoice away from who signs out', async () => {
    const portal = await createPagePortal({ scenario: 'billedOnce' });
    const { place } = show(portal, INVOICES);
    await press(place, 'Family petition');
    await appears(place, '[part=invoice]');
    await portal.client.session.signOut();
    await appears(place, 'input[type=email]');
    expect(words(place)).not.to.include('Please pay');
  });

  it('says what happens next where there is no invoice, and why where there can be none', async () => {
    const { place } = show(await createPagePortal({ scenario: 'empty' }), INVOICES);
    await reads(place, 'You have nothing to pay.');
    await reads(place, 'ada.rowan@example.com');
    const { place: locked } = show(await createPagePortal({ scenario: 'billedNot' }), INVOICES);
    await reads(locked, 'We do not use this part of the portal.');
  });

  it('tries again where loading failed', async () => {
    const portal = await createPagePortal({ scenario: 'billedOnce', failure: 'broken' });
    const { place } = show(portal, INVOICES);
    await appears(place, '[part=failed]');
    portal.failure = 'none';
    await press(place, 'Try again');
    await row(place, 'partially_paid');
  });

  it('needs no more than the width of a small phone', async () => {
    const { place } = show(await createPagePortal({ scenario: 'billed' }), INVOICES);
    place.setAttribute('class', 'narrow');
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('.narrow { display: block; inline-size: 320px; }');
    document.adoptedStyleSheets.push(sheet);
    try {
      const tooWide = (): string[] => {
        const edge = place.getBoundingClientRect().right + 1;
        return findAll(place, '*')
          .filter(
            (one) =>
              one.checkVisibility() && !one.closest('.unseen, thead') && one.getBoundingClientRect().right > edge,
          )
          .map(({ localName, className }) => `${localName}.${className}`);
      };
      await row(place, 'overdue');
      expect(tooWide()).to.deep.equal([]);
      (await appears(place, 'li.partially_paid [data-open]')).click();
      await appears(place, '[part=invoice]');
      expect(tooWide()).to.deep.equal([]);
    } finally {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
    }
  });
});
