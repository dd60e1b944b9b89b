import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPortal } from '@portico/client';
import { digitsOf, SignInRun } from './sign-in-run.js';

const attempt = { attempt: 'att_1', expiresAt: '2026-11-22T12:00:00Z' };

function portalAnswering(status: number, body: unknown, asked: string[] = []) {
  return createPortal({
    api: 'https://portal.example.com',
    publishableKey: 'pk_test',
    fetch: async (input) => {
      asked.push(new URL(input instanceof Request ? input.url : input).pathname);
      const type = status < 400 ? 'application/json' : 'application/problem+json';
      return Response.json(body, { status, headers: { 'content-type': type } });
    },
  });
}

function problem(status: number, code: string) {
  return { type: 'about:blank', title: code, status, code, requestId: 'r' };
}

const { signal } = new AbortController();

test('an address leads to the code', async () => {
  const run = new SignInRun(portalAnswering(202, attempt), 'email');
  await run.start(' elena@example.com ', 'en', 'https://firm.example.com/', signal);
  assert.deepEqual([run.step, run.email, run.problem, run.busy], ['code', 'elena@example.com', undefined, false]);
  assert.ok(run.secondsToNextCode > 25);
});

test('what is no address is not sent', async () => {
  const asked: string[] = [];
  const run = new SignInRun(portalAnswering(202, attempt, asked), 'email');
  await run.start('elena', 'en', 'https://firm.example.com/', signal);
  assert.deepEqual([run.step, run.problem, asked.length], ['email', 'email_invalid', 0]);
});

test('a code without an attempt leads back to the address', async () => {
  const run = new SignInRun(portalAnswering(202, attempt), 'code');
  assert.equal(await run.withCode('123456', signal), undefined);
  assert.equal(run.step, 'email');
});

test('a spent link leads to the address and says why', async () => {
  const run = new SignInRun(portalAnswering(410, problem(410, 'link_spent')), 'link');
  assert.equal(await run.withLink('token', signal), undefined);
  assert.deepEqual([run.step, run.problem], ['email', 'link_spent']);
});

test('digits are found among spaces, dashes and other numerals', () => {
  assert.equal(digitsOf('123 456'), '123456');
  assert.equal(digitsOf('Code: 12-34-56-78'), '123456');
  assert.equal(digitsOf('١٢٣٤٥٦'), '123456');
});
