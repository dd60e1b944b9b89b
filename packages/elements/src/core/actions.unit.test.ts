import { AuthError, createPortal, NetworkError, ProblemError } from '@portico/client';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Actions, isGone } from './actions.js';

/** An element that has a portal, and notes what becomes of it. */
function anElement() {
  const controller = new AbortController();
  const portal = createPortal({ api: '' });
  const noted = { said: [] as string[], gone: 0, draws: 0, not: 'not done' };
  const host = {
    listening: controller.signal,
    requestUpdate: () => (noted.draws += 1),
    facesContext: () => ({ portal, announce: (text: string) => noted.said.push(text) }),
  };
  const actions = new Actions(host, {
    words: (error) => (isGone(error) ? 'gone' : noted.not),
    gone: () => (noted.gone += 1),
  });
  return { actions, controller, noted, portal };
}

const failing = (error: Error) => () => Promise.reject(error);
const notFound = new ProblemError('getInvoice', {
  ...{ type: 'about:blank', title: 'Not found', status: 404, code: 'not_found', requestId: 'req_1' },
});

test('the same thing is done once at a time, and others beside it', async () => {
  const { actions, controller, noted, portal } = anElement();
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => (resolve = done));
  const begun: string[] = [];
  const act = (name: string) => async (given: unknown, signal: AbortSignal) => {
    assert.equal(given, portal);
    assert.equal(signal, controller.signal);
    begun.push(name);
    await promise;
  };
  const all = [actions.run('one', act('one')), actions.run('one', act('again')), actions.run('two', act('two'))];
  assert.deepEqual([...actions.busy], ['one', 'two']);
  resolve();
  await Promise.all(all);
  assert.deepEqual(begun, ['one', 'two']);
  assert.equal(actions.busy.size, 0);
  assert.equal(noted.draws, 4);
  await actions.run('one', act('later'));
  assert.deepEqual(begun, ['one', 'two', 'later']);
});

test('what went wrong is said, in whatever language is on screen, until something else is tried', async () => {
  const { actions, noted } = anElement();
  await actions.run('one', failing(new NetworkError('getInvoice')));
  assert.equal(actions.problem, 'not done');
  assert.deepEqual(noted.said, ['not done']);
  assert.equal(noted.gone, 0);
  noted.not = 'no se pudo';
  assert.equal(actions.problem, 'no se pudo');
  await actions.run('one', () => Promise.resolve());
  assert.equal(actions.problem, undefined);
});

test('the element is told of what is there no more', async () => {
  const { actions, noted } = anElement();
  await actions.run('one', failing(notFound));
  assert.deepEqual([actions.problem, noted.gone], ['gone', 1]);
});

test('nothing is said to who has to sign in, or has left the page', async () => {
  const { actions, controller, noted } = anElement();
  await actions.run('one', failing(new AuthError('getInvoice', 'session_required')));
  await actions.run('one', () => {
    controller.abort();
    return Promise.reject(notFound);
  });
  assert.deepEqual([actions.problem, noted.said, noted.gone], [undefined, [], 0]);
  assert.equal(actions.busy.size, 0);
});
