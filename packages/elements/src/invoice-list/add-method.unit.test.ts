import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPortal, type Portal } from '@portico/client';
import { AddMethod } from './add-method.js';

const { signal } = new AbortController();
const kept = (...ids: readonly string[]) => ({
  data: ids.map((id) => ({
    ...{ id: `pmt_01j000000000000000000000${id}`, kind: 'earned', type: 'card', name: 'visa', last4: '4242' },
    ...{ expires: null, autopay: false },
  })),
  ...{ kinds: ['earned'], processor: 'demo' },
});
const fields = { fields: { processor: 'demo', clientSecret: 's' } };

/** A portal that answers in order: a problem's code, or a body; after the last one nothing is reached. */
function adding(answers: (string | object)[], wouldRather = true) {
  const portal: Portal = createPortal({
    api: 'https://portal.example.com',
    fetch: async (input, init) => {
      const { method } = new Request(input, init);
      const answer = answers.shift();
      if (answer === undefined) return Response.error();
      if (typeof answer === 'object') return Response.json(answer, { status: method === 'POST' ? 201 : 200 });
      if (answer === '204') return new Response(null, { status: 204 });
      const body = { type: 'about:blank', title: answer, status: 409, code: answer, requestId: 'r' };
      return Response.json(body, { status: 409, headers: { 'content-type': 'application/problem+json' } });
    },
  });
  const run = new AddMethod(
    () => portal,
    (act) => (wouldRather ? act(portal) : Promise.resolve(undefined)),
    () => Promise.resolve(),
  );
  return run;
}

test('a card is there once the server says so, however late that is', async () => {
  const run = adding([fields, kept('01'), '204', kept('01'), 'not_permitted', kept('01', '02')]);
  await run.begin('earned');
  assert.equal(run.fields?.clientSecret, 's');
  const made = await run.demo('card_ok', signal);
  assert.equal(typeof made === 'object' && made.id.endsWith('02'), true);
});

test('what a bank wants to check first is said to come later', async () => {
  const run = adding([fields, kept('01'), '204', ...Array.from({ length: 6 }, () => kept('01'))]);
  await run.begin('earned');
  assert.equal(await run.demo('bank_slow', signal), 'later');
});

test('what the fields refuse is said, and nothing is there', async () => {
  const run = adding([fields, kept(), kept()]);
  await run.begin('earned');
  assert.equal(await run.keep(() => Promise.resolve('incomplete'), signal), undefined);
  assert.equal(run.problem, 'incomplete');
  assert.equal(await run.keep(() => Promise.resolve('refused'), signal), undefined);
  assert.equal(run.problem, 'refused');
});

test('what cannot be begun says why, and can be begun again', async () => {
  const run = adding(['processor_unavailable', 'payments_not_configured', fields]);
  await run.begin('earned');
  assert.deepEqual([run.problem, run.kind, run.fields], ['unavailable', 'earned', undefined]);
  await run.begin('earned');
  assert.equal(run.problem, 'notHere');
  await run.begin('earned');
  assert.deepEqual([run.problem, run.fields?.processor], [undefined, 'demo']);
});

test('whoever would rather not prove who they are has begun nothing', async () => {
  const run = adding([], false);
  await run.begin('earned');
  assert.deepEqual([run.kind, run.problem], [undefined, undefined]);
});
