/**
 * Whether somebody can find out who is a client: every call that takes an address or a number of a visitor's choice, with 500
 * that the firm knows and 500 that it does not. Status, headers and length are the same; the times are compared by ranks.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { signInBy } from '@portico/contract';
import { aContact, aFirm, createTestServer, type TestServer } from '@portico/testing';
import { sql } from 'kysely';
import { everyFirm } from '../database/confine.js';
import { type Firm, post, rankTest } from './scene.suite.js';

const PAIRS = 500;
/** A rank test is wrong once in a hundred times; who leaks is found every time. */
const RUNS = 3;

let server: TestServer;
let firm: Firm;
before(async () => {
  server = await createTestServer();
  firm = await aFirm(server, { signIn: signInBy('password', 'emailLink', 'emailCode', 'smsCode') });
  await insertKnown();
});
after(() => server.close());

/** 500 contacts with a password, and as many members of the staff. */
async function insertKnown(): Promise<void> {
  const { client } = await aContact(server, firm);
  const hash = await server.deps.passwords.hash('a long walk on the beach');
  await server.deps.work.upkeep(everyFirm, async (tx, now) => {
    const series = sql`generate_series(0, ${sql.lit(PAIRS - 1)}) n`;
    const id = (prefix: string) => sql`${prefix}::text || '_' || lpad(n::text, 26, '0')`;
    await sql`insert into contacts (firm_id, id, client_id, name, email, phone, language, portal_access, is_primary, created_at)
      select ${firm.id}, ${id('con')}, ${client.id}, 'Known ' || n, 'known' || lpad(n::text, 4, '0') || '@client.example',
        '+1555030' || lpad(n::text, 4, '0'), 'en', true, false, ${now}::timestamptz from ${series}`.execute(tx);
    await sql`insert into passwords (firm_id, contact_id, hash, changed_at)
      select ${firm.id}, ${id('con')}, ${hash}, ${now}::timestamptz from ${series}`.execute(tx);
    await sql`insert into staff (firm_id, id, name, email, role, active, created_at)
      select ${firm.id}, ${id('stf')}, 'Known ' || n, 'known' || lpad(n::text, 4, '0') || '@firm.example', 'admin', true,
        ${now}::timestamptz from ${series}`.execute(tx);
  });
}

interface Row {
  readonly path: string;
  readonly status: number;
  /** @param whose either `known`, or a word as long */
  readonly body: (whose: 'known' | 'other', number: string) => Readonly<Record<string, string>>;
}

const email = (whose: string, number: string) => ({ email: `${whose}${number}@client.example` });
const rows: readonly Row[] = [
  { path: '/v1/sign-in', status: 202, body: email },
  {
    path: '/v1/sign-in/sms',
    status: 202,
    body: (whose, number) => ({ phone: `+1555${whose === 'known' ? '030' : '040'}${number}` }),
  },
  {
    path: '/v1/sign-in/password',
    status: 401,
    body: (whose, number) => ({ ...email(whose, number), password: 'eleven purple elephants' }),
  },
  { path: '/v1/sign-in/password/ask', status: 202, body: email },
  {
    path: '/v1/firm/sign-in',
    status: 202,
    body: (whose, number) => ({ email: `${whose}${number}@firm.example` }),
  },
];

for (const { path, status, body } of rows) {
  test(`${path} answers ${PAIRS} known and ${PAIRS} unknown alike, in the same time`, async () => {
    const shapes = new Set<string>();
    const call = async (whose: 'known' | 'other', number: string) => {
      const sent = body(whose, number);
      const started = performance.now();
      const answer = await post(server, firm, path, sent);
      const time = performance.now() - started;
      const headers = [...answer.response.headers].filter(([name]) => name !== 'x-request-id');
      shapes.add(JSON.stringify([answer.status, answer.text.length, headers]));
      assert.equal(answer.status, status, answer.text);
      return time;
    };
    const found: number[] = [];
    while (found.length < RUNS && found.every((p) => p <= 0.01)) {
      const times = { known: [] as number[], other: [] as number[] };
      for (let pair = 0; pair < PAIRS; pair += 1) {
        const number = String(pair).padStart(4, '0');
        const order = pair % 2 === 0 ? (['known', 'other'] as const) : (['other', 'known'] as const);
        for (const whose of order) times[whose].push(await call(whose, number));
        // So that no limit answers, and no mail is on its way while the next call is timed.
        await server.deliver();
        await server.deps.work.upkeep(everyFirm, (tx) => sql`delete from sign_in_attempts`.execute(tx));
      }
      found.push(rankTest(times.known, times.other));
    }
    assert.equal(shapes.size, 1, [...shapes].join('\n'));
    assert.ok(
      found.some((p) => p > 0.01),
      `known and unknown are told apart by their time: p = ${found.join(', ')}`,
    );
  });
}
