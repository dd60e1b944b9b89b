import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPortal, type Portal, ProblemError } from './index.js';
import { answers, json, problem } from './stand-in.testing.js';

const api = 'https://portal.example.com';
const summary = {
  id: 'inv_01j00000000000000000000000',
  number: 'INV-2026-0001',
  matterId: 'mat_01j00000000000000000000000',
  matter: { title: 'Santos – family petition', reference: null },
  about: 'First consultation',
  lineCount: 1,
  status: 'unpaid',
  currency: 'USD',
  kind: 'earned',
  issuedOn: '2026-01-01',
  dueOn: '2026-01-31',
  nextDueOn: '2026-01-31',
  planId: null,
  total: 10_000,
  balance: 10_000,
};
const list = {
  data: [summary],
  nextCursor: null,
  totals: [{ currency: 'USD', dueNow: 1, overdue: 0, later: 0, paidThisYear: 0 }],
};
const totals = { subtotal: 1, discount: 0, net: 1, taxes: [], total: 1, paid: 0, credited: 0, balance: 1 };
const invoice = {
  ...summary,
  billTo: 'Casey Example',
  taxInclusive: false,
  note: null,
  lines: [],
  totals,
  history: [],
};

const rows: readonly (readonly [(portal: Portal) => Promise<unknown>, answer: unknown, path: string])[] = [
  [({ invoices }) => invoices.list(), list, '/v1/invoices'],
  [
    ({ invoices }) => invoices.list({ matterId: 'm', status: 'overdue', limit: 5 }),
    list,
    '/v1/invoices?matterId=m&status=overdue&limit=5',
  ],
  [({ invoices }) => invoices.get('i'), invoice, '/v1/invoices/i'],
];

for (const [run, answer, path] of rows) {
  test(`GET ${path}`, async () => {
    const fetch = answers(() => json(answer));
    assert.deepEqual(await run(createPortal({ api, fetch })), answer);
    assert.deepEqual(
      fetch.requests.map(({ method, url }) => [method, url]),
      [['GET', `${api}${path}`]],
    );
  });
}

const papers: readonly (readonly [(portal: Portal) => Promise<Blob>, path: string])[] = [
  [({ invoices }) => invoices.pdf('i'), '/v1/invoices/i/pdf'],
  [({ invoices }) => invoices.receipt('l', { language: 'ar' }), '/v1/payments/l/receipt?language=ar'],
  [
    ({ invoices }) => invoices.statement({ from: '2026-01-01', to: '2026-03-31' }),
    '/v1/statements?from=2026-01-01&to=2026-03-31',
  ],
];

for (const [run, path] of papers) {
  test(`GET ${path} gives the bytes`, async () => {
    const fetch = answers(() => new Response('%PDF-1.7'));
    assert.equal(await (await run(createPortal({ api, fetch }))).text(), '%PDF-1.7');
    assert.deepEqual(
      fetch.requests.map(({ method, url }) => [method, url]),
      [['GET', `${api}${path}`]],
    );
  });
}

test('an invoice that is not theirs, or not issued, is a problem with its code', async () => {
  const fetch = answers(() => problem(404, 'not_found'));
  await assert.rejects(
    createPortal({ api, fetch }).invoices.get('i'),
    (error) => error instanceof ProblemError && error.code === 'not_found',
  );
});
