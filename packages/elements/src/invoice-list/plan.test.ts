/** A payment plan as a client reads it, agrees to it, and follows it. */
import {
  appears,
  createPagePortal,
  find,
  findAll,
  focused,
  press,
  reads,
  said,
  show,
  until,
  words,
} from '@portico/testing/page';
import { expect } from 'chai';
import '../define/portal-invoice-list.js';
import '../define/portal-provider.js';

const INVOICES = '<portal-invoice-list></portal-invoice-list>';

const rows = (place: Element) => findAll(place, '.parts tbody tr').map((one) => words(one));

describe('portal-invoice-list: payment plans', () => {
  it('shows every day and amount and the sum before it asks, and takes consent by tick and button alone', async () => {
    const portal = await createPagePortal({ scenario: 'billedOffered' });
    const shown = show(portal, INVOICES);
    const { place } = shown;
    await press(place, 'Family petition: preparation');
    await reads(place, 'Pay in parts');
    const table = await appears(place, '.parts');
    expect(rows(place)).to.have.length(4);
    expect(rows(place)[0]).to.match(/^First payment .* \$500\.00$/);
    expect(words(table)).to.match(/All together \$2,180\.22$/);
    await press(place, 'Agree to this plan');
    await said(shown, 'Tick that you agree first.');
    await until('the focus on the tick', () => focused()?.matches('[name=agree]'));
    expect((await portal.client.paymentPlans.of(await openId(portal))).state).to.equal('offered');
    (await appears(place, '[name=agree]')).click();
    await press(place, 'Agree to this plan');
    await said(shown, 'You agreed. Your payment plan has begun.');
    await reads(place, 'Your payment plan');
    await until('the focus on its title', () => focused()?.id === 'plan-title');
    await reads(place, /Next: \$500\.00 by /);
    const steps = findAll(place, '.timeline li').map((one) => words(one));
    expect(steps).to.have.length(4);
    expect(steps[0]).to.match(/^First payment · .* – Due today \$500\.00$/);
    expect(steps[1]).to.match(/^Part 1 · .* – Later \$560\.0\d$/);
    expect((await portal.client.paymentPlans.of(await openId(portal))).state).to.equal('active');
    await reads(place, 'Please pay $500.00');
    await reads(place, 'The next part of your plan: $500.00');
  });

  it('shows the new table and asks again where the terms have changed meanwhile', async () => {
    const portal = await createPagePortal({ scenario: 'billedOffered' });
    const shown = show(portal, INVOICES);
    const { place } = shown;
    await press(place, 'Family petition: preparation');
    const tick = await appears<HTMLInputElement>(place, '[name=agree]');
    tick.click();
    const id = await openId(portal);
    await portal.staff('POST', `/v1/firm/invoices/${id}/payments`, { amount: 30_000, method: 'check' });
    await press(place, 'Agree to this plan');
    await said(shown, 'The days or the amounts have changed meanwhile.');
    await reads(place, 'All together $1,880.22');
    expect((await appears<HTMLInputElement>(place, '[name=agree]')).checked).to.equal(false);
    expect((await portal.client.paymentPlans.of(id)).state).to.equal('offered');
    (await appears(place, '[name=agree]')).click();
    await press(place, 'Agree to this plan');
    await reads(place, 'Your payment plan');
  });

  it('follows a plan: what is paid, what is left of a part, and what comes next', async () => {
    const portal = await createPagePortal({ scenario: 'billedInParts' });
    const { place } = show(portal, INVOICES);
    await press(place, 'Family petition: preparation');
    const timeline = await appears(place, '.timeline');
    expect(timeline.querySelectorAll('li.paid')).to.have.length(1);
    await reads(place, '$500.00 First payment'.split(' ').at(-1) ?? '');
    expect(words(timeline)).to.match(/Part 1 · .* \$\d+\.\d\d of it is still open/);
    // A shape of its own for each standing, for who sees no colour.
    const shapes = new Set(findAll(place, '.dot').map(({ innerHTML }) => innerHTML.replaceAll(/<!--.*?-->/g, '')));
    expect(shapes.size).to.be.greaterThan(1);
    expect(find(place, '[name=agree]')).to.equal(undefined);
  });

  it('asks for the next part and has it paid, unless somebody chooses more', async () => {
    const portal = await createPagePortal({ scenario: 'billedInParts' });
    const { place } = show(portal, INVOICES);
    const row = words(await appears(place, 'li.partially_paid'));
    expect(row, 'the list asks for no more by that day').to.match(
      /Next payment by .*\$1,580\.22 left in all, of \$[\d,.]+$/,
    );
    await press(place, 'Family petition: preparation');
    const part = '$460.07';
    await reads(place, `Please pay ${part}`);
    await reads(place, '$1,580.22 is left in all.');
    await reads(place, `The next part of your plan: ${part}`);
    expect((await appears<HTMLInputElement>(place, '[name=how-much]')).checked).to.equal(true);
    await press(place, `Pay ${part}`);
    await press(place, `Pay ${part} now`);
    await reads(place, `Thank you. You have paid ${part}.`);
    await until('the plan follows', () => findAll(place, '.timeline li.paid').length === 2);
    await reads(place, 'Please pay $560.07');
    await reads(place, '$1,120.15 is left in all.');
    expect((await portal.client.invoices.get(await openId(portal))).balance).to.equal(112_015);
  });

  it('agrees to nothing without a connection, and says so', async () => {
    const portal = await createPagePortal({ scenario: 'billedOffered' });
    const shown = show(portal, INVOICES);
    const { place } = shown;
    await press(place, 'Family petition: preparation');
    (await appears(place, '[name=agree]')).click();
    portal.network.offline = true;
    await press(place, 'Agree to this plan');
    await reads(place, 'You did not agree yet: there is no connection.');
    await said(shown, 'You did not agree yet');
    portal.network.offline = false;
    await press(place, 'Try again');
    await reads(place, 'Your payment plan');
  });
});

async function openId({ client }: Awaited<ReturnType<typeof createPagePortal>>): Promise<string> {
  return (await client.invoices.list()).data[0]?.id ?? '';
}
