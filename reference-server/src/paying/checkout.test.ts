import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { HeldPayment } from '@portico/contract';
import { createTestServer, created, ok, ORIGIN, PUBLIC_URL } from '@portico/testing';
import * as z from 'zod/mini';
import { refused, type Scene } from '../firm-invoices/scene.suite.js';
import { createDemoPage } from './demo-page.js';
import { isDemo } from './demo.js';
import {
  anOpen,
  aPage,
  aPaidServer,
  aPayingScene,
  attempt,
  intentOf,
  processorRows,
  send,
  started,
} from './scene.suite.js';

const place = await aPaidServer();
let scene: Scene;
before(async () => {
  scene = await aPayingScene(place.server);
});

const BACK = `${ORIGIN}/invoices?tab=open`;
const own = () => place.stripe.account('own');
const session = (id: string) => own().sessions.get(id);
const rowsOf = async (invoiceId: string) =>
  (await processorRows(place, scene.firm.id)).filter((row) => row.invoice_id === invoiceId).map(({ amount }) => amount);
const held = async () => {
  const { data } = await created(scene.call('GET', '/v1/firm/held-payments?state=open&limit=100'));
  return z.parse(z.array(HeldPayment), data);
};
async function look(): Promise<void> {
  place.server.clock.advance(5 * 60_000);
  await place.server.deps.settling.deliver();
}

test('a client pays on the processor’s page, and what became of it is asked there', async () => {
  const invoice = await anOpen(scene);
  const made = await aPage(scene, BACK, invoice);
  assert.deepEqual([made.state, made.fields], ['open', null]);
  const { success_url, cancel_url, amount_total } = session(made.pageId) ?? assert.fail('no page');
  assert.equal(success_url, `${BACK}&portal-payment=${made.id}`);
  assert.deepEqual([cancel_url, amount_total], [success_url, 10_000]);
  assert.equal((await aPage(scene, BACK, invoice)).pageId, made.pageId, 'the second tab is sent to the same page');

  const from = place.stripe.events.length;
  own().payOnPage(made.pageId, 'pm_card_visa');
  const said = place.stripe.events.slice(from).toReversed();
  for (const { body } of [...said, ...said]) await ok(send(place, body));
  assert.equal((await attempt(scene, made.id)).state, 'paid');
  assert.deepEqual(await rowsOf(invoice.id), [-10_000]);
  assert.deepEqual(await held(), []);
});

test('without any message, whoever comes back is told, and so is the round', async () => {
  const [one, other] = [await anOpen(scene), await anOpen(scene)];
  const back = await aPage(scene, BACK, one);
  own().payOnPage(back.pageId, 'pm_card_visa');
  assert.equal((await attempt(scene, back.id)).state, 'paid');
  const gone = await aPage(scene, BACK, other);
  own().payOnPage(gone.pageId, 'pm_card_visa');
  await look();
  assert.deepEqual([await rowsOf(one.id), await rowsOf(other.id)], [[-10_000], [-10_000]]);
});

test('one way to pay is alive at a time: the other is closed before it is opened', async () => {
  const invoice = await anOpen(scene);
  const fields = await started(scene, invoice);
  const page = await aPage(scene, BACK, invoice);
  assert.equal(own().intent(intentOf(fields)).status, 'canceled');
  assert.equal((await attempt(scene, fields.id)).state, 'canceled');
  const again = await started(scene, invoice);
  assert.equal(session(page.pageId)?.status, 'expired');
  assert.equal((await attempt(scene, page.id)).state, 'canceled');
  own().confirm(intentOf(again), 'pm_card_visa', false);
  assert.throws(() => own().payOnPage(page.pageId, 'pm_card_visa'));
  assert.equal((await attempt(scene, again.id)).state, 'paid');
  assert.deepEqual(await rowsOf(invoice.id), [-10_000]);
});

test('a page that was paid a moment ago is not closed: it is what paid', async () => {
  const invoice = await anOpen(scene);
  const page = await aPage(scene, BACK, invoice);
  own().payOnPage(page.pageId, 'pm_card_visa');
  await refused(scene.page('POST', '/v1/payments', { invoices: [{ id: invoice.id }] }), 422, 'nothing_due');
  assert.equal((await attempt(scene, page.id)).state, 'paid');
  assert.deepEqual(await rowsOf(invoice.id), [-10_000]);
});

test('declined on the page, ended by the client, left behind, or returned by the bank: nothing is paid and another may begin', async () => {
  const invoice = await anOpen(scene);
  const declined = await aPage(scene, BACK, invoice);
  assert.throws(() => own().payOnPage(declined.pageId, 'pm_card_chargeDeclined'));
  const failed = await attempt(scene, declined.id);
  assert.deepEqual([failed.state, failed.failure], ['open', 'card_declined']);
  const ended = await created(scene.page('POST', `/v1/payments/${declined.id}/cancel`));
  assert.deepEqual([ended.state, session(declined.pageId)?.status], ['canceled', 'expired']);

  const left = await aPage(scene, BACK, invoice);
  const from = place.stripe.events.length;
  own().expire(left.pageId);
  for (const { body } of place.stripe.events.slice(from)) await ok(send(place, body));
  assert.equal((await attempt(scene, left.id)).state, 'canceled');

  const slow = await aPage(scene, BACK, invoice);
  const intent = own().payOnPage(slow.pageId, 'pm_usBankAccount_insufficientFunds');
  assert.equal((await attempt(scene, slow.id)).state, 'processing');
  const other = scene.page('POST', '/v1/payments', { invoices: [{ id: invoice.id }] });
  await refused(other, 409, 'payment_under_way');
  own().settle(intent.id);
  await look();
  assert.deepEqual(
    [(await attempt(scene, slow.id)).state, (await attempt(scene, slow.id)).failure],
    ['canceled', 'card_declined'],
  );
  const last = await started(scene, invoice);
  own().confirm(intentOf(last), 'pm_card_visa', false);
  await attempt(scene, last.id);
  assert.deepEqual(await rowsOf(invoice.id), [-10_000]);
});

test('whatever breaks while a page is opened, asked about or closed, it is one page and one charge', async () => {
  for (const fault of ['500', '500-after', 'cut-after', '429', 'page'] as const) {
    const invoice = await anOpen(scene);
    place.stripe.break('POST /v1/checkout/sessions', fault);
    const first = await scene.page('POST', '/v1/payments', {
      invoices: [{ id: invoice.id }],
      checkout: { returnUrl: BACK },
    });
    assert.ok([201, 503].includes(first.status), `${fault} ${first.status}`);
    const page = await aPage(scene, BACK, invoice);
    place.stripe.break('POST /v1/checkout/sessions/:id/expire', fault);
    const fields = await scene.page('POST', '/v1/payments', { invoices: [{ id: invoice.id }] });
    assert.ok([201, 503, 409].includes(fields.status), `${fault} ${fields.status}`);
    const last = await aPage(scene, BACK, invoice);
    // What was made of a call that failed nobody has the address of; of those that were given out one is open.
    const open = new Set([page.pageId, last.pageId].filter((id) => session(id)?.status === 'open'));
    assert.deepEqual([...open], [last.pageId], fault);
    own().payOnPage(last.pageId, 'pm_card_visa');
    assert.equal((await attempt(scene, last.id)).state, 'paid');
    assert.deepEqual(await rowsOf(invoice.id), [-10_000], fault);
  }
});

test('a payment in an attempt’s name that is not its page’s is raised and not posted', async () => {
  const invoice = await anOpen(scene);
  const page = await aPage(scene, BACK, invoice);
  const foreign = own().open({ ...(own().pages.get(page.pageId) ?? assert.fail('no page')) });
  const from = place.stripe.events.length;
  own().confirm(foreign.id, 'pm_card_visa', false);
  for (const { body } of place.stripe.events.slice(from)) await ok(send(place, body));
  assert.deepEqual(
    (await held()).map(({ reason, reference }) => [reason, reference]),
    [['unknown_payment', foreign.id]],
  );
  assert.deepEqual(await rowsOf(invoice.id), []);
});

test('the way back leads to a page of the firm’s or of the portal, and nowhere else', async () => {
  const invoice = await anOpen(scene);
  const host = new URL(ORIGIN).host;
  const asked = place.stripe.asked.length;
  const bad = [
    'https://evil.example/',
    `https://${host}.evil.example/`,
    `https://${host}@evil.example/`,
    `https://user@${host}/`,
    `https://evil.example\\@${host}/`,
    `http://${host}/`,
    `https://${host}:8443/`,
    `blob:${ORIGIN}/b0d5a6a2`,
    `javascript:location='${ORIGIN}'`,
    `data:text/html,${ORIGIN}`,
    '//evil.example/',
    '/invoices',
    'null',
    ' ',
  ];
  for (const returnUrl of bad) {
    const body = { invoices: [{ id: invoice.id }], checkout: { returnUrl } };
    await refused(scene.page('POST', '/v1/payments', body), 422, 'return_url_refused');
  }
  const long = { invoices: [{ id: invoice.id }], checkout: { returnUrl: `${ORIGIN}/${'a'.repeat(2000)}` } };
  await refused(scene.page('POST', '/v1/payments', long), 422, 'invalid_request');
  assert.equal(place.stripe.asked.length, asked, 'Stripe was asked nothing');
  for (const returnUrl of [BACK, `${PUBLIC_URL}/sign-in?key=1#invoices`]) {
    const { id, pageId } = await aPage(scene, returnUrl, invoice);
    const back = new URL(session(pageId)?.success_url ?? '');
    assert.deepEqual([back.origin, back.searchParams.get('portal-payment')], [new URL(returnUrl).origin, id]);
    assert.equal(back.hash, new URL(returnUrl).hash);
  }
});

test('the demo’s page says that no money moves, takes a test card and leads back', async () => {
  const server = await createTestServer();
  const demo = await aPayingScene(server);
  const invoice = await anOpen(demo, 12_345);
  const made = await aPage(demo, BACK, invoice);
  const { payments } = server.deps;
  assert.ok(payments && isDemo(payments));
  const app = createDemoPage(payments);
  const address = made.checkout?.url ?? '';
  const post = (body: Record<string, string>) =>
    app.request(address, { method: 'POST', body: new URLSearchParams(body) });
  const shown = await app.request(address);
  const text = await shown.text();
  assert.match(text, /No money moves here/);
  assert.match(text, /\$123\.45/);
  assert.match(
    shown.headers.get('content-security-policy') ?? '',
    /form-action 'self' https:\/\/[^ ;]+; frame-ancestors 'none'/,
  );
  assert.match(await (await post({ card: 'card_declined' })).text(), /was declined/);
  assert.match(await (await post({ card: 'card_authenticate' })).text(), /whether this is you/);
  assert.match(await (await post({ passed: 'no' })).text(), /was declined/);
  assert.equal((await post({ card: 'gold' })).status, 422);
  const done = await post({ card: 'card_ok' });
  assert.deepEqual([done.status, done.headers.get('location')], [303, `${BACK}&portal-payment=${made.id}`]);
  assert.equal((await attempt(demo, made.id)).state, 'paid');
  assert.equal((await app.request(address)).status, 303, 'whoever comes again is sent back');
  assert.equal((await app.request(`${PUBLIC_URL}/demo-payments/demo_cs_none`)).status, 404);

  const [other] = [await anOpen(demo)];
  const left = await aPage(demo, BACK, other);
  await created(demo.page('POST', `/v1/payments/${left.id}/cancel`));
  assert.match(await (await app.request(left.checkout?.url ?? '')).text(), /page is closed/);
  await server.close();
});
