import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPortal, type Portal, ProblemError } from './index.js';
import { answers, json, problem } from './stand-in.testing.js';

const api = 'https://portal.example.com';
const invoices = [{ id: 'inv_01j00000000000000000000000', amount: 10_000 }];
const attempt = {
  ...{ id: 'pat_01j00000000000000000000000', state: 'open', amount: 10_000, currency: 'USD', kind: 'earned' },
  ...{ invoices, failure: null, createdAt: '2026-01-01T00:00:00.000Z' },
};
const started = { ...attempt, fields: { processor: 'demo', clientSecret: 's' }, checkout: null };
const page = { ...attempt, fields: null, checkout: { url: 'https://processor.example/pay' } };
const checkout = { returnUrl: 'https://firm.example/invoices' };
const options = {
  ...{ payable: true, amount: 1, currency: 'USD', kind: 'earned', partial: false, processor: 'demo' },
  underWay: 'pat_01j00000000000000000000000',
  next: { amount: 1, dueOn: '2026-01-31' },
};

const rows: readonly (readonly [
  (portal: Portal) => Promise<unknown>,
  answer: unknown,
  call: string,
  body?: unknown,
])[] = [
  [({ payments }) => payments.options('i'), options, 'GET /v1/invoices/i/payment-options'],
  [({ payments }) => payments.start(invoices), started, 'POST /v1/payments', { invoices }],
  [
    ({ payments }) => payments.start([{ id: 'i', amount: undefined }]),
    started,
    'POST /v1/payments',
    { invoices: [{ id: 'i' }] },
  ],
  [({ payments }) => payments.start(invoices, { checkout }), page, 'POST /v1/payments', { invoices, checkout }],
  [({ payments }) => payments.get('p'), attempt, 'GET /v1/payments/p'],
  [({ payments }) => payments.cancel('p'), attempt, 'POST /v1/payments/p/cancel'],
  [({ payments }) => payments.demo('p', { card: 'card_ok' }), attempt, 'POST /v1/payments/p/demo', { card: 'card_ok' }],
];

for (const [run, answer, call, body] of rows) {
  test(`${call} ${JSON.stringify(body ?? '')}`, async () => {
    const fetch = answers(() => json(answer));
    assert.deepEqual(await run(createPortal({ api, fetch })), answer);
    const [request] = fetch.requests;
    assert.equal(`${request?.method} ${request?.url}`, call.replace(' ', ` ${api}`));
    if (body !== undefined) assert.deepEqual(await request?.json(), body);
  });
}

test('what stands in the way is a problem with its code', async () => {
  const fetch = answers(() => problem(409, 'payment_under_way'));
  await assert.rejects(
    createPortal({ api, fetch }).payments.start(invoices),
    (error) => error instanceof ProblemError && error.code === 'payment_under_way',
  );
});
