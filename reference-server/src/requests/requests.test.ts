import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { aContact, aFirm, asPage, createTestServer, signIn, signInStaff, type TestServer } from '@portico/testing';
import { refusalOf } from '../uploads/scene.suite.js';
import { asked, documentOf } from './asked.suite.js';

let server: TestServer;
before(async () => {
  server = await createTestServer();
});
after(() => server.close());

test('a task is ticked off, unticked, and stays once the firm has confirmed it', async () => {
  const { act, does, states } = await asked(server, [{ type: 'task' }]);
  assert.equal((await act(0, 'done', { done: true })).status, 200);
  assert.deepEqual(await states(), { 0: 'sent' });
  await act(0, 'done', { done: false });
  assert.deepEqual(await states(), { 0: 'requested' });
  await act(0, 'done', { done: true });
  assert.equal((await does(0, 'accept')).status, 200);
  assert.deepEqual(await states(), { 0: 'accepted' });
  assert.deepEqual(await refusalOf(await act(0, 'done', { done: false })), [409, 'request_closed']);
});

test('a question takes its own answers alone, and brings and takes away what hangs on it', async () => {
  const choices = [
    { value: 'us', label: { en: 'Here' } },
    { value: 'abroad', label: { en: 'Abroad' } },
  ];
  const { act, states, request, sends, reviews, firmRequest, ids, tus } = await asked(server, [
    { type: 'question', key: 'where', question: { kind: 'choice', choices } },
    {
      type: 'question',
      key: 'how',
      question: { kind: 'text' },
      condition: { '==': [{ var: 'answers.where' }, 'abroad'] },
    },
    { condition: { '!!': [{ var: 'answers.how' }] } },
  ]);
  assert.deepEqual(await states(), { 0: 'requested' });
  for (const value of ['mars', true, '']) assert.ok([422].includes((await act(0, 'answer', { value })).status));
  assert.deepEqual(await refusalOf(await act(1, 'answer', { value: 'By sea' })), [404, 'not_found']);
  assert.equal((await sends(2)).status, 404);
  await act(0, 'answer', { value: 'abroad' });
  assert.deepEqual(await states(), { 0: 'sent', 1: 'requested' });
  await act(1, 'answer', { value: 'By sea' });
  const documentId = await documentOf(sends(2));
  assert.deepEqual(await states(), { 0: 'sent', 1: 'sent', 2: 'sent' });
  const begun = await tus.create({ requestId: ids[2] ?? '', name: 'late.pdf', length: 10 });
  assert.equal(begun.status, 201);
  await act(0, 'answer', { value: 'us' });
  assert.deepEqual(await states(), { 0: 'sent' });
  // Whatever was sent and said is with the firm, which may still act on it.
  assert.equal((await firmRequest(2)).applies, false);
  assert.equal((await reviews(documentId, 'accept')).status, 200);
  assert.equal((await tus.patch(begun.headers.get('location') ?? '', 0, '%PDF-1.4\n\n')).status, 404);
  await act(0, 'answer', { value: 'abroad' });
  assert.deepEqual(await states(), { 0: 'sent', 1: 'sent', 2: 'accepted' });
  assert.equal((await request(1)).answer, 'By sea');
});

test('requests come and go with what the firm knows of the matter', async () => {
  const condition = {
    and: [{ '==': [{ var: 'matter.caseType' }, 'family'] }, { '>': [{ var: 'matter.data.children' }, 0] }],
  };
  const { states, staff, matter, page, id } = await asked(server, [{}, { condition }], { caseType: 'family' });
  assert.deepEqual(await states(), { 0: 'requested' });
  await page('POST', `/v1/checklists/${id}/finish`, { anyway: true });
  const change = (body: unknown) => staff('PATCH', `/v1/firm/matters/${matter.id}`, body);
  assert.equal((await change({ data: { children: 2 } })).status, 200);
  assert.deepEqual(await states(), { 0: 'requested', 1: 'requested' });
  const list = async () => (await (await page('GET', '/v1/checklists')).json()).data[0];
  assert.deepEqual([(await list()).counts.total, (await list()).finished], [2, null]);
  await change({ data: { children: 'none' } });
  assert.deepEqual(await states(), { 0: 'requested' });
  assert.equal((await list()).counts.total, 1);
  for (const data of [{ constructor: 1 }, { 'a b': 1 }, { a: null }, { a: { b: 1 } }])
    assert.deepEqual(await refusalOf(await change({ data })), [422, 'invalid_request']);
});

test('a condition that cannot be, or that waits for itself, is refused', async () => {
  const { staff, id, readAsFirm, ids } = await asked(server, [
    { type: 'question', key: 'one', question: { kind: 'yes_no' } },
    { type: 'task', key: 'two', condition: { var: 'answers.one' } },
  ]);
  const groupId = (await readAsFirm()).groups[0]?.id;
  const title = { en: 'More' };
  const add = async (body: Record<string, unknown>) =>
    refusalOf(await staff('POST', `/v1/firm/checklists/${id}/requests`, { groupId, title, ...body }));
  for (const condition of [
    { map: [[1, 2], { var: '' }] },
    { method: [{ var: 'answers.one' }, 'constructor'] },
    { var: '__proto__.x' },
    { var: 'answers.__proto__' },
    { var: ['answers.one', 1] },
    { '==': [1, 1], '!=': [1, 2] },
    JSON.parse(`${'{"!":'.repeat(40)}true${'}'.repeat(40)}`),
    { in: ['x', Array.from({ length: 500 }, () => 'y')] },
    'answers.one',
  ])
    assert.deepEqual(await add({ condition }), [422, 'invalid_request']);
  assert.deepEqual(await add({ condition: { var: 'answers.three' } }), [422, 'condition_invalid']);
  assert.deepEqual(await add({ type: 'task', key: 'two' }), [422, 'condition_invalid']);
  assert.deepEqual(await add({ key: 'four' }), [422, 'condition_invalid']);
  assert.deepEqual(await add({ type: 'question' }), [422, 'invalid_request']);
  const circle = await staff('PATCH', `/v1/firm/requests/${ids[0]}`, { condition: { var: 'answers.two' } });
  assert.deepEqual(await refusalOf(circle), [422, 'condition_invalid']);
});

test('original and translation are one request: it is sent once both parts are there, and reviewed by part', async () => {
  const { sends, states, reviews, request } = await asked(server, [{ slots: ['original', 'translation'] }, {}]);
  for (const slot of [{}, { slot: 'summary' }]) {
    assert.deepEqual(await refusalOf(await sends(0, slot)), [422, 'slot_invalid']);
  }
  assert.deepEqual(await refusalOf(await sends(1, { slot: 'original' })), [422, 'slot_invalid']);
  const original = await documentOf(sends(0, { slot: 'original' }));
  assert.deepEqual(await states(), { 0: 'draft', 1: 'requested' });
  const translation = await documentOf(sends(0, { slot: 'translation' }));
  assert.deepEqual(await states(), { 0: 'sent', 1: 'requested' });
  await reviews(original, 'accept');
  await reviews(translation, 'return');
  assert.deepEqual(await states(), { 0: 'returned', 1: 'requested' });
  server.clock.advance(1000);
  await documentOf(sends(0, { slot: 'original' }));
  assert.equal((await request(0)).state, 'returned');
  await documentOf(sends(0, { slot: 'translation' }));
  assert.equal((await request(0)).state, 'sent');
});

test('a document is taken back or replaced until somebody opens it or the time is over', async () => {
  const { sends, withdraw, states, staff, request, firm, documents, firmRequest, page } = await asked(server, [
    { maxFiles: 1 },
    {},
  ]);
  const first = await documentOf(sends(0));
  assert.ok((await request(0)).documents[0]?.withdrawableUntil);
  assert.equal((await withdraw(first)).status, 200);
  assert.deepEqual(await states(), { 0: 'requested', 1: 'requested' });
  assert.equal((await page('GET', `/v1/documents/${first}`)).status, 404);
  assert.equal((await staff('GET', `/v1/firm/documents/${first}/content`)).status, 404);
  assert.equal((await (await staff('GET', `/v1/firm/documents/${first}`)).json()).state, 'withdrawn');
  const second = await documentOf(sends(0));
  const third = await documentOf(sends(0, { replaces: second }));
  assert.deepEqual(
    (await firmRequest(0)).documents.map(({ id, replaces }) => [id, replaces]),
    [[third, second]],
  );
  assert.deepEqual(await refusalOf(await sends(1, { replaces: third })), [404, 'not_found']);
  const cookie = await signInStaff(server, firm, firm.staff[0]?.email ?? '');
  await asPage(server, firm, cookie)('GET', `/v1/firm/documents/${third}/content`);
  assert.deepEqual(await states(), { 0: 'in_review', 1: 'requested' });
  assert.deepEqual(await refusalOf(await withdraw(third)), [409, 'withdraw_closed']);
  const old = await documentOf(sends(1));
  const current = await staff('GET', '/v1/firm/settings');
  const settings = { ...(await current.json()), withdrawMinutes: 1 };
  await staff('PUT', '/v1/firm/settings', settings, { 'if-match': current.headers.get('etag') ?? '' });
  server.clock.advance(60_000);
  assert.deepEqual(await refusalOf(await withdraw(old)), [409, 'withdraw_closed']);
  assert.equal((await documents()).length, 4);
});

test('withdrawn bytes are gone, and so are those of what was replaced', async () => {
  const { sends, withdraw } = await asked(server, [{}]);
  const count = async () => {
    const keys: string[] = [];
    for await (const { key } of server.deps.blobs.list()) keys.push(key);
    return keys.length;
  };
  const before = await count();
  const first = await documentOf(sends(0));
  const second = await documentOf(sends(0, { replaces: first }));
  assert.equal(await count(), before + 1);
  await withdraw(second);
  assert.equal(await count(), before);
});

test('a client says what they do not have, the firm does without it or asks again', async () => {
  const { act, states, does, request, sends, firmRequest } = await asked(server, [{}, {}]);
  assert.equal((await act(0, 'decline', { reason: 'cannot_get', note: 'It burned.' })).status, 200);
  assert.deepEqual((await request(0)).declined?.note, 'It burned.');
  assert.equal((await does(0, 'reopen', { note: 'The archive has a copy.' })).status, 200);
  assert.deepEqual(await states(), { 0: 'returned', 1: 'requested' });
  assert.equal((await request(0)).reopened?.note, 'The archive has a copy.');
  await documentOf(sends(0));
  assert.deepEqual(await states(), { 0: 'sent', 1: 'requested' });
  assert.deepEqual(await refusalOf(await act(0, 'decline', { reason: 'other' })), [409, 'conflict']);
  await act(1, 'decline', { reason: 'not_applicable' });
  await act(1, 'decline');
  assert.deepEqual(await states(), { 0: 'sent', 1: 'requested' });
  await does(1, 'waive', { reason: 'We found it.' });
  assert.equal((await request(1)).waived?.reason, 'We found it.');
  assert.deepEqual(await refusalOf(await sends(1)), [409, 'request_closed']);
  assert.deepEqual(await refusalOf(await does(1, 'waive', { reason: 'Twice' })), [409, 'conflict']);
  assert.equal((await firmRequest(1)).state, 'waived');
});

test('a note waits for something to go with, and nobody else reads it before', async () => {
  const { act, states, firmRequest, request, sends } = await asked(server, [{}]);
  await act(0, 'note', { text: 'The second page is torn.' });
  assert.deepEqual(await states(), { 0: 'draft' });
  assert.deepEqual((await firmRequest(0)).notes, []);
  await documentOf(sends(0));
  assert.equal((await firmRequest(0)).notes[0]?.text, 'The second page is torn.');
  assert.ok((await request(0)).note?.sentAt);
  await act(0, 'note', { text: 'And the third.' });
  assert.equal((await firmRequest(0)).notes[0]?.text, 'And the third.');
  await act(0, 'note', { text: '' });
  assert.deepEqual((await firmRequest(0)).notes, []);
  assert.equal((await act(0, 'note', { text: 'x'.repeat(1001) })).status, 422);
});

test('finishing says what is missing, goes on anyway, and is undone by whatever is asked for more', async () => {
  const { page, id, ids, act, does, read, staff } = await asked(server, [{}, { required: false }, { type: 'task' }]);
  const finish = (body: unknown) => page('POST', `/v1/checklists/${id}/finish`, body);
  const refused = await finish({});
  assert.equal(refused.status, 409);
  const { code, missing } = await refused.json();
  assert.deepEqual([code, missing], ['checklist_incomplete', [ids[0], ids[2]]]);
  await act(0, 'decline', { reason: 'does_not_exist' });
  assert.equal((await finish({ anyway: true })).status, 200);
  assert.deepEqual((await read()).finished?.missing, [ids[2]]);
  await act(2, 'done', { done: true });
  await does(2, 'reopen', { note: 'Sign it as well.' });
  assert.equal((await read()).finished, null);
  const { data } = await (await staff('GET', '/v1/firm/events?limit=100')).json();
  const types = data.map(({ type }: { type: string }) => type);
  assert.ok(types.includes('checklist.finished') && types.includes('checklist.reopened'));
});

test('of two who act at once one wins and the other is told, and nobody acts for another firm', async () => {
  const { does, sends, withdraw, reviews, documents, ids, id } = await asked(server, [{}, {}]);
  const both = await Promise.all([does(0, 'waive', { reason: 'One' }), does(0, 'waive', { reason: 'Two' })]);
  assert.deepEqual(both.map(({ status }) => status).toSorted(), [200, 409]);
  const documentId = await documentOf(sends(1));
  const [taken, accepted] = await Promise.all([withdraw(documentId), reviews(documentId, 'accept')]);
  assert.deepEqual([taken.status, accepted.status].toSorted(), [200, 409]);
  const [document] = await documents();
  assert.ok(document);
  const stranger = await aFirm(server);
  const { contact } = await aContact(server, stranger);
  const page = asPage(server, stranger, await signIn(server, stranger, contact.email));
  for (const [method, path, body] of [
    ['PUT', `/v1/requests/${ids[1]}/note`, { text: 'Mine' }],
    ['PUT', `/v1/requests/${ids[1]}/decline`, { reason: 'other' }],
    ['POST', `/v1/documents/${documentId}/withdraw`, undefined],
    ['POST', `/v1/checklists/${id}/finish`, { anyway: true }],
  ] as const)
    assert.equal((await page(method, path, body)).status, 404);
});
