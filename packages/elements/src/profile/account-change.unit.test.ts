import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPortal } from '@portico/client';
import { AccountChange } from './account-change.js';
import { emailTask, passwordTask, phoneTask, type Task } from './account-tasks.js';

const { signal } = new AbortController();
const session = {
  kind: 'own',
  firm: { id: 'frm_1', name: 'Firm' },
  contact: { id: 'con_1', name: 'Maria Santos', language: 'en' },
};
const attempt = { attempt: 'att_1', expiresAt: '2026-11-22T12:00:00Z' };

/** A portal whose answers are told in order: a problem's code, or a body. */
function portalOf(asked: string[], answers: (string | object)[]) {
  return createPortal({
    api: 'https://portal.example.com',
    publishableKey: 'pk_test',
    fetch: async (input, init) => {
      const request = new Request(input, init);
      asked.push(`${request.method} ${new URL(request.url).pathname}`);
      const answer = answers.shift() ?? {};
      if (typeof answer === 'object') return Response.json(answer);
      if (answer === '204') return new Response(null, { status: 204 });
      const body = { type: 'about:blank', title: answer, status: 403, code: answer, requestId: 'r' };
      return Response.json(body, { status: 403, headers: { 'content-type': 'application/problem+json' } });
    },
  });
}

const none = { hasPassword: false, hasPasskey: false };

function changeOf(task: (portal: ReturnType<typeof portalOf>) => Task, answers: (string | object)[], means = none) {
  const asked: string[] = [];
  const portal = portalOf(asked, answers);
  return { change: new AccountChange(portal, task(portal), means), asked };
}

test('what is wrong is said at its field, and nothing is sent', async () => {
  const { change, asked } = changeOf((portal) => emailTask(portal, 'maria@client.example', ''), []);
  assert.equal(await change.submit({ email: 'maria' }, signal), false);
  assert.deepEqual([change.problem, change.field, asked], ['email_invalid', 'email', []]);
  assert.equal(await change.submit({ email: 'Maria@client.example ' }, signal), false);
  assert.deepEqual([change.problem, asked], ['email_same', []]);
});

test('a proof is asked for in between, by a code from the mail, and the change goes on with what was typed', async () => {
  const answers = ['step_up_required', attempt, 'proof_wrong', session, '204'];
  const { change, asked } = changeOf((portal) => emailTask(portal, 'maria@client.example', ''), answers);
  assert.equal(await change.submit({ email: 'ms@client.example' }, signal), false);
  assert.deepEqual([change.asking, change.fields], ['code', ['proof']]);
  assert.equal(await change.submit({ proof: '12' }, signal), false);
  assert.deepEqual([change.problem, change.field], ['code_missing', 'proof']);
  assert.equal(await change.submit({ proof: '123 456' }, signal), false);
  assert.deepEqual([change.problem, change.field, change.asking], ['proof_wrong', 'proof', 'code']);
  await change.submit({ proof: '654321' }, signal);
  assert.deepEqual(asked.slice(0, 4), [
    'POST /v1/profile/email',
    'POST /v1/session/step-up/code',
    'POST /v1/session/step-up',
    'POST /v1/session/step-up',
  ]);
});

test('whoever has a password is asked for it', async () => {
  const answers = ['step_up_required'];
  const means = { hasPassword: true, hasPasskey: false };
  const { change, asked } = changeOf((portal) => phoneTask(portal), answers, means);
  assert.equal(await change.submit({ phone: '+1 555 010 0142' }, signal), false);
  assert.deepEqual([change.asking, asked], ['password', ['POST /v1/profile/phone/code']]);
  assert.equal(await change.submit({ proof: '' }, signal), false);
  assert.equal(change.problem, 'password_missing');
});

test('the password that is being changed is proof enough', async () => {
  const { change, asked } = changeOf((portal) => passwordTask(portal, true), ['step_up_required', 'proof_wrong']);
  assert.equal(await change.submit({ current: 'wrong', password: 'four quiet paper boats' }, signal), false);
  assert.deepEqual(asked, ['PUT /v1/profile/password', 'POST /v1/session/step-up']);
  assert.deepEqual([change.problem, change.field, change.asking], ['proof_wrong', 'current', undefined]);
});

test('a number is asked for its code before it is kept', async () => {
  const { change } = changeOf((portal) => phoneTask(portal), [attempt, 'proof_wrong']);
  assert.equal(await change.submit({ phone: '555' }, signal), false);
  assert.equal(change.problem, 'phone_invalid');
  assert.equal(await change.submit({ phone: '+15550100142' }, signal), false);
  assert.deepEqual([change.fields, change.problem], [['code'], undefined]);
  assert.equal(await change.submit({ code: '111111' }, signal), false);
  assert.deepEqual([change.problem, change.field], ['proof_wrong', 'code']);
});
