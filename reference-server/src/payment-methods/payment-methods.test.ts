import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KeptMethods, SavedMethod } from '@portico/contract';
import { aContact, asPage, createTestServer, created, ok, ORIGIN, signIn } from '@portico/testing';
import { sql } from 'kysely';
import * as z from 'zod/mini';
import { refused, type Scene } from '../firm-invoices/scene.suite.js';
import { chargeSaved, type Charged } from '../paying/charge-saved.js';
import {
  anOpen,
  aPaidServer,
  aPayingScene,
  attempt,
  intentOf,
  processorRows,
  Started,
  TRUST,
} from '../paying/scene.suite.js';

const place = await aPaidServer();

const everything = { processor: true, partial: true, plans: true, disputes: true };
const own = () => place.stripe.account('own');
async function methodsOf({ page }: Pick<Scene, 'page'>): Promise<SavedMethod[]> {
  place.server.clock.advance(3_000);
  const { data } = await created(page('GET', '/v1/payment-methods'));
  return z.parse(z.array(SavedMethod), data);
}
async function pay(scene: Scene, invoiceId: string, more: object): Promise<Started> {
  const body = { invoices: [{ id: invoiceId }], ...more };
  return z.parse(Started, await created(scene.page('POST', '/v1/payments', body)));
}
/** A scene of its own, since a proof of who somebody is lasts five minutes of a clock that all share. */
const aClient = () => aPayingScene(place.server);
/** As the client's page adds one. */
async function kept(client: Scene, token: string): Promise<SavedMethod> {
  await created(client.page('POST', '/v1/payment-methods/set-ups', { kind: 'earned' }));
  own().keep(await customerOf(client), token);
  return (await methodsOf(client)).at(-1) ?? assert.fail('no method');
}
async function customerOf({ contact }: Scene): Promise<string> {
  const found = [...own().customers.values()].filter(({ metadata }) => metadata['portico_contact'] === contact.id);
  assert.equal(found.length, 1, 'one customer a contact');
  return found[0]!.id;
}
const charges = () => place.stripe.charges().length;
const rowsOf = async (client: Scene, invoiceId: string) =>
  (await processorRows(place, client.firm.id))
    .filter((row) => row.invoice_id === invoiceId)
    .map(({ amount }) => amount);

test('a method is kept when paying, shown to its contact alone, and forgotten here and at the processor', async () => {
  const client = await aClient();
  const invoice = await anOpen(client);
  const made = await pay(client, invoice.id, { save: true });
  assert.deepEqual(await methodsOf(client), []);
  own().confirm(intentOf(made), 'pm_card_visa', false);
  await attempt(client, made.id);
  const [method, ...more] = await methodsOf(client);
  assert.deepEqual(more, []);
  assert.deepEqual(
    { ...method, id: '' },
    {
      id: '',
      kind: 'earned',
      type: 'card',
      name: 'visa',
      last4: '4242',
      expires: { month: 8, year: 2031 },
      autopay: false,
    },
  );
  const { contact } = await aContact(place.server, client.firm);
  const stranger = asPage(place.server, client.firm, await signIn(place.server, client.firm, contact.email));
  assert.deepEqual((await created(stranger('GET', '/v1/payment-methods'))).data, []);
  await refused(stranger('DELETE', `/v1/payment-methods/${method?.id}`), 404, 'not_found');

  place.stripe.break('POST /v1/payment_methods/:id/detach', '500');
  await ok(client.page('DELETE', `/v1/payment-methods/${method?.id}`));
  assert.deepEqual(await methodsOf(client), [], 'at once, although the processor has not answered');
  await refused(client.page('DELETE', `/v1/payment-methods/${method?.id}`), 404, 'not_found');
  const left = () => [...own().methods.values()].filter(({ method: { customer } }) => customer !== null).length;
  await place.server.deps.settling.deliver();
  const before = left();
  place.server.clock.advance(11 * 60_000);
  await place.server.deps.settling.deliver();
  assert.equal(before - left(), 1, 'at the processor once it answers');
});

test('a contact has one customer an account, however often and by however many it is asked', async () => {
  const client = await aClient();
  const count = () => own().customers.size + place.stripe.account(TRUST).customers.size;
  const before = count();
  const setUp = (kind: string) => client.page('POST', '/v1/payment-methods/set-ups', { kind });
  const all = await Promise.all(Array.from({ length: 10 }, () => setUp('earned')));
  assert.deepEqual(new Set(all.map(({ status }) => status)), new Set([201]));
  await created(setUp('unearned'));
  assert.equal(count() - before, 2);
  const trust = [...place.stripe.account(TRUST).customers.keys()].at(-1) ?? '';
  place.stripe.account(TRUST).keep(trust, 'pm_card_visa');
  const [method] = await methodsOf(client);
  assert.equal(method?.kind, 'unearned');
  const fees = await anOpen(client);
  const wrong = client.page('POST', '/v1/payments', { invoices: [{ id: fees.id }], methodId: method?.id });
  await refused(wrong, 422, 'method_elsewhere');
  const money = await anOpen(client, 700, { kind: 'unearned' });
  assert.equal((await pay(client, money.id, { methodId: method?.id })).state, 'paid');
  assert.deepEqual(place.stripe.charges().at(-1)?.account, TRUST);
});

test('a kept method pays at once, asks where the bank does, and says where it is declined', async () => {
  const client = await aClient();
  const good = await kept(client, 'pm_card_visa');
  const asks = await kept(client, 'pm_card_authenticationRequired');
  const bad = await kept(client, 'pm_card_chargeDeclined');
  const [one, two] = [await anOpen(client), await anOpen(client)];
  const before = charges();
  const tabs = await Promise.all(
    Array.from({ length: 10 }, () =>
      client.page('POST', '/v1/payments', { invoices: [{ id: one.id }], methodId: good.id }),
    ),
  );
  for (const { status } of tabs) assert.ok([201, 422, 503].includes(status), `${status}`);
  assert.deepEqual([await rowsOf(client, one.id), charges() - before], [[-10_000], 1]);

  const declined = await pay(client, two.id, { methodId: bad.id });
  assert.deepEqual([declined.state, declined.failure], ['open', 'card_declined']);
  const again = await pay(client, two.id, { methodId: bad.id });
  assert.notEqual(again.id, declined.id, 'what was refused once is tried as a new payment');
  const asked = await pay(client, two.id, { methodId: asks.id });
  assert.equal(asked.state, 'action');
  own().authenticate(intentOf(asked), true);
  place.server.clock.advance(3_000);
  assert.equal((await attempt(client, asked.id)).state, 'paid');
  assert.deepEqual([await rowsOf(client, two.id), charges() - before], [[-10_000], 2]);

  const third = await anOpen(client);
  const other = await aClient();
  const theirs = other.page('POST', '/v1/payments', {
    invoices: [{ id: (await anOpen(other)).id }],
    methodId: good.id,
  });
  await refused(theirs, 404, 'not_found');
  const both = { invoices: [{ id: third.id }], methodId: good.id };
  await refused(client.page('POST', '/v1/payments', { ...both, save: true }), 422, 'invalid_request');
  const checkout = { returnUrl: `${ORIGIN}/` };
  await refused(client.page('POST', '/v1/payments', { ...both, checkout }), 422, 'invalid_request');
  place.server.clock.advance(6 * 60_000);
  await refused(client.page('POST', '/v1/payments', both), 403, 'step_up_required');
});

test('what is not charged while the client is away says why, and nothing of it is left', async () => {
  const client = await aClient();
  const good = await kept(client, 'pm_card_visa');
  const invoice = await anOpen(client, 10_000);
  const purpose = () => crypto.randomUUID();
  const charge = (methodId: string, amount = 10_000, more: object = {}) =>
    chargeSaved(place.server.deps, {
      ...{ firmId: client.firm.id, contactId: client.contact.id, methodId, purpose: purpose() },
      ...{ parts: [{ invoiceId: invoice.id, amount }], ...more },
    });
  const before = charges();
  for (const [token, failure] of [
    ['pm_card_chargeDeclined', 'card_declined'],
    ['pm_card_authenticationRequired', 'authentication_required'],
  ] as const) {
    const { id } = await kept(client, token);
    const once = purpose();
    const answer = await charge(id, 10_000, { purpose: once });
    assert.deepEqual(answer, { ...answer, state: 'failed', failure });
    assert.deepEqual(await charge(id, 10_000, { purpose: once }), answer, 'the same purpose, the same answer');
  }
  assert.deepEqual(await charge(good.id, 10_001), { state: 'refused', reason: 'over_balance' });
  assert.deepEqual(await charge('pmt_none'), { state: 'refused', reason: 'method_gone' });
  const stranger = await aClient();
  const theirs = { firmId: stranger.firm.id, contactId: stranger.contact.id };
  assert.deepEqual(await charge(good.id, 1, theirs), { state: 'refused', reason: 'not_open' });
  const alive = await pay(client, invoice.id, {});
  assert.deepEqual(await charge(good.id), { state: 'refused', reason: 'busy' });
  await created(client.page('POST', `/v1/payments/${alive.id}/cancel`));
  const dispute = await created(
    client.page('POST', `/v1/invoices/${invoice.id}/disputes`, { reason: 'wrong_amount', text: 'No.', lineId: null }),
  );
  assert.deepEqual(await charge(good.id), { state: 'refused', reason: 'disputed' });
  await ok(client.page('POST', `/v1/disputes/${dispute.id}/withdraw`));
  assert.equal(charges(), before);
  assert.equal((await charge(good.id)).state, 'paid');
  assert.deepEqual(await charge(good.id), { state: 'refused', reason: 'not_open' });
});

test('whose access ended and who is erased keeps nothing, here or at the processor', async () => {
  const client = await aClient();
  await kept(client, 'pm_card_visa');
  // One that came a moment ago, of which nobody here has heard.
  own().keep(await customerOf(client), 'pm_card_visa');
  const customer = await customerOf(client);
  const held = () => [...own().methods.values()].filter(({ method }) => method.customer === customer).length;
  assert.equal(held(), 2);
  await ok(client.call('PUT', `/v1/firm/contacts/${client.contact.id}/portal-access`, { enabled: false }));
  await ok(client.call('DELETE', `/v1/firm/contacts/${client.contact.id}/personal-data`));
  place.stripe.break('POST /v1/payment_methods/:id/detach', '500');
  await place.server.deps.settling.deliver();
  assert.ok(held() > 0);
  place.server.clock.advance(2 * 60_000);
  await place.server.deps.settling.deliver();
  assert.equal(held(), 0);
  const { rows: left } = await place.server.deps.work.read(client.firm.id, (db) =>
    sql<{ name: string | null; last4: string | null; gone_at: Date | null }>`select name, last4, gone_at
      from payment_methods where contact_id = ${client.contact.id}`.execute(db),
  );
  assert.deepEqual(
    left.map(({ name, last4, gone_at }) => [name, last4, gone_at === null]),
    [[null, null, false]],
  );
});

test('a method is added to the demo without paying, and pays', async () => {
  const server = await createTestServer();
  const client = await aPayingScene(server);
  const { fields } = await created(client.page('POST', '/v1/payment-methods/set-ups', { kind: 'earned' }));
  await ok(client.page('POST', '/v1/payment-methods/demo', { clientSecret: fields.clientSecret, card: 'card_ok' }));
  const forged = { clientSecret: `${fields.clientSecret}0`, card: 'card_ok' };
  await refused(client.page('POST', '/v1/payment-methods/demo', forged), 404, 'not_found');
  const { data } = await created(client.page('GET', '/v1/payment-methods'));
  const [method] = z.parse(z.array(SavedMethod), data);
  assert.deepEqual([method?.name, method?.last4], ['Demo card', '0001']);
  const invoice = await anOpen(client);
  assert.equal((await pay(client, invoice.id, { methodId: method?.id })).state, 'paid');
  await server.close();
});

test('what can be kept is said: by whom, and for money that the client is asked for and that is taken', async () => {
  const said = async ({ page }: Pick<Scene, 'page'>) => {
    const { kinds, processor } = z.parse(KeptMethods, await created(page('GET', '/v1/payment-methods')));
    return [processor, ...kinds];
  };
  const client = await aClient();
  assert.deepEqual(await said(client), ['stripe', 'earned']);
  const other = await aClient();
  await anOpen(client, 700, { kind: 'unearned' });
  assert.deepEqual(await said(client), ['stripe', 'earned', 'unearned']);
  assert.deepEqual(await said(other), ['stripe', 'earned'], 'of their own invoices alone');
  const off = await aPayingScene(place.server, { payments: { ...everything, processor: false } });
  assert.deepEqual(await said(off), [null]);
});

// Last: what it broke and nobody asked for would break what comes after it.
test('an instalment is charged once for its purpose, whatever breaks and however often it is asked', async () => {
  const client = await aClient();
  const { id: methodId } = await kept(client, 'pm_card_visa');
  const faults = [
    ...['POST /v1/payment_intents', 'POST /v1/payment_intents/:id/confirm', 'GET /v1/payment_intents/:id'].flatMap(
      (call) => (['500', '500-after', 'cut-after', '429', '409', 'page'] as const).map((how) => [call, how] as const),
    ),
  ];
  for (const [call, how] of faults) {
    const invoice = await anOpen(client);
    const before = charges();
    place.stripe.break(call, how);
    const parts = [{ invoiceId: invoice.id, amount: 4_000 }];
    const charge = { firmId: client.firm.id, contactId: client.contact.id, methodId, parts, purpose: `${call} ${how}` };
    const ask = () => chargeSaved(place.server.deps, charge);
    let last: Charged = { state: 'refused', reason: 'busy' };
    for (let times = 0; times < 4 && last.state !== 'paid'; times += 1) {
      for (const answer of await Promise.all([ask(), ask(), ask()])) {
        assert.ok(['paid', 'unknown', 'refused'].includes(answer.state), JSON.stringify(answer));
        if (last.state !== 'paid') last = answer;
      }
      place.server.clock.advance(11 * 60_000);
      await place.server.deps.settling.deliver();
    }
    assert.equal((await ask()).state, 'paid', `${call} ${how}`);
    assert.deepEqual([await rowsOf(client, invoice.id), charges() - before], [[-4_000], 1], `${call} ${how}`);
  }
});
