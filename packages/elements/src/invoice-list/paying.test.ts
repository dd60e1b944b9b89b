import { createPagePortal, findAll, press, reads, show, until, words } from '@portico/testing/page';
import { expect } from 'chai';
import { dropReturn, takeLink } from '../core/link.js';
import '../define/portal-invoice-list.js';
import '../define/portal-provider.js';

/** Opens a page as the processor's own page does that sends a client back. */
function comeBack(paymentId: string): void {
  const before = location.href;
  history.replaceState(null, '', `?portal-payment=${paymentId}&redirect_status=succeeded`);
  takeLink();
  expect(location.search).to.equal('');
  history.replaceState(null, '', before);
}

describe('paying in portal-invoice-list', () => {
  afterEach(dropReturn);

  it('pays an open invoice in its place, and the list knows it', async () => {
    const portal = await createPagePortal({ scenario: 'billedOnce' });
    const { place } = show(portal, '<portal-invoice-list></portal-invoice-list>');
    const open = await until('the invoice', () => findAll(place, '[data-open]')[0]);
    open.click();
    await press(place, 'Pay $1,340.22');
    await press(place, 'Pay $1,340.22 now');
    await reads(place, 'Thank you. You have paid $1,340.22.');
    await reads(place, 'This invoice is paid');
    await press(place, 'All invoices');
    await until('the list', () => words(findAll(place, '[part=list]')[0] ?? place).includes('Paid'));
  });

  it('opens what the client comes back from, and says what became of it', async () => {
    const portal = await createPagePortal({ scenario: 'billedOnce' });
    const [invoice] = (await portal.client.invoices.list()).data;
    const { id } = await portal.client.payments.start([{ id: invoice?.id ?? '' }]);
    await portal.client.payments.demo(id, { card: 'card_ok' });
    comeBack(id);
    const { place, said } = show(portal, '<portal-invoice-list></portal-invoice-list>');
    await reads(place, 'Thank you. You have paid $1,340.22.');
    const root = () => place.querySelector('portal-invoice-list')?.shadowRoot;
    await until('the focus', () => root()?.activeElement?.id === 'payment-title');
    await until('the news', () => said.includes('Thank you. You have paid $1,340.22.'));
    await press(place, 'All invoices');
    await until('the list', () => findAll(place, '[data-open]').length > 0);
  });

  it('shows the list where the payment is not one of theirs', async () => {
    const portal = await createPagePortal({ scenario: 'billedOnce' });
    comeBack('pat_00000000000000000000000000');
    const { place } = show(portal, '<portal-invoice-list></portal-invoice-list>');
    const open = await until('the invoice', () => findAll(place, '[data-open]')[0]);
    open.click();
    await reads(place, 'Pay $1,340.22');
    expect(words(place)).not.to.include('You have paid');
  });
});
