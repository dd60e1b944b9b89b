/** The parts of a payment plan that are charged by themselves, as a client agrees to it, reads it and ends it. */
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
  type as typeInto,
  until,
  words,
} from '@portico/testing/page';
import { expect } from 'chai';
import '../define/portal-invoice-list.js';
import '../define/portal-provider.js';

const INVOICES = '<portal-invoice-list></portal-invoice-list>';

type PagePortal = Awaited<ReturnType<typeof createPagePortal>>;

async function planOf({ client }: PagePortal) {
  return client.paymentPlans.of((await client.invoices.list()).data[0]?.id ?? '');
}

async function opened(scenario: 'billedChargeable' | 'billedCharged' | 'billedOffered') {
  const portal = await createPagePortal({ scenario });
  const shown = show(portal, INVOICES);
  await press(shown.place, 'Family petition: preparation');
  await appears(shown.place, '[part=plan]');
  return { portal, shown, place: shown.place };
}

describe('portal-invoice-list: plans that are charged by themselves', () => {
  it('takes consent to the table and the text at once, and says then what is charged when and by what', async () => {
    const { portal, shown, place } = await opened('billedChargeable');
    const tick = await appears<HTMLInputElement>(place, '[name=agree]');
    tick.click();
    expect(find(place, '[part=plan] blockquote')).to.equal(undefined);
    (await appears(place, '[part=plan] input[value^=pmt_]')).click();
    const text = words(await appears(place, '[part=plan] blockquote'));
    expect(text)
      .to.match(/to charge each part of this payment plan/)
      .and.to.match(/at least 3 days before/);
    // What was ticked was something else.
    expect((await appears<HTMLInputElement>(place, '[name=agree]')).checked).to.equal(false);
    await press(place, 'Agree to this plan');
    await said(shown, 'Tick that you agree first.');
    (await appears(place, '[name=agree]')).click();
    await press(place, 'Agree to this plan');
    await said(shown, 'You agreed. Your payment plan has begun, and its parts are charged by themselves.');
    await until('the focus on its title', () => focused()?.id === 'plan-title');
    const { state, automatic } = await planOf(portal);
    expect([state, automatic?.methodId]).to.deep.equal(['active', (await portal.client.paymentMethods.list())[0]?.id]);
    await reads(place, /Each part is charged by itself: Demo card ending in 0001\./);
    const steps = findAll(place, '.timeline li').map((one) => words(one));
    expect(steps[0]).to.match(/You pay this part yourself/);
    expect(steps[1]).to.match(/Is charged by itself on /);
  });

  it('stays with paying by hand where nothing else is chosen', async () => {
    const { portal, place } = await opened('billedChargeable');
    (await appears(place, '[name=agree]')).click();
    await press(place, 'Agree to this plan');
    await appears(place, '.timeline');
    expect((await planOf(portal)).automatic).to.equal(null);
    await press(place, 'Have the parts charged by themselves');
    await press(place, 'Agree to this');
    await until('the focus on the choice', () => focused()?.getAttribute('name') === 'plan-method');
    (await appears(place, '[name=plan-method]')).click();
    await press(place, 'Agree to this');
    await reads(place, /Each part is charged by itself: Demo card/);
    expect((await planOf(portal)).automatic?.methodId).to.match(/^pmt_/);
  });

  it('goes back to paying by hand at once', async () => {
    const { portal, shown, place } = await opened('billedCharged');
    await press(place, 'Pay each part myself again');
    await said(shown, 'From now on you pay each part yourself.');
    expect((await planOf(portal)).automatic).to.equal(null);
    expect(find(place, '.charged')).to.equal(undefined);
    await reads(place, 'Have the parts charged by themselves');
  });

  it('offers nothing of it where the firm charges nothing by itself', async () => {
    const { place } = await opened('billedOffered');
    await appears(place, '[name=agree]');
    expect(findAll(place, '[part=plan] [type=radio]')).to.have.length(0);
  });

  it('gives the text in the language that is read, and asks for the tick anew', async () => {
    const { portal, place } = await opened('billedChargeable');
    (await appears(place, '[part=plan] input[value^=pmt_]')).click();
    (await appears(place, '[name=agree]')).click();
    place.lang = 'es';
    await until('the Spanish text', () =>
      words(find(place, '[part=plan] blockquote') ?? place).startsWith('Permito que'),
    );
    expect((await appears<HTMLInputElement>(place, '[name=agree]')).checked).to.equal(false);
    expect((await planOf(portal)).state).to.equal('offered');
  });

  it('has the client prove who they are in between where that was longer ago, and leaves it where they would rather not', async () => {
    const portal = await createPagePortal({ scenario: 'billedChargeable' });
    await portal.signInBefore(8);
    portal.mails.clear();
    const shown = show(portal, INVOICES);
    const { place } = shown;
    await press(place, 'Family petition: preparation');
    (await appears(place, '[part=plan] input[value^=pmt_]')).click();
    (await appears(place, '[name=agree]')).click();
    await press(place, 'Agree to this plan');
    await appears(place, 'input[name=proof]');
    await reads(place, 'First make sure that it is you');
    await press(place, 'Not now');
    expect((await appears<HTMLInputElement>(place, '[name=agree]')).checked).to.equal(true);
    expect((await planOf(portal)).state).to.equal('offered');
    portal.mails.clear();
    await press(place, 'Agree to this plan');
    const field = await appears<HTMLInputElement>(place, 'input[name=proof]');
    const { code } = await portal.mails.mailTo(portal.contact.email);
    typeInto(field, code ?? '');
    await said(shown, 'its parts are charged by themselves.');
    expect((await planOf(portal)).automatic?.methodId).to.match(/^pmt_/);
    expect(findAll(place, 'input[name=proof]')).to.have.length(0);
  });
});
