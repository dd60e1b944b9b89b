import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Session } from '@portico/contract';
import { AuthError, createPortal, type Portal, type SessionChangeEvent } from './index.js';
import { aSession, answers, json, problem, settle } from './stand-in.testing.js';

const api = 'https://portal.example.com';

test('all who ask at once share one request, and who asks later gets the same answer', async () => {
  const fetch = answers(() => json(aSession()));
  const { session } = createPortal({ api, fetch });
  assert.equal(session.current, undefined);
  const [one, two] = await Promise.all([session.get(), session.get()]);
  assert.equal(one, two);
  assert.equal(await session.get(), one);
  assert.equal(session.current, one);
  assert.equal(fetch.requests.length, 1);
});

test('one who stops waiting does not spoil it for the others', async () => {
  const fetch = answers(() => json(aSession()));
  const { session } = createPortal({ api, fetch });
  const leaving = new AbortController();
  const left = assert.rejects(session.get({ signal: leaving.signal }), { name: 'AbortError' });
  const stayed = session.get();
  leaving.abort();
  await left;
  assert.equal((await stayed).kind, 'own');
});

test('a sign-in makes a session and tells of it', async () => {
  const fetch = answers(() => json(aSession()));
  const portal = createPortal({ api, fetch });
  const events = record(portal);
  const session = await portal.signIn.withCode({ attempt: 'a', code: '123456' });
  assert.equal(portal.session.current, session);
  assert.deepEqual(events(), [['signed-in', session]]);
});

test('the first refused call after an expiry ends the session, once', async () => {
  const fetch = answers(
    () => json(aSession()),
    () => problem(401, 'unauthenticated'),
  );
  const portal = createPortal({ api, fetch });
  await portal.session.get();
  const events = record(portal);
  await assert.rejects(portal.checklists.list(), AuthError);
  await assert.rejects(portal.checklists.list(), AuthError);
  assert.equal(portal.session.current, undefined);
  assert.deepEqual(events(), [['expired', undefined]]);
});

test('a session that is there again after an end is news', async () => {
  const fetch = answers(
    () => problem(401, 'unauthenticated'),
    () => json(aSession()),
  );
  const portal = createPortal({ api, fetch });
  const events = record(portal);
  await assert.rejects(portal.session.get(), AuthError);
  const session = await portal.session.get();
  assert.deepEqual(events(), [['signed-in', session]]);
});

test('a refusal that comes late says nothing about a session that began meanwhile', async () => {
  let arrive: (response: Response) => void = () => undefined;
  const fetch = answers(
    () => new Promise((resolve) => (arrive = resolve)),
    () => json(aSession()),
  );
  const portal = createPortal({ api, fetch });
  const refused = assert.rejects(portal.checklists.list(), AuthError);
  await settle();
  const session = await portal.signIn.withCode({ attempt: 'a', code: '123456' });
  arrive(problem(401, 'unauthenticated'));
  await refused;
  assert.equal(portal.session.current, session);
});

test('nobody is told of an end where there was no beginning', async () => {
  const portal = createPortal({ api, fetch: answers(() => problem(401, 'unauthenticated')) });
  const events = record(portal);
  await assert.rejects(portal.session.get(), AuthError);
  assert.deepEqual(events(), []);
});

test('signing out works also when the session has ended already', async () => {
  const fetch = answers(
    () => json(aSession()),
    () => problem(401, 'unauthenticated'),
  );
  const portal = createPortal({ api, fetch });
  await portal.session.get();
  await portal.session.signOut();
  assert.equal(portal.session.current, undefined);
  assert.equal(fetch.requests[1]?.method, 'DELETE');
});

test('an answer that was asked for before a sign-out is not taken for the present', async () => {
  let arrive: (response: Response) => void = () => undefined;
  const fetch = answers(
    () => new Promise((resolve) => (arrive = resolve)),
    () => new Response(null, { status: 204 }),
  );
  const portal = createPortal({ api, fetch });
  const late = portal.session.get();
  await settle();
  await portal.session.signOut();
  arrive(json(aSession()));
  await late;
  assert.equal(portal.session.current, undefined);
});

test('tabs of a portal learn of each other what happens to their cookie', async (t) => {
  // What makes a page of this process, as far as the portal cares.
  Object.defineProperty(globalThis, 'location', { value: { href: 'https://firm.example.com/' }, configurable: true });
  const channels = trackChannels();
  t.after(() => {
    Reflect.deleteProperty(globalThis, 'location');
    channels.close();
  });
  const here = createPortal({ api, fetch: answers(() => json(aSession())) });
  const there = createPortal({ api, fetch: answers(() => json(aSession())) });
  const otherFirm = createPortal({ api, publishableKey: 'pk_other', fetch: answers(() => json(aSession())) });
  const inOtherTab = record(there);
  const elsewhere = record(otherFirm);

  const arrived = next(there);
  await here.signIn.withLink({ token: 't' });
  await arrived;
  assert.equal(there.session.current?.contact.name, 'Ana Example');

  const ended = next(there);
  await here.session.signOut();
  await ended;
  assert.equal(there.session.current, undefined);
  assert.deepEqual(
    inOtherTab().map(([change]) => change),
    ['signed-in', 'signed-out'],
  );
  assert.deepEqual(elsewhere(), []);
});

test('a process that serves many people opens no line between them', () => {
  const channels = trackChannels();
  createPortal({ api });
  assert.equal(channels.close(), 0);
});

function record(portal: Portal): () => [string, Session | undefined][] {
  const events: [string, Session | undefined][] = [];
  portal.addEventListener('session', ({ change, session }) => events.push([change, session]));
  return () => events;
}

function next(portal: Portal): Promise<SessionChangeEvent> {
  return new Promise((resolve) => {
    portal.addEventListener('session', resolve, { once: true });
  });
}

/** Lines keep a process alive until they are closed. */
function trackChannels(): { close: () => number } {
  const Original = globalThis.BroadcastChannel;
  const open: BroadcastChannel[] = [];
  globalThis.BroadcastChannel = class extends Original {
    constructor(name: string) {
      super(name);
      open.push(this);
    }
  };
  return {
    close: () => {
      globalThis.BroadcastChannel = Original;
      for (const channel of open) channel.close();
      return open.length;
    },
  };
}
