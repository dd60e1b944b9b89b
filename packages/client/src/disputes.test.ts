import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPortal, type Portal, ProblemError } from './index.js';
import { answers, json, problem } from './stand-in.testing.js';

const api = 'https://portal.example.com';
const dispute = {
  id: 'dsp_01j00000000000000000000000',
  invoiceId: 'inv_01j00000000000000000000000',
  lineId: null,
  reason: 'unclear',
  state: 'open',
  openedAt: '2026-01-01T00:00:00.000Z',
  closedAt: null,
  creditNoteId: null,
  notes: [
    { id: 'dno_01j00000000000000000000000', by: 'client', text: 'What is this?', at: '2026-01-01T00:00:00.000Z' },
  ],
};
const list = { data: [dispute], nextCursor: null };
const words = { reason: 'unclear', text: 'What is this?' } as const;

const rows: readonly (readonly [
  run: (portal: Portal) => Promise<unknown>,
  call: string,
  body?: unknown,
  answer?: unknown,
])[] = [
  [({ disputes }) => disputes.open('i', words), 'POST /v1/invoices/i/disputes', words],
  [
    ({ disputes }) => disputes.open('i', { ...words, lineId: 'l' }),
    'POST /v1/invoices/i/disputes',
    { ...words, lineId: 'l' },
  ],
  [
    ({ disputes }) => disputes.list({ invoiceId: 'i', state: 'open' }),
    'GET /v1/disputes?invoiceId=i&state=open',
    undefined,
    list,
  ],
  [({ disputes }) => disputes.get('d'), 'GET /v1/disputes/d'],
  [({ disputes }) => disputes.write('d', 'More'), 'POST /v1/disputes/d/notes', { text: 'More' }],
  [({ disputes }) => disputes.withdraw('d'), 'POST /v1/disputes/d/withdraw'],
];

for (const [run, call, body, answer = dispute] of rows) {
  test(`${call}${body === undefined ? '' : ` with ${JSON.stringify(body)}`}`, async () => {
    const fetch = answers(() => json(answer));
    assert.deepEqual(await run(createPortal({ api, fetch })), answer);
    const [request, ...more] = fetch.requests;
    assert.deepEqual([`${request!.method} ${request!.url.slice(api.length)}`, more], [call, []]);
    const sent = await request!.text();
    assert.deepEqual(sent === '' ? undefined : JSON.parse(sent), body);
    assert.equal(request!.headers.has('idempotency-key'), request!.method === 'POST');
  });
}

test('a dispute that is there already is a problem with its code', async () => {
  const fetch = answers(() => problem(409, 'dispute_open'));
  await assert.rejects(
    createPortal({ api, fetch }).disputes.open('i', words),
    (error) => error instanceof ProblemError && error.code === 'dispute_open',
  );
});
