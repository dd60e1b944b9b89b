import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPortal, type Portal } from './index.js';
import { answers, json } from './stand-in.testing.js';

const api = 'https://portal.example.com';
const kept = {
  data: [
    {
      ...{ id: 'pmt_01j00000000000000000000000', kind: 'earned', type: 'card', name: 'visa', last4: '4242' },
      ...{ expires: { month: 8, year: 2031 }, autopay: false },
    },
  ],
  ...{ kinds: ['earned'], processor: 'demo' },
};
const fields = { processor: 'demo', clientSecret: 's' };
const autopay = {
  ...{ available: true, noticeDays: 3, terms: { text: 'I allow it.', language: 'es', hash: 'a'.repeat(64) } },
  data: [],
};
const methodId = kept.data[0]?.id ?? '';

const rows: readonly (readonly [
  (portal: Portal) => Promise<unknown>,
  answer: unknown,
  call: string,
  body?: unknown,
  result?: unknown,
])[] = [
  [(portal) => portal.paymentMethods.kept(), kept, 'GET /v1/payment-methods'],
  [(portal) => portal.paymentMethods.list(), kept, 'GET /v1/payment-methods', undefined, kept.data],
  [
    (portal) => portal.paymentMethods.setUp('unearned'),
    { fields },
    'POST /v1/payment-methods/set-ups',
    { kind: 'unearned' },
    fields,
  ],
  [(portal) => portal.autopay.get(), autopay, 'GET /v1/autopay'],
  [(portal) => portal.autopay.get({ language: 'es' }), autopay, 'GET /v1/autopay?language=es'],
  [
    (portal) => portal.autopay.agree('earned', methodId, 'a'.repeat(64)),
    autopay,
    'PUT /v1/autopay',
    { kind: 'earned', methodId, termsHash: 'a'.repeat(64) },
  ],
  [(portal) => portal.autopay.stop('earned'), autopay, 'PUT /v1/autopay', { kind: 'earned', methodId: null }],
];

for (const [run, answer, call, body, result = answer] of rows) {
  test(`${call} ${JSON.stringify(body ?? result)}`, async () => {
    const fetch = answers(() => json(answer));
    assert.deepEqual(await run(createPortal({ api, fetch })), result);
    const [request] = fetch.requests;
    assert.equal(`${request?.method} ${request?.url}`, call.replace(' ', ` ${api}`));
    if (body !== undefined) assert.deepEqual(await request?.json(), body);
  });
}
