import {
  appears,
  createPagePortal,
  findAll,
  type PagePortal,
  press,
  reads,
  show,
  type StripeScript,
  type as typeInto,
  until,
  useStripe,
  words,
} from '@portico/testing/page';
import { expect } from 'chai';
import { dropReturn, takeLink } from '../core/link.js';
import '../define/portal-invoice-list.js';
import '../define/portal-payment.js';
import '../define/portal-provider.js';

/** Whatever of the processor's has come into the page. */
const ofStripe = (): readonly string[] => [
  ...[...document.querySelectorAll('script, iframe, link')]
    .map((one) => one.outerHTML)
    .filter((one) => /stripe/i.test(one)),
  ...performance
    .getEntriesByType('resource')
    .map(({ name }) => name)
    .filter((name) => /js\.stripe|stripe-fields|stripe-script/.test(name)),
];

/** Opens a page as the processor's own page does that sends a client back. */
function comeBack(paymentId: string): void {
  const before = location.href;
  history.replaceState(null, '', `?portal-payment=${paymentId}`);
  takeLink();
  history.replaceState(null, '', before);
}

describe('paying on the processor’s own page by choice', () => {
  let portal: PagePortal;
  let script: StripeScript;
  let invoiceId: string;
  let left: string[];
  let started: string[];

  beforeEach(async () => {
    portal = await createPagePortal({ scenario: 'billedOnce', payments: 'stripe' });
    invoiceId = (await portal.client.invoices.list()).data[0]?.id ?? '';
    script = useStripe(portal.stripe);
    [left, started] = [[], []];
  });
  afterEach(() => {
    script.restore();
    dropReturn();
  });

  /** Shows an element that stays where it is when it would leave, and says where to. */
  const watched = (markup: string, language = 'en'): Element => {
    const { place } = show(portal, markup, language);
    place.addEventListener('portal-payment-started', ({ paymentId }) => started.push(paymentId));
    place.addEventListener('portal-payment-leave', (event) => {
      event.preventDefault();
      left.push(event.url);
    });
    return place;
  };
  const tag = (way = 'checkout') => `<portal-payment invoice-id="${invoiceId}" pay-by="${way}"></portal-payment>`;

  it('leaves from the first button, loads nothing of the processor’s, and says what became of it', async () => {
    const place = watched(tag());
    await reads(place, 'You pay on the secure page of our payment service, and come back here.');
    expect(words(place)).not.to.include('Stripe');
    await press(place, 'Pay $1,340.22');
    await until('the page', () => left[0]);
    expect(new URL(left[0] ?? '').pathname).to.match(/^\/demo-payments\//);
    expect(started).to.have.length(1);
    // Whoever comes back without having paid is asked again, and led to the same page.
    await press(place, 'Pay $1,340.22');
    await until('the page again', () => left[1]);
    expect(left[1]).to.equal(left[0]);
    expect(new Set(started).size).to.equal(1);
    await portal.payOnPage(left[0] ?? '', 'card_ok');
    comeBack(started[0] ?? '');
    const again = watched(tag());
    await reads(again, 'Thank you. You have paid $1,340.22.');
    expect([...script.asked, ...script.calls, ...ofStripe()]).to.deep.equal([]);
  });

  it('takes a part there as well', async () => {
    await portal.changeSettings({ payments: { processor: true, partial: true, plans: false, disputes: false } });
    const place = watched(tag());
    await reads(place, 'How much do you want to pay?');
    findAll<HTMLInputElement>(place, 'input[name=how-much]')[1]?.click();
    typeInto(await appears<HTMLInputElement>(place, '#payment-amount'), '500');
    await press(place, 'Pay $500.00');
    await until('the page', () => left[0]);
    expect((await portal.client.payments.get(started[0] ?? '')).amount).to.equal(50_000);
  });

  it('leads there from an open invoice of the list, and for several at once', async () => {
    await portal.bill({ currency: 'USD', lines: [{ description: 'Copies', unitPrice: 4_150 }] });
    const place = watched('<portal-invoice-list pay-by="checkout"></portal-invoice-list>');
    await press(place, 'Copies');
    await press(place, 'Pay $41.50');
    await until('the page', () => left[0]);
    await press(place, 'All invoices');
    await press(place, 'Pay several at once');
    for (const box of await until('the choice', () => {
      const boxes = findAll<HTMLInputElement>(place, '[name=invoice]');
      return boxes.length === 2 && boxes;
    }))
      box.click();
    await press(place, 'Pay 2 invoices');
    await press(place, 'Pay $1,381.72');
    await until('the page', () => left[1]);
    const both = await portal.client.payments.get(started[1] ?? '');
    expect([both.amount, both.invoices.length]).to.deep.equal([138_172, 2]);
    expect([...script.asked, ...script.calls, ...ofStripe()]).to.deep.equal([]);
  });

  it('goes back to the page for what the bank asks', async () => {
    const place = watched(tag());
    await press(place, 'Pay $1,340.22');
    await until('the page', () => left[0]);
    await portal.payOnPage(left[0] ?? '', 'card_authenticate');
    comeBack(started[0] ?? '');
    const again = watched(tag());
    await reads(again, 'Your bank asks whether it is you');
    await press(again, 'Go on with your bank');
    await until('the page again', () => left[1]);
    expect([...script.asked, ...ofStripe()]).to.deep.equal([]);
  });

  it('says that it could not begin, and stays', async () => {
    const place = watched(tag());
    await appears(place, '.payment .primary');
    portal.failure = 'offline';
    await press(place, 'Pay $');
    await reads(place, 'We could not reach our server. Nothing was taken.');
    expect([left, started]).to.deep.equal([[], []]);
  });

  it('is taken for what was meant where the word is misspelt, which is said once', async () => {
    const warned: unknown[] = [];
    const warn = console.warn.bind(console);
    console.warn = (text: unknown) => warned.push(text);
    try {
      const place = watched(tag('Checkout'));
      await press(place, 'Pay $1,340.22');
      await until('the page', () => left[0]);
      const other = watched(tag('Checkout'));
      await appears(other, '.payment .primary');
    } finally {
      console.warn = warn;
    }
    expect(warned.filter((one) => String(one).startsWith('pay-by must be'))).to.have.length(1);
    expect(script.asked).to.deep.equal([]);
  });
});
