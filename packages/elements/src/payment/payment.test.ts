import {
  aPdf,
  appears,
  createPagePortal,
  find,
  findAll,
  focused,
  type PagePortal,
  press,
  reads,
  show,
  type,
  until,
  words,
} from '@portico/testing/page';
import type { PayingFailure } from '@portico/contract';
import { expect } from 'chai';
import '../define/portal-payment.js';
import '../define/portal-provider.js';
import type { PortalPaymentFailedEvent, PortalPaymentSucceededEvent } from './payment.events.js';

const partly = { payments: { processor: true, partial: true, plans: false, disputes: false } };

/** An open invoice of 1,340.22 dollars, and the element for it. */
async function paying(portal: PagePortal, language = 'en') {
  const { data } = await portal.client.invoices.list();
  const [invoice] = data;
  if (!invoice) throw new Error('There is no invoice');
  return { invoice, ...show(portal, `<portal-payment invoice-id="${invoice.id}"></portal-payment>`, language) };
}

async function choose(place: Element, text: string): Promise<void> {
  const label = await until(text, () => findAll(place, 'label').find((one) => words(one) === text));
  label.querySelector('input')?.click();
}

describe('portal-payment', () => {
  it('pays by the demo, says so at every step, and what comes next', async () => {
    const portal = await createPagePortal({ scenario: 'billedOnce' });
    const { place, said, invoice } = await paying(portal);
    const paid: PortalPaymentSucceededEvent[] = [];
    place.addEventListener('portal-payment-succeeded', (event) => paid.push(event));
    await reads(place, 'This is a demonstration: no money moves.');
    await press(place, 'Pay $1,340.22');
    await until('the focus', () => focused()?.id === 'payment-title');
    await reads(place, 'What should happen?');
    await reads(place, 'This is a demonstration: no money moves.');
    await press(place, 'Pay $1,340.22 now');
    await reads(place, 'Thank you. You have paid $1,340.22.');
    await reads(place, 'No money has moved.');
    await until('the focus', () => words(focused() ?? place).startsWith('Thank you'));
    expect(said.at(-1)).to.equal('Thank you. You have paid $1,340.22.');
    const [event] = paid;
    expect([event?.amount, event?.currency, event?.invoiceIds]).to.deep.equal([134_022, 'USD', [invoice.id]]);
    await reads(place, event?.paymentId ?? '?');
    await reads(place, 'Nothing. You do not have to do anything more for this.');
    await reads(place, `Receipt for ${invoice.number} (PDF)`);
    expect((await portal.client.invoices.get(invoice.id)).status).to.equal('paid');
  });

  it('says why a card did not work and takes another one, in the same payment', async () => {
    const portal = await createPagePortal({ scenario: 'billedOnce' });
    const { place, said } = await paying(portal);
    const failed: PayingFailure[] = [];
    place.addEventListener('portal-payment-failed', ({ failure }: PortalPaymentFailedEvent) => failed.push(failure));
    await press(place, 'Pay $');
    await choose(place, 'A card that the bank declines');
    await press(place, /now$/);
    await reads(place, 'Your bank said no to this card. Nothing was taken.');
    await until('the news', () => said.at(-1)?.includes('Your bank said no to this card'));
    expect(failed).to.deep.equal(['card_declined']);
    await choose(place, 'A card whose bank asks whether it is you');
    await press(place, /now$/);
    await reads(place, 'Your bank asks whether it is you');
    await press(place, 'No, this is not me');
    await reads(place, 'Your bank could not make sure that it is you.');
    await press(place, /now$/);
    await press(place, 'Yes, I am paying this');
    await reads(place, 'Thank you. You have paid');
    expect(failed).to.deep.equal(['card_declined', 'authentication_required']);
  });

  it('lets a bank take its time, and finds that again after a reload', async () => {
    const portal = await createPagePortal({ scenario: 'billedOnce' });
    const { place, invoice } = await paying(portal);
    await press(place, 'Pay $');
    await choose(place, 'A bank account: the bank takes its time');
    await press(place, /now$/);
    await reads(place, 'Your payment is on its way');
    await reads(place, 'You need do nothing; please do not pay again.');
    expect(findAll(place, '[part=pay] button')).to.have.length(0);
    const again = await paying(portal);
    await reads(again.place, 'Your payment is on its way');
    expect((await portal.client.payments.options(invoice.id)).underWay).to.match(/^pat_/);
  });

  it('pays a part where the firm allows it, by an amount as people write it', async () => {
    const portal = await createPagePortal({ scenario: 'billedOnce' });
    await portal.changeSettings(partly);
    const { place } = await paying(portal);
    await choose(place, 'A part of it');
    const field = await appears<HTMLInputElement>(place, '#payment-amount');
    for (const [typed, problem] of [
      ['nothing', 'Write an amount, like 1340.22.'],
      ['0', 'Write an amount of more than nothing.'],
      ['1,340.23', 'That is more than there is to pay. At most $1,340.22 is open.'],
    ] as const) {
      type(field, typed);
      await press(place, 'Pay now');
      await reads(place, problem);
      await until('the focus', () => focused() === field);
      expect(field.getAttribute('aria-invalid')).to.equal('true');
    }
    type(field, '500');
    await press(place, 'Pay $500.00');
    await press(place, 'Pay $500.00 now');
    await reads(place, 'You have paid $500.00.');
    await reads(place, '$840.22 is still to pay');
  });

  it('goes on with the same payment after the back button, and pays once in two tabs', async () => {
    const portal = await createPagePortal({ scenario: 'billedOnce' });
    const { place, invoice } = await paying(portal);
    const ids: string[] = [];
    place.addEventListener('portal-payment-started', ({ paymentId }) => ids.push(paymentId));
    await press(place, 'Pay $');
    await press(place, 'Back');
    await press(place, 'Pay $');
    await reads(place, 'What should happen?');
    expect(new Set(ids).size).to.equal(1);
    // The other tab.
    const { id } = await portal.client.payments.start([{ id: invoice.id }]);
    expect(id).to.equal(ids[0]);
    await portal.client.payments.demo(id, { card: 'card_ok' });
    await press(place, /now$/);
    await reads(place, 'Thank you. You have paid');
    const { history } = await portal.client.invoices.get(invoice.id);
    expect(history.filter(({ type: kind, method }) => kind === 'payment' && method === 'card')).to.have.length(1);
  });

  it('says what is the matter where it cannot begin', async () => {
    const portal = await createPagePortal({ scenario: 'billedOnce' });
    const { place, said, invoice } = await paying(portal);
    await appears(place, '.primary');
    portal.failure = 'offline';
    await press(place, 'Pay $');
    await reads(place, 'We could not reach our server. Nothing was taken.');
    await until('the news', () => said.at(-1)?.startsWith('We could not reach'));
    portal.failure = 'none';
    await portal.staff('POST', `/v1/firm/invoices/${invoice.id}/payments`, { amount: 134_022, method: 'card' });
    await press(place, 'Pay $');
    await reads(place, 'There is nothing to pay');
  });

  it('says so where there is nothing to pay, no processor, or no right to pay', async () => {
    const portal = await createPagePortal({ scenario: 'billed' });
    const { data } = await portal.client.invoices.list({ status: 'paid' });
    const { place } = show(portal, `<portal-payment invoice-id="${data[0]?.id ?? ''}"></portal-payment>`);
    await reads(place, 'There is nothing to pay');
    const off = await createPagePortal({ scenario: 'billedOnce' });
    await off.changeSettings({ payments: { ...partly.payments, processor: false } });
    const { place: closed } = await paying(off);
    await reads(closed, 'This cannot be paid here');
    await reads(closed, 'ada.rowan@example.com');
    const { place: none } = show(off, '<portal-payment></portal-payment>');
    await reads(none, 'There is nothing to pay');
  });

  it('saves the receipt, or says that there is none now', async () => {
    const portal = await createPagePortal({ scenario: 'billedOnce' });
    const { place, said, invoice } = await paying(portal);
    await press(place, 'Pay $');
    await press(place, /now$/);
    await press(place, 'Receipt for');
    await reads(place, 'The receipt is not to be had at the moment.');
    const { invoices } = portal.client;
    const receipt = invoices.receipt.bind(invoices);
    Reflect.set(invoices, 'receipt', () => Promise.resolve(aPdf('receipt.pdf')));
    try {
      await press(place, 'Receipt for');
      await until('the news', () => said.at(-1) === `${invoice.number}.pdf was saved to your downloads.`);
    } finally {
      Reflect.set(invoices, 'receipt', receipt);
    }
  });

  it('speaks Arabic, also what was typed there, and changes its language without losing it', async () => {
    const portal = await createPagePortal({ scenario: 'billedOnce', language: 'ar' });
    await portal.changeSettings(partly);
    const { place } = await paying(portal, 'ar');
    await reads(place, 'هذا عرض تجريبي');
    await choose(place, 'جزءًا منه');
    type(await appears<HTMLInputElement>(place, '#payment-amount'), '١٬٢٠٠٫٥٠');
    place.lang = 'en';
    await reads(place, 'Pay $1,200.50');
    expect((await appears<HTMLInputElement>(place, '#payment-amount')).value).to.equal('١٬٢٠٠٫٥٠');
    expect(find(place, '[part=pay]')).not.to.equal(undefined);
  });

  it('leaves what was being paid for another invoice', async () => {
    const portal = await createPagePortal({ scenario: 'billed' });
    const { data } = await portal.client.invoices.list({ status: 'unpaid' });
    const [paid] = (await portal.client.invoices.list({ status: 'paid' })).data;
    const { place } = show(portal, `<portal-payment invoice-id="${data[0]?.id ?? ''}"></portal-payment>`);
    await press(place, 'Pay ');
    await reads(place, 'What should happen?');
    place.querySelector('portal-payment')?.setAttribute('invoice-id', paid?.id ?? '');
    await reads(place, 'There is nothing to pay');
    expect(words(place)).not.to.include('What should happen?');
  });

  it('takes what was being paid along when the person signs out', async () => {
    const portal = await createPagePortal({ scenario: 'billedOnce' });
    const { place } = await paying(portal);
    await press(place, 'Pay $');
    await reads(place, 'What should happen?');
    await portal.client.session.signOut();
    await appears(place, 'input[type=email]');
    expect(words(place)).not.to.include('What should happen?');
  });
});
