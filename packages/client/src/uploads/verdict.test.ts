import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AuthError, ContractError, NetworkError, ProblemError, TimeoutError } from '../index.js';
import { judge } from './verdict.js';

const refused = (status: number, code: string, retryAfter?: number) =>
  new ProblemError('PATCH /v1/uploads/:id', { type: 't', title: 't', status, code, requestId: 'r' }, retryAfter);

test('a lost network is waited for without end, with pauses that grow up to half a minute', () => {
  for (const error of [new NetworkError('x'), new TimeoutError('x')]) {
    for (const [attempt, longest] of [
      [1, 1000],
      [3, 4000],
      [50, 30_000],
    ] as const) {
      const verdict = judge(error, attempt, true);
      assert.ok(verdict.next === 'later', verdict.next);
      assert.ok(verdict.delay <= longest && verdict.delay >= longest / 2, String(verdict.delay));
    }
  }
});

test('a server that cannot is tried for a while, then a person must act', () => {
  assert.equal(judge(refused(500, 'internal_error'), 7, true).next, 'later');
  assert.deepEqual(judge(refused(500, 'internal_error'), 8, true), { next: 'never', code: 'internal_error' });
});

test('a moment that passes is waited out, as long as the server says', () => {
  for (const [status, code] of [
    [409, 'upload_offset_conflict'],
    [423, 'upload_busy'],
    [429, 'too_many_requests'],
  ] as const) {
    assert.equal(judge(refused(status, code), 20, true).next, 'later', code);
  }
  const verdict = judge(refused(429, 'too_many_requests', 90), 1, true);
  assert.ok(verdict.next === 'later');
  assert.equal(verdict.delay, 90_000);
});

test('what was refused for what it is stays refused', () => {
  for (const [status, code] of [
    [403, 'not_permitted'],
    [409, 'too_many_files'],
    [409, 'request_closed'],
    [413, 'file_too_large'],
    [415, 'file_active_content'],
    [422, 'file_type_mismatch'],
    [507, 'storage_full'],
  ] as const) {
    assert.deepEqual(judge(refused(status, code), 1, true), { next: 'never', code });
  }
  assert.equal(judge(new ContractError('x'), 1, true).next, 'never');
  assert.deepEqual(judge(new RangeError('a defect'), 1, true), { next: 'never', code: 'upload_failed' });
});

test('an upload that the server has forgotten begins anew, a request that is not there does not', () => {
  assert.equal(judge(refused(410, 'upload_gone'), 1, true).next, 'anew');
  assert.equal(judge(refused(404, 'not_found'), 1, true).next, 'anew');
  assert.deepEqual(judge(refused(404, 'not_found'), 1, false), { next: 'never', code: 'not_found' });
});

test('an ended session is waited for', () => {
  assert.deepEqual(judge(new AuthError('x', 'unauthenticated'), 1, true), { next: 'session', code: 'unauthenticated' });
});
