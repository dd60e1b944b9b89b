import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Checklist } from '@portico/contract';
import { ContractError, createPortal, NetworkError, type Portal, ProblemError } from './index.js';
import { answers, json, problem } from './stand-in.testing.js';

const api = 'https://portal.example.com';
const checklist: Checklist = {
  id: 'chk_01j00000000000000000000000',
  matter: { id: 'mat_01j00000000000000000000000', title: 'A matter', reference: null },
  title: { en: 'What we need' },
  finished: null,
  groups: [],
};

type Act = (portal: Portal) => Promise<Checklist>;
const acts: readonly (readonly [act: Act, method: string, path: string, body: unknown])[] = [
  [({ requests: r }) => r.saveNote('r', 'Torn.'), 'PUT', '/v1/requests/r/note', { text: 'Torn.' }],
  [({ requests: r }) => r.saveNote('r', ''), 'PUT', '/v1/requests/r/note', { text: '' }],
  [({ requests: r }) => r.answer('r', 'two'), 'PUT', '/v1/requests/r/answer', { value: 'two' }],
  [({ requests: r }) => r.answer('r', false), 'PUT', '/v1/requests/r/answer', { value: false }],
  [({ requests: r }) => r.answer('r', null), 'PUT', '/v1/requests/r/answer', { value: null }],
  [({ requests: r }) => r.tick('r', true), 'PUT', '/v1/requests/r/done', { done: true }],
  [({ requests: r }) => r.tick('r', false), 'PUT', '/v1/requests/r/done', { done: false }],
  [
    ({ requests: r }) => r.decline('r', 'other', 'Burned.'),
    'PUT',
    '/v1/requests/r/decline',
    { reason: 'other', note: 'Burned.' },
  ],
  [({ requests: r }) => r.decline('r', 'cannot_get'), 'PUT', '/v1/requests/r/decline', { reason: 'cannot_get' }],
  [({ requests: r }) => r.decline('r', 'cannot_get', ''), 'PUT', '/v1/requests/r/decline', { reason: 'cannot_get' }],
  [({ requests: r }) => r.undecline('r'), 'DELETE', '/v1/requests/r/decline', undefined],
  [({ requests: r }) => r.withdraw('d'), 'POST', '/v1/documents/d/withdraw', undefined],
  [({ requests: r }) => r.finish('c'), 'POST', '/v1/checklists/c/finish', { anyway: false }],
  [({ requests: r }) => r.finish('c', { anyway: true }), 'POST', '/v1/checklists/c/finish', { anyway: true }],
];

for (const [act, method, path, body] of acts) {
  test(`${method} ${path} with ${JSON.stringify(body) ?? 'nothing'} gives the whole checklist`, async () => {
    const fetch = answers(() => json(checklist));
    assert.deepEqual(await act(createPortal({ api, fetch })), checklist);
    const [request, ...more] = fetch.requests;
    assert.equal(more.length, 0);
    assert.deepEqual([request?.method, request?.url], [method, api + path]);
    const sent = await request?.text();
    assert.deepEqual(sent === '' || sent === undefined ? undefined : JSON.parse(sent), body);
  });
}

test('each refusal has its code, and is not asked for again', async () => {
  for (const [status, code] of [
    [404, 'not_found'],
    [409, 'request_closed'],
    [409, 'conflict'],
    [409, 'withdraw_closed'],
    [409, 'checklist_incomplete'],
    [422, 'answer_invalid'],
    [403, 'preview_read_only'],
  ] as const) {
    for (const [act] of acts) {
      const fetch = answers(() => problem(status, code));
      const refused = (error: unknown) =>
        error instanceof ProblemError && error.code === code && error.status === status;
      await assert.rejects(act(createPortal({ api, fetch })), refused);
      assert.equal(fetch.requests.length, 1, `${code} was asked for again`);
    }
  }
});

test('an answer that is no checklist, and none at all, are errors of their own kinds', async () => {
  for (const [act] of acts) {
    const odd = answers(() => json({ ...checklist, groups: 'none' }));
    await assert.rejects(act(createPortal({ api, fetch: odd })), ContractError);
    const away = answers(() => Promise.reject(new TypeError('fetch failed')));
    await assert.rejects(act(createPortal({ api, fetch: away })), NetworkError);
  }
});

test('an id is data: it cannot lead anywhere else', async () => {
  const fetch = answers(() => json(checklist));
  await createPortal({ api, fetch }).requests.tick('../session?x=#', true);
  assert.equal(fetch.requests[0]?.url, `${api}/v1/requests/..%2Fsession%3Fx%3D%23/done`);
});
