import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPortal, type Portal, ProblemError } from '@portico/client';
import { Notifications, Session } from '@portico/contract';
import { ProofRun } from './proof-run.js';

const { signal } = new AbortController();
const code = { attempt: 'att_1', expiresAt: '2026-11-22T12:00:00Z' };
const no = { allowed: false, reason: 'disabled_by_firm' };
const session = {
  ...{ id: 'ses_01j00000000000000000000000', kind: 'firm', preview: null, languages: ['en'], support: { name: 'Ada' } },
  firm: { id: 'firm_01j00000000000000000000000', name: 'Firm' },
  contact: { id: 'con_01j00000000000000000000000', name: 'Maria', email: 'm@example.com', language: 'en' },
  capabilities: Object.fromEntries(Object.keys(Session.shape.capabilities.shape).map((name) => [name, no])),
  expiresAt: '2026-11-22T12:00:00Z',
};
const profile = {
  ...{ id: 'con_01j00000000000000000000000', name: 'Maria', email: 'm@example.com', language: 'en' },
  ...{ phone: null, phoneProved: false, emailChange: null, hasPassword: true },
  notifications: Object.fromEntries(Object.keys(Notifications.shape).map((name) => [name, true])),
};

/** A portal that answers by path, in order: a problem's code, or a body. */
function aPortal(answers: Readonly<Record<string, readonly (string | object)[]>>): { portal: Portal; asked: string[] } {
  const left = new Map(Object.entries(answers).map(([path, list]) => [path, [...list]]));
  const asked: string[] = [];
  const portal = createPortal({
    api: 'https://portal.example.com',
    publishableKey: 'pk_test',
    fetch: async (input, init) => {
      const { method, url } = new Request(input, init);
      const call = `${method} ${new URL(url).pathname}`;
      asked.push(call);
      const answer = left.get(call)?.shift() ?? 'not_permitted';
      if (typeof answer === 'object') return Response.json(answer);
      const body = { type: 'about:blank', title: answer, status: 403, code: answer, requestId: 'r' };
      return Response.json(body, { status: 403, headers: { 'content-type': 'application/problem+json' } });
    },
  });
  return { portal, asked };
}

/** An act that wants a proof until there was one. */
function anAct(portal: Portal): () => Promise<string> {
  let times = 0;
  return async () => {
    times += 1;
    if (times === 1) await portal.profile.withdrawEmailChange();
    return 'done';
  };
}
const REFUSED = 'DELETE /v1/profile/email';
const asks = (run: ProofRun) =>
  new Promise<void>((resolve) => {
    run.addEventListener('change', () => {
      if (run.asking) resolve();
    });
  });

test('what needs no proof asks for none', async () => {
  const { portal, asked } = aPortal({});
  const run = new ProofRun();
  assert.equal(await run.guard(portal, () => Promise.resolve('done'), signal), 'done');
  assert.deepEqual([asked, run.asking], [[], undefined]);
});

test('a wrong code is said, the right one goes on with what was begun', async () => {
  const { portal } = aPortal({
    [REFUSED]: ['step_up_required'],
    'POST /v1/session/step-up/code': [code],
    'POST /v1/session/step-up': ['proof_wrong', session],
  });
  const run = new ProofRun();
  const asking = asks(run);
  const done = run.guard(portal, anAct(portal), signal);
  await asking;
  // A session that does not see the account proves itself by a code.
  assert.equal(run.asking, 'code');
  await run.submit('12');
  assert.equal(run.problem, 'code_missing');
  await run.submit('123456');
  assert.deepEqual([run.problem, run.asking], ['proof_wrong', 'code']);
  await run.submit('65 43 21');
  assert.equal(await done, 'done');
  assert.equal(run.asking, undefined);
});

test('whoever has a password is asked for it, and who would rather not has done nothing', async () => {
  const { portal, asked } = aPortal({
    [REFUSED]: ['step_up_required'],
    'GET /v1/profile': [profile],
    'GET /v1/profile/passkeys': [{ data: [] }],
  });
  const run = new ProofRun();
  const asking = asks(run);
  const done = run.guard(portal, anAct(portal), signal);
  await asking;
  assert.equal(run.asking, 'password');
  run.cancel();
  assert.equal(await done, undefined);
  assert.equal(asked.filter((call) => call === REFUSED).length, 1);
});

test('where no code can be sent, what was begun fails with the reason', async () => {
  const { portal } = aPortal({
    [REFUSED]: ['step_up_required'],
    'POST /v1/session/step-up/code': ['preview_read_only'],
  });
  await assert.rejects(
    new ProofRun().guard(portal, anAct(portal), signal),
    (error) => error instanceof ProblemError && error.code === 'preview_read_only',
  );
});
