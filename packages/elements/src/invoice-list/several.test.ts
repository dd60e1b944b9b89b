import {
  appears,
  createPagePortal,
  find,
  findAll,
  focused,
  type PagePortal,
  press,
  reads,
  said,
  show,
  type Shown,
  until,
  words,
} from '@portico/testing/page';
import { expect } from 'chai';
import '../define/portal-invoice-list.js';
import '../define/portal-provider.js';

const LIST = '<portal-invoice-list></portal-invoice-list>';

/** Opens the choice. */
async function choosing(portal: PagePortal): Promise<Shown> {
  const shown = show(portal, LIST);
  (await appears(shown.place, '[data-several]')).click();
  await appears(shown.place, '[part=several] .option');
  return shown;
}

/** The box of an invoice by what it is for. */
function box(place: Element, about: string): HTMLInputElement {
  const found = findAll(place, '.option').find((one) => words(one).startsWith(about));
  const input = found?.querySelector('input');
  if (!input) throw new Error(`No box for ${about}`);
  return input;
}

/** What stands in the bar below the choice. */
const sum = (place: Element): string => words(find(place, '.whole-sum') ?? place);

describe('paying several invoices at once', () => {
  it('says what they come to, pays them by one payment, and shows each as it stands then', async () => {
    const portal = await createPagePortal({ scenario: 'billed' });
    const shown = await choosing(portal);
    const { place } = shown;
    await until('the focus', () => focused()?.id === 'several-title');
    // What falls due first comes first.
    expect(words(findAll(place, '.option')[0] ?? place)).to.match(
      /^Filing fee of the authority \$675\.00 INV-.*Overdue It was due /,
    );
    expect(sum(place)).to.equal('You have not chosen anything yet.');
    box(place, 'Filing fee').click();
    await said(shown, '1 invoice, $675.00');
    box(place, 'Family petition').click();
    await said(shown, '2 invoices, $2,055.22 together');
    await reads(place, '2 invoices, $2,055.22 together');
    await press(place, 'Pay 2 invoices');
    await until('the focus', () => focused()?.id === 'payment-title');
    await reads(place, /Pay 2 invoices together .*Invoice INV-.*\$675\.00 .*\$1,380\.22 Together \$2,055\.22/);
    await press(place, 'Pay $2,055.22');
    await press(place, 'Pay $2,055.22 now');
    await reads(place, 'Thank you. You have paid $2,055.22.');
    await until('the receipts', () => words(place).match(/Receipt for INV-/g)?.length === 2);
    await press(place, 'Done');
    await said(shown, '2 invoices were paid. Thank you.');
    await until('the focus', () => focused()?.closest('li')?.classList.contains('paid'));
    await until('the rows', () => findAll(place, 'li.paid').length === 3);
    expect(findAll(place, 'li.overdue, li.partially_paid')).to.have.length(0);
    // Of each sort of money one is left.
    await until('the offer to go', () => find(place, '[data-several]') === undefined);
    const { data } = await portal.client.invoices.list({ status: 'paid' });
    const histories = await Promise.all(data.map(({ id }) => portal.client.invoices.get(id)));
    const moves = histories.flatMap(({ history }) => history.filter(({ method }) => method === 'card'));
    expect(moves.map(({ amount }) => amount).sort()).to.deep.equal([138_022, 67_500]);
  });

  it('never takes two currencies or trust and other money together, and says why', async () => {
    const portal = await createPagePortal({ scenario: 'billed' });
    const shown = await choosing(portal);
    const { place } = shown;
    expect(findAll(place, '.hindered')).to.have.length(0);
    box(place, 'Filing fee').click();
    await until('the others', () => findAll(place, '.hindered').length === 2);
    const [trust, euros] = [box(place, 'Deposit'), box(place, 'Certified translations')];
    expect(words(trust.parentElement ?? place)).to.include('This money stays yours, in our trust account.');
    expect(words(euros.parentElement ?? place)).to.include('This is in another currency: Euro. Pay it by itself.');
    for (const [one, reason] of [
      [trust, 'It has to be paid by itself.'],
      [euros, 'This is in another currency: Euro.'],
    ] as const) {
      // It keeps its place for the keyboard.
      one.focus();
      expect(focused()).to.equal(one);
      expect(one.getAttribute('aria-disabled')).to.equal('true');
      one.click();
      await said(shown, reason);
      expect(one.checked).to.equal(false);
    }
    expect(sum(place)).to.equal('1 invoice, $675.00');
    box(place, 'Filing fee').click();
    await until('the others', () => findAll(place, '.hindered').length === 0);
    trust.click();
    await reads(place, 'It cannot be paid together with money for the trust account.');
    expect(trust.checked).to.equal(true);
    expect(euros.getAttribute('aria-disabled')).to.equal('true');
    await press(place, 'Pay 1 invoice');
    await press(place, 'Pay $500.00');
    await press(place, 'Pay $500.00 now');
    await reads(place, 'Thank you. You have paid $500.00.');
  });

  it('asks for a choice first', async () => {
    const portal = await createPagePortal({ scenario: 'billed' });
    const shown = await choosing(portal);
    await press(shown.place, 'Pay');
    await said(shown, 'Choose an invoice first.');
    await reads(shown.place, 'Choose an invoice first.');
    await until('the focus', () => focused()?.getAttribute('name') === 'invoice');
    await press(shown.place, 'All invoices');
    await until('the focus', () => focused()?.hasAttribute('data-several'));
    await appears(shown.place, '[data-open]');
  });

  it('takes nothing where something has changed meanwhile, and shows the choice anew', async () => {
    const portal = await createPagePortal({ scenario: 'billed' });
    const shown = await choosing(portal);
    const { place } = shown;
    box(place, 'Filing fee').click();
    box(place, 'Family petition').click();
    await press(place, 'Pay 2 invoices');
    await reads(place, 'Together $2,055.22');
    const [late] = (await portal.client.invoices.list({ status: 'overdue' })).data;
    await portal.staff('POST', `/v1/firm/invoices/${late?.id ?? ''}/payments`, { amount: 7_500, method: 'cash' });
    await press(place, 'Pay $2,055.22');
    await reads(place, 'What is to pay has changed meanwhile. Nothing was taken.');
    await press(place, 'Back');
    await reads(place, '2 invoices, $1,980.22 together');
    // Paid by another way between the choice and the button.
    await portal.staff('POST', `/v1/firm/invoices/${late?.id ?? ''}/payments`, { amount: 60_000, method: 'cash' });
    await press(place, 'Pay 2 invoices');
    await said(shown, 'What is to pay has changed meanwhile. Look at it again.');
    await reads(place, '1 invoice, $1,380.22');
    expect(words(place)).not.to.include('Filing fee');
  });

  it('says of what is on its way that there is nothing to do', async () => {
    const portal = await createPagePortal({ scenario: 'billed' });
    const [late] = (await portal.client.invoices.list({ status: 'overdue' })).data;
    const { id } = await portal.client.payments.start([{ id: late?.id ?? '' }]);
    await portal.client.payments.demo(id, { card: 'bank_slow' });
    const { place } = await choosing(portal);
    expect(box(place, 'Filing fee').getAttribute('aria-disabled')).to.equal('true');
    await reads(place, 'A payment of this is already on its way. You need do nothing.');
  });

  it('pays of a payment plan what that asks for next', async () => {
    const portal = await createPagePortal({ scenario: 'billedInParts' });
    await portal.bill({ currency: 'USD', lines: [{ description: 'Copies', unitPrice: 1_000 }] });
    const [plan] = (await portal.client.invoices.list({ status: 'partially_paid' })).data;
    const { next } = await portal.client.payments.options(plan?.id ?? '');
    const { place } = await choosing(portal);
    await reads(place, 'The next part of your payment plan');
    box(place, 'Family petition').click();
    box(place, 'Copies').click();
    await press(place, 'Pay 2 invoices');
    await press(place, 'Pay $');
    await press(place, /now$/);
    await reads(place, 'Thank you. You have paid');
    const paid = await portal.client.invoices.get(plan?.id ?? '');
    expect(paid.history.at(-1)?.amount).to.equal(next?.amount);
    expect(paid.balance).to.equal((plan?.balance ?? 0) - (next?.amount ?? 0));
  });

  it('is not offered where one alone can be paid, or none here', async () => {
    const one = show(await createPagePortal({ scenario: 'billedOnce' }), LIST);
    await appears(one.place, '[data-open]');
    expect(find(one.place, '[data-several]')).to.equal(undefined);
    const off = await createPagePortal({ scenario: 'billed' });
    await off.changeSettings({ payments: { processor: false, partial: false, plans: false, disputes: false } });
    const none = show(off, LIST);
    await appears(none.place, '[data-open]');
    expect(find(none.place, '[data-several]')).to.equal(undefined);
  });

  it('says the same in Arabic, and keeps what was chosen when the language changes', async () => {
    const portal = await createPagePortal({ scenario: 'billed', language: 'ar' });
    const { place } = show(portal, LIST, 'ar');
    await press(place, 'دفع عدة فواتير معًا');
    await reads(place, 'لم تختر شيئًا بعد.');
    findAll<HTMLInputElement>(place, '[name=invoice]')[0]?.click();
    await press(place, 'دفع فاتورة واحدة');
    await reads(place, 'ادفع الآن');
    await press(place, 'رجوع');
    await reads(place, 'فاتورة واحدة، ');
    place.lang = 'en';
    await reads(place, '1 invoice, $675.00');
  });

  it('is gone with the person who signs out', async () => {
    const portal = await createPagePortal({ scenario: 'billed' });
    const { place } = await choosing(portal);
    box(place, 'Filing fee').click();
    await portal.client.session.signOut();
    await appears(place, 'input[type=email]');
    expect(words(place)).not.to.include('Filing fee');
  });
});
