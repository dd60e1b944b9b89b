import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NetworkError, ProblemError, Requests } from '@portico/client';
import type { Checklist } from '@portico/contract';
import { LifeDesk } from './life-desk.js';

const after = { id: 'chk_1' } as Checklist;
const requests = Object.create(Requests.prototype) as Requests;
const nothing = (): void => undefined;

function problem(code: string): ProblemError {
  return new ProblemError('PUT /v1/requests/:id/done', {
    type: 'about:blank',
    title: code,
    status: 409,
    code,
    requestId: 'one',
  });
}

test('what failed without a connection is tried again when that is back, and what was typed stays until then', async () => {
  const desk = new LifeDesk(() => requests);
  desk.type('req_1/note', 'The second page follows.');
  let offline = true;
  const arrived: Checklist[] = [];
  const act = (): Promise<Checklist> =>
    offline ? Promise.reject(new NetworkError('offline')) : Promise.resolve(after);
  await desk.run('req_1', act, (checklist) => arrived.push(checklist), nothing);
  assert.equal(desk.trouble('req_1'), 'offline');
  assert.equal(desk.typed('req_1/note'), 'The second page follows.');
  offline = false;
  const changed = new Promise((resolve) => {
    desk.addEventListener('change', () => arrived.length && resolve(undefined));
  });
  desk.reconnected();
  await changed;
  assert.deepEqual(arrived, [after]);
  assert.equal(desk.trouble('req_1'), undefined);
});

test('what the firm has decided meanwhile is not tried again by itself', async () => {
  const desk = new LifeDesk(() => requests);
  let tries = 0;
  const act = (): Promise<Checklist> => {
    tries += 1;
    return Promise.reject(problem('request_closed'));
  };
  const troubles: string[] = [];
  await desk.run('req_1', act, nothing, (trouble) => troubles.push(trouble));
  desk.reconnected();
  assert.deepEqual(troubles, ['closed']);
  assert.equal(tries, 1);
});

test('one thing at a time: pressing twice saves once', async () => {
  const desk = new LifeDesk(() => requests);
  let tries = 0;
  const act = (): Promise<Checklist> => {
    tries += 1;
    return Promise.resolve(after);
  };
  await Promise.all([desk.run('req_1', act, nothing, nothing), desk.run('req_1', act, nothing, nothing)]);
  assert.equal(tries, 1);
  assert.equal(desk.done('req_1'), true);
});
