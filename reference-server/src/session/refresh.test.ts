import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AccessToken, Session } from '@portico/contract';
import { aContact, aFirm, asBackend, asPage, createTestServer, ok, ORIGIN } from '@portico/testing';
import { everyFirm } from '../database/confine.js';
import { read, refusalOf } from '../http/answers.suite.js';
import { createDpopPage } from './dpop-page.suite.js';

let server: Awaited<ReturnType<typeof createTestServer>>;
before(async () => {
  server = await createTestServer();
});
after(() => server.close());

const PATH = '/v1/session/refresh';
const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** The pair that a browser would send back. */
const cookieOf = (response: Response) => response.headers.get('set-cookie')?.split(';')[0] ?? '';

/** A contact who has signed in on a page of another site. */
async function signedIn() {
  const firm = await aFirm(server);
  const { contact } = await aContact(server, firm);
  const page = asPage(server, firm);
  const { attempt } = await (await ok(page('POST', '/v1/sign-in', { email: contact.email }))).json();
  await server.deliver();
  const { code } = await server.mails.mailTo(contact.email);
  const answer = await ok(
    page(
      'POST',
      '/v1/sign-in/code',
      { attempt, code },
      { 'portico-session': 'cross-site', 'sec-fetch-site': 'cross-site' },
    ),
  );
  return { firm, contact, answer, cookie: cookieOf(answer) };
}

/** A tab of that page, with a key of its own. */
async function aTab(origin = ORIGIN) {
  const page = await createDpopPage(server, origin);
  const refresh = async (cookie: string, headers: Record<string, string> = {}) => {
    const send = async () =>
      page.send('POST', PATH, {
        cookie,
        'portico-client': '1',
        'sec-fetch-site': 'cross-site',
        dpop: await page.proof('POST', PATH),
        ...headers,
      });
    const first = await send();
    if (first.status !== 401) return first;
    const { code } = await first.clone().json();
    return code === 'use_dpop_nonce' ? send() : first;
  };
  /** Status of a call with an access token. */
  const status = async (accessToken: string) => (await page.call('GET', '/v1/session', accessToken)).status;
  return { ...page, refresh, status };
}

async function tokenOf(response: Response): Promise<string> {
  return (await read(AccessToken, response)).accessToken;
}

test('signing in cross-site gives a partitioned refresh cookie and no other; it brings an access token', async () => {
  const { answer, cookie, contact } = await signedIn();
  const line = answer.headers.get('set-cookie') ?? '';
  assert.match(
    line,
    /^__Host-portico-refresh=prt_\S+; Path=\/; Max-Age=43200; HttpOnly; SameSite=None; Secure; Partitioned$/,
  );
  const tab = await aTab();
  const refreshed = await tab.refresh(cookie);
  const { accessToken, expiresIn, tokenType } = await read(AccessToken, refreshed.clone());
  assert.deepEqual([tokenType, expiresIn], ['DPoP', 600]);
  const session = await read(Session, await tab.call('GET', '/v1/session', accessToken));
  assert.deepEqual([session.kind, session.contact.id], ['own', contact.id]);
  const secrets = [cookie, cookieOf(refreshed), accessToken].map((one) => one.split('=').at(-1) ?? '');
  for (const secret of secrets) assert.equal(server.log.join('\n').includes(secret), false);
  assert.equal((await answer.text()).includes(secrets[0] ?? 'prt_'), false);
});

test('the cookies of the two kinds of session do not open each other', async () => {
  const { firm, cookie } = await signedIn();
  const asSession = cookie.replace('__Host-portico-refresh', '__Host-portico');
  assert.equal((await asPage(server, firm, asSession)('GET', '/v1/session')).status, 401);
  assert.equal((await asPage(server, firm, cookie)('GET', '/v1/session')).status, 401);
});

test('each use brings another refresh token; the chain goes on', async () => {
  const { cookie } = await signedIn();
  const tab = await aTab();
  const seen = new Set([cookie]);
  let current = cookie;
  for (let time = 0; time < 5; time += 1) {
    server.clock.advance(9 * MINUTE);
    const answer = await ok(tab.refresh(current));
    current = cookieOf(answer);
    assert.equal(await tab.status(await tokenOf(answer)), 200);
    seen.add(current);
  }
  assert.equal(seen.size, 6);
});

test('two tabs at once: both go on, with the same cookie and a key each', async () => {
  const { cookie } = await signedIn();
  const tabs = await Promise.all([aTab(), aTab(), aTab(), aTab()]);
  let current = cookie;
  let answers: Response[] = [];
  // More than once, because where it goes wrong is a moment between two questions to the database.
  for (let time = 0; time < 8; time += 1) {
    const shown = current;
    answers = await Promise.all(tabs.map((tab) => tab.refresh(shown)));
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
    assert.equal(new Set(answers.map(cookieOf)).size, 1);
    current = cookieOf(answers[0] ?? Response.error());
  }
  const tokens = await Promise.all(answers.map(tokenOf));
  assert.equal(new Set(tokens).size, 4);
  for (const [at, tab] of tabs.entries()) assert.equal(await tab.status(tokens[at] ?? ''), 200);
  assert.equal(await tabs[0]?.status(tokens[1] ?? ''), 401);
});

test('within half a minute a replaced token brings what stands now, however often that was replaced', async () => {
  const { cookie } = await signedIn();
  const tab = await aTab();
  const second = cookieOf(await ok(tab.refresh(cookie)));
  const third = cookieOf(await ok(tab.refresh(second)));
  server.clock.advance(30 * SECOND);
  const late = await ok(tab.refresh(cookie));
  assert.equal(cookieOf(late), third);
  assert.equal(await tab.status(await tokenOf(late)), 200);
});

test('after that it can only be a copy: every token of the session is dead at once, and it is on record', async () => {
  const { firm, cookie } = await signedIn();
  const [tab, thief] = [await aTab(), await aTab()];
  const first = await ok(tab.refresh(cookie));
  const access = await tokenOf(first);
  server.clock.advance(30 * SECOND + 1);
  const reused = await thief.refresh(cookie);
  assert.match(reused.headers.get('set-cookie') ?? '', /^__Host-portico-refresh=; .*Max-Age=0/);
  assert.deepEqual(await refusalOf(reused), [401, 'refresh_reused']);
  assert.equal(await tab.status(access), 401);
  assert.deepEqual(await refusalOf(await tab.refresh(cookieOf(first))), [401, 'refresh_invalid']);
  const entries = await server.deps.work.read(everyFirm, (db) =>
    db
      .selectFrom('audit_entries')
      .select('code')
      .where('firm_id', '=', firm.id)
      .where('result', '=', 'refused')
      .execute(),
  );
  assert.deepEqual(entries, [{ code: 'refresh_reused' }]);
});

test('an access token ends after ten minutes, the session after thirty idle ones', async () => {
  const { cookie } = await signedIn();
  const tab = await aTab();
  const answer = await ok(tab.refresh(cookie));
  const access = await tokenOf(answer);
  server.clock.advance(10 * MINUTE - 1);
  assert.equal(await tab.status(access), 200);
  server.clock.advance(1);
  assert.equal(await tab.status(access), 401);
  server.clock.advance(30 * MINUTE);
  assert.deepEqual(await refusalOf(await tab.refresh(cookieOf(answer))), [401, 'refresh_invalid']);
});

test('a page whose session was idle for too long does not get it back when the server’s clock is put back', async () => {
  const { cookie } = await signedIn();
  const tab = await aTab();
  const kept = cookieOf(await ok(tab.refresh(cookie)));
  server.clock.advance(31 * MINUTE);
  assert.deepEqual(await refusalOf(await tab.refresh(kept)), [401, 'refresh_invalid']);
  server.clock.advance(-10 * MINUTE);
  assert.deepEqual(await refusalOf(await tab.refresh(kept)), [401, 'refresh_invalid']);
});

test('twelve hours are the end, however busy the page is', async () => {
  const { cookie } = await signedIn();
  const tab = await aTab();
  let current = cookie;
  for (let time = 0; time < 71; time += 1) {
    server.clock.advance(10 * MINUTE);
    current = cookieOf(await ok(tab.refresh(current)));
  }
  server.clock.advance(9 * MINUTE);
  const last = await ok(tab.refresh(current));
  assert.match(last.headers.get('set-cookie') ?? '', /Max-Age=60;/);
  const { accessToken, expiresIn } = await read(AccessToken, last.clone());
  assert.equal(expiresIn, 60);
  server.clock.advance(MINUTE);
  assert.equal(await tab.status(accessToken), 401);
  assert.deepEqual(await refusalOf(await tab.refresh(cookieOf(last))), [401, 'refresh_invalid']);
});

test('a page whose clock is a day off notices nothing', async () => {
  const { cookie } = await signedIn();
  const tab = await aTab();
  await tab.refresh('');
  for (const days of [-1, 1]) {
    const iat = Math.floor(Date.now() / 1000) + days * 86_400;
    const proof = await tab.proof('POST', PATH, undefined, { claims: { iat, exp: iat + 1, nbf: iat } });
    assert.equal((await tab.refresh(cookie, { dpop: proof })).status, 200);
  }
});

test('without the page of the sign-in, our header or a proof nothing is brought, and nothing is spent', async () => {
  const { cookie } = await signedIn();
  const tab = await aTab();
  const refused: [Record<string, string>, [number, string]][] = [
    [{ origin: 'https://evil.example' }, [403, 'origin_not_allowed']],
    [{ origin: 'null' }, [403, 'origin_not_allowed']],
    [{ origin: ORIGIN.toUpperCase() }, [403, 'origin_not_allowed']],
    [{ dpop: 'x' }, [401, 'dpop_proof_invalid']],
    [{ cookie: '' }, [401, 'refresh_invalid']],
    [{ cookie: cookie.slice(0, -1) }, [401, 'refresh_invalid']],
    [{ cookie: cookie.replace('prt_', 'pat_') }, [401, 'refresh_invalid']],
  ];
  for (const [headers, refusal] of refused) {
    assert.deepEqual(await refusalOf(await tab.refresh(cookie, headers)), refusal);
  }
  for (const missing of ['origin', 'portico-client']) {
    const headers: Record<string, string> = { origin: ORIGIN, 'portico-client': '1', cookie };
    delete headers[missing];
    const response = await server.app.request(`https://portal.firm.example${PATH}`, { method: 'POST', headers });
    assert.deepEqual(await refusalOf(response), [403, 'cross_site_request']);
  }
  server.clock.advance(5 * MINUTE);
  assert.equal((await tab.refresh(cookie)).status, 200);
});

test('access switched off, the origin removed, signing out: the next call and the next refresh end', async () => {
  const ends: readonly ((person: Awaited<ReturnType<typeof signedIn>>) => Promise<Response>)[] = [
    ({ firm, contact }) =>
      asBackend(server, firm)('PUT', `/v1/firm/contacts/${contact.id}/portal-access`, { enabled: false }),
    async ({ firm }) => {
      const { data } = await (await ok(asBackend(server, firm)('GET', '/v1/firm/origins'))).json();
      return asBackend(server, firm)('DELETE', `/v1/firm/origins/${data[0].id}`);
    },
  ];
  for (const end of ends) {
    const person = await signedIn();
    const tab = await aTab();
    const answer = await ok(tab.refresh(person.cookie));
    const access = await tokenOf(answer);
    await ok(end(person));
    assert.equal(await tab.status(access), 401);
    assert.equal((await tab.refresh(cookieOf(answer))).status, 401);
  }
  const { cookie } = await signedIn();
  const tab = await aTab();
  const answer = await ok(tab.refresh(cookie));
  const access = await tokenOf(answer);
  const out = await tab.call('DELETE', '/v1/session', access);
  assert.match(out.headers.get('set-cookie') ?? '', /^__Host-portico-refresh=; .*Max-Age=0.*Partitioned$/);
  assert.equal(await tab.status(access), 401);
  assert.deepEqual(await refusalOf(await tab.refresh(cookieOf(answer))), [401, 'refresh_invalid']);
});

test('whoever signs in anew leaves the session of before', async () => {
  const { firm, contact, cookie } = await signedIn();
  const tab = await aTab();
  const access = await tokenOf(await ok(tab.refresh(cookie)));
  const current = cookieOf(await ok(tab.refresh(cookie)));
  const page = asPage(server, firm, current);
  const { attempt } = await (await ok(page('POST', '/v1/sign-in', { email: contact.email }))).json();
  await server.deliver();
  const { code } = await server.mails.mailTo(contact.email);
  await ok(page('POST', '/v1/sign-in/code', { attempt, code }, { 'portico-session': 'cross-site' }));
  assert.equal(await tab.status(access), 401);
});
