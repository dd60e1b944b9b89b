import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPortal, type Portal, ProblemError } from './index.js';
import { answers, json, problem } from './stand-in.testing.js';

const api = 'https://portal.example.com';
const termsHash = 'a'.repeat(64);
const row = { number: 1, dueOn: '2026-01-31', amount: 100, credited: 0, paid: 0, open: 100, status: 'upcoming' };
const charging = { methodId: 'pmt_01j00000000000000000000000', termsHash };
const plan = {
  ...{ id: 'pln_01j00000000000000000000000', invoiceId: 'inv_01j00000000000000000000000', state: 'offered' },
  ...{ currency: 'USD', every: 'month', total: 100, rows: [row], nextDue: null, termsHash },
  ...{ offeredAt: '2026-01-01T00:00:00.000Z', acceptedAt: null, endedAt: null, automatic: null },
};

const rows: readonly (readonly [run: (portal: Portal) => Promise<unknown>, call: string, body?: unknown])[] = [
  [({ paymentPlans }) => paymentPlans.of('i'), 'GET /v1/invoices/i/plan'],
  [({ paymentPlans }) => paymentPlans.accept('p', { termsHash }), 'POST /v1/payment-plans/p/accept', { termsHash }],
  [
    ({ paymentPlans }) => paymentPlans.accept('p', { termsHash, language: 'ar' }),
    'POST /v1/payment-plans/p/accept',
    { termsHash, language: 'ar' },
  ],
  [
    ({ paymentPlans }) => paymentPlans.accept('p', { termsHash, automatic: charging }),
    'POST /v1/payment-plans/p/accept',
    { termsHash, automatic: charging },
  ],
  [({ paymentPlans }) => paymentPlans.chargeTo('p', charging), 'PUT /v1/payment-plans/p/automatic', charging],
  [({ paymentPlans }) => paymentPlans.payByHand('p'), 'PUT /v1/payment-plans/p/automatic', { methodId: null }],
];

for (const [run, call, body] of rows) {
  test(`${call}${body === undefined ? '' : ` with ${JSON.stringify(body)}`}`, async () => {
    const fetch = answers(() => json(plan));
    assert.deepEqual(await run(createPortal({ api, fetch })), plan);
    const [request, ...more] = fetch.requests;
    assert.ok(request);
    assert.deepEqual(more, []);
    assert.equal(`${request.method} ${request.url}`, call.replace(' ', ` ${api}`));
    if (body !== undefined) assert.deepEqual(await request.json(), body);
  });
}

test('what is agreed to by being charged is asked for in the language that is read', async () => {
  const text = { available: true, noticeDays: 3, terms: { text: 'Permito que…', language: 'es', hash: termsHash } };
  const fetch = answers(() => json(text));
  const { paymentPlans } = createPortal({ api, fetch });
  assert.deepEqual(await paymentPlans.automatic('p', { language: 'es' }), text);
  await paymentPlans.automatic('p');
  assert.deepEqual(
    fetch.requests.map(({ method, url }) => `${method} ${url}`),
    [`GET ${api}/v1/payment-plans/p/automatic?language=es`, `GET ${api}/v1/payment-plans/p/automatic`],
  );
});

test('a plan comes as a PDF, in the language that is asked for', async () => {
  const fetch = answers(() => new Response('%PDF-1.7', { headers: { 'content-type': 'application/pdf' } }));
  const { paymentPlans } = createPortal({ api, fetch });
  const pdf = await paymentPlans.pdf('p', { language: 'ar' });
  assert.deepEqual(
    [await pdf.text(), fetch.requests[0]?.url],
    ['%PDF-1.7', `${api}/v1/payment-plans/p/pdf?language=ar`],
  );
});

test('terms that have changed are said by their code', async () => {
  const portal = createPortal({ api, fetch: answers(() => problem(409, 'terms_changed')) });
  await assert.rejects(
    portal.paymentPlans.accept('p', { termsHash }),
    (error) => error instanceof ProblemError && error.code === 'terms_changed',
  );
});
