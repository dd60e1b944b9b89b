import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPortal } from '@portico/client';
import { signInBy } from '@portico/contract';
import { digitsOf, phoneOf } from '../form/digits.js';
import { SignInRun } from './sign-in-run.js';

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
const to = (email: string) => ({ email, language: 'en', returnTo: 'https://firm.example.com/' });
const byPassword = signInBy('password', 'emailLink');

test('an address leads to the code', async () => {
  const run = new SignInRun(portalAnswering(202, attempt));
  await run.start(to(' elena@example.com '), signal);
  assert.deepEqual([run.step, run.email, run.problem, run.busy], ['code', 'elena@example.com', undefined, false]);
  assert.ok(run.secondsToNextCode > 25);
});

test('what is no address is not sent', async () => {
  const asked: string[] = [];
  const run = new SignInRun(portalAnswering(202, attempt, asked));
  await run.start(to('elena'), signal);
  assert.deepEqual([run.step, run.problem, asked.length], ['email', 'email_invalid', 0]);
});

test('a code without an attempt leads back to the address', async () => {
  const run = new SignInRun(portalAnswering(202, attempt));
  assert.equal(await run.withCode('123456', signal), undefined);
  assert.equal(run.step, 'email');
});

test('a spent link leads to the address and says why', async () => {
  const run = new SignInRun(portalAnswering(410, problem(410, 'link_spent')), { kind: 'link', token: 'token' });
  assert.equal(await run.withLink(signal), undefined);
  assert.deepEqual([run.step, run.problem], ['email', 'link_spent']);
});

test('an invitation is taken by its own endpoint, and one that is spent leads to the address', async () => {
  const asked: string[] = [];
  const invitation = { kind: 'invitation', token: 'token' } as const;
  const run = new SignInRun(portalAnswering(410, problem(410, 'link_spent'), asked), invitation);
  assert.equal(run.step, 'invitation');
  assert.equal(await run.withLink(signal), undefined);
  assert.deepEqual([run.step, run.problem, asked], ['email', 'link_spent', ['/v1/sign-in/invitation']]);
});

test('a firm with passwords begins with one, unless somebody has begun already', async () => {
  const run = new SignInRun(portalAnswering(202, attempt));
  run.ways = byPassword;
  assert.deepEqual([run.step, run.message], ['password', 'link']);
  const begun = new SignInRun(portalAnswering(202, attempt));
  await begun.start(to('elena@example.com'), signal);
  begun.ways = byPassword;
  assert.equal(begun.step, 'code');
});

test('a password that is missing is not sent, and one that does not fit is said each time', async () => {
  const asked: string[] = [];
  const run = new SignInRun(portalAnswering(401, problem(401, 'password_invalid'), asked));
  run.ways = byPassword;
  await run.withPassword('elena@example.com', '', signal);
  assert.deepEqual([run.problem, asked.length], ['password_missing', 0]);
  await run.withPassword('elena@example.com', 'wrong', signal);
  await run.withPassword('elena@example.com', 'wrong', signal);
  assert.deepEqual([run.problem, run.problems, run.step], ['password_invalid', 3, 'password']);
});

test('a link that needs the password asks for it, and one guessed at too often is spent', async () => {
  const asking = { ...problem(401, 'password_required'), attempt: 'att_2' };
  const run = new SignInRun(portalAnswering(401, asking), { kind: 'link', token: 'token' });
  assert.equal(await run.withLink(signal), undefined);
  assert.deepEqual([run.step, run.problem], ['link-password', undefined]);
});

test('a new password is weighed before it is sent, and the reasons of the server have their words', async () => {
  const asked: string[] = [];
  const weak = { ...problem(422, 'password_weak'), reason: 'personal' };
  const run = new SignInRun(portalAnswering(422, weak, asked), { kind: 'password', token: 'token' });
  await run.setPassword('eleven char', signal);
  assert.deepEqual([run.step, run.problem, asked.length], ['new-password', 'password_short', 0]);
  await run.setPassword('elena@example.com', signal);
  assert.deepEqual([run.step, run.problem, asked.length], ['new-password', 'password_personal', 1]);
});

test('a spent link for a password leads to where a new one can be asked for', async () => {
  const run = new SignInRun(portalAnswering(410, problem(410, 'link_spent')), { kind: 'password', token: 'token' });
  await run.setPassword('seven green umbrellas', signal);
  assert.deepEqual([run.step, run.problem], ['forgot', 'link_spent']);
});

test('digits are found among spaces, dashes and other numerals', () => {
  assert.equal(digitsOf('123 456'), '123456');
  assert.equal(digitsOf('Code: 12-34-56-78'), '123456');
  assert.equal(digitsOf('١٢٣٤٥٦'), '123456');
});

test('a number is taken as people write it, with its country code', () => {
  for (const typed of [
    '+1 555 010 0142',
    '001 (555) 010-0142',
    '+1.555.010.0142',
    '\u2066+1 555 010 0142\u2069',
    '+١٥٥٥٠١٠٠١٤٢',
  ])
    assert.equal(phoneOf(typed), '+15550100142', typed);
  for (const typed of ['555 010 0142', '', '+', '+0123456789', '+1555', 'call me'])
    assert.equal(phoneOf(typed), undefined);
});

test('a firm that texts codes alone begins with the number', async () => {
  const asked: string[] = [];
  const run = new SignInRun(portalAnswering(202, attempt, asked));
  run.ways = signInBy('smsCode');
  assert.equal(run.step, 'phone');
  await run.startSms('555 0142', 'en', signal);
  assert.deepEqual([run.step, run.problem, asked], ['phone', 'phone_invalid', []]);
  await run.startSms('+1 555 010 0142', 'en', signal);
  assert.deepEqual([run.step, run.channel, asked], ['code', 'sms', ['/v1/sign-in/sms']]);
  run.back();
  assert.equal(run.step, 'phone');
});

test('a firm with passkeys alone begins with one', () => {
  const run = new SignInRun(portalAnswering(202, attempt));
  run.ways = signInBy('passkey');
  assert.equal(run.step, 'passkey');
});

test('a link about another address is answered, and tells what came of it', async () => {
  const asked: string[] = [];
  const link = { kind: 'email', token: 'token' } as const;
  const run = new SignInRun(portalAnswering(200, { address: 'old', state: 'waiting' }, asked), link);
  assert.equal(run.step, 'new-email');
  assert.equal(await run.answerNewEmail(true, signal), true);
  assert.deepEqual([run.step, run.outcome, asked], ['new-email-told', 'waiting', ['/v1/email-change/confirm']]);
});
