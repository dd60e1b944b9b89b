import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { aFirm, createTestServer, type TestServer } from '@portico/testing';
import type {} from '../audit/store.js';
import { everyFirm } from '../database/confine.js';
import type { Mail } from '../ports/mail.js';
import { UndeliverableError } from '../ports/undeliverable.js';
import { createMailRelay } from './relay.js';
import { queueMail } from './store.js';

const MINUTE = 60_000;

let server: TestServer;
let firm: Awaited<ReturnType<typeof aFirm>>;
before(async () => {
  server = await createTestServer();
  firm = await aFirm(server);
});
after(() => server.close());
beforeEach(async () => {
  server.mails.clear();
  await server.deps.work.upkeep(everyFirm, (tx) => tx.deleteFrom('mails').execute());
});

async function queue(to: string, more: { usefulUntil?: Date; discard?: boolean } = {}) {
  const mail = { to, from: 'Example Law', subject: 'Hello', text: 'secret-canary\n', html: '<p>x</p>', language: 'en' };
  await server.deps.work.upkeep(everyFirm, (tx, now) =>
    queueMail(server.deps, tx, { firmId: firm.id, now, mail, ...more }),
  );
}

const rows = () => server.deps.work.read(everyFirm, (db) => db.selectFrom('mails').selectAll().orderBy('id').execute());

/** A relay over a mailer that fails so many times, and what got through. */
function failing(
  times: number,
  error: Error = Object.assign(new Error('no such user <ana@client.example>'), {
    code: 'EENVELOPE',
    responseCode: 550,
  }),
) {
  const sent: Mail[] = [];
  let tries = 0;
  const relay = createMailRelay({
    ...server.deps,
    mailer: {
      send: (mail) => {
        tries += 1;
        if (tries <= times) return Promise.reject(error);
        sent.push(mail);
        return Promise.resolve();
      },
    },
  });
  return { relay, sent, tries: () => tries };
}

test('what is queued is sealed, sent once, and gone', async () => {
  await queue('ana@client.example');
  const stored = JSON.stringify(await rows(), (_, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
  );
  assert.equal(stored.includes('secret-canary'), false);
  assert.equal(stored.includes('ana@client.example'), false);
  await server.deliver();
  await server.deliver();
  assert.deepEqual(
    server.mails.list().map(({ to }) => to),
    ['ana@client.example'],
  );
  assert.deepEqual(await rows(), []);
});

test('a mail is in the database only if what caused it is', async () => {
  const failed = server.deps.work.upkeep(everyFirm, async (tx, now) => {
    const mail = { to: 'a@client.example', from: '', subject: '', text: '', html: '', language: 'en' };
    await queueMail(server.deps, tx, { firmId: firm.id, now, mail });
    throw new Error('rolled back');
  });
  await assert.rejects(failed);
  assert.deepEqual(await rows(), []);
});

test('a mail to nobody costs the same row and is never sent', async () => {
  await queue('stranger@client.example', { discard: true });
  assert.equal((await rows()).length, 1);
  await server.deliver();
  assert.deepEqual(server.mails.list(), []);
  assert.deepEqual(await rows(), []);
});

test('failures are tried again after 30 seconds, 2 minutes, 10 minutes and every hour', async () => {
  await queue('ana@client.example');
  const { relay, sent, tries } = failing(6);
  await relay.deliver();
  let expected = 1;
  for (const wait of [30_000, 2 * MINUTE, 10 * MINUTE, 60 * MINUTE, 60 * MINUTE, 60 * MINUTE]) {
    server.clock.advance(wait - 1);
    await relay.deliver();
    assert.equal(tries(), expected, `not before ${wait} ms`);
    server.clock.advance(1);
    await relay.deliver();
    expected += 1;
    assert.equal(tries(), expected, `after ${wait} ms`);
  }
  assert.equal(sent.length, 1);
  assert.deepEqual(await rows(), []);
});

test('after 24 hours it is given up, erased, and on record', async () => {
  await queue('ana@client.example');
  const { relay, sent } = failing(Number.POSITIVE_INFINITY);
  const [row] = await rows();
  for (let hour = 0; hour < 26; hour += 1) {
    await relay.deliver();
    server.clock.advance(60 * MINUTE);
  }
  assert.deepEqual(await rows(), []);
  assert.equal(sent.length, 0);
  const entries = await server.deps.work.read(everyFirm, (db) =>
    db.selectFrom('audit_entries').selectAll().where('action', '=', 'mails.giveUp').execute(),
  );
  assert.deepEqual(
    entries.map(({ object_id, actor_type }) => [object_id, actor_type]),
    [[row?.id, 'system']],
  );
});

test('a code that has expired is not sent any more', async () => {
  const until = new Date(server.clock.now().getTime() + 10 * MINUTE);
  await queue('ana@client.example', { usefulUntil: until });
  const { relay, tries } = failing(Number.POSITIVE_INFINITY);
  await relay.deliver();
  server.clock.advance(10 * MINUTE);
  await relay.deliver();
  assert.equal(tries(), 1);
  assert.deepEqual(await rows(), []);
});

test("a mail server's words are not logged, only its codes", async () => {
  await queue('ana@client.example');
  server.log.length = 0;
  await failing(1).relay.deliver();
  const line = server.log.find((one) => one.includes('mail not sent')) ?? '';
  assert.match(line, /Error EENVELOPE 550/);
  assert.equal(line.includes('ana@'), false);
});

test('many relays at once send each mail once', async () => {
  for (let at = 0; at < 35; at += 1) await queue(`client${at}@client.example`);
  await Promise.all(Array.from({ length: 5 }, () => createMailRelay(server.deps).deliver()));
  const got = server.mails.list().map(({ to }) => to);
  assert.equal(got.length, 35);
  assert.equal(new Set(got).size, 35);
});

test('a relay that dies in the middle gives its mails back within two minutes', async () => {
  await queue('ana@client.example');
  await new Promise<void>((entered) => {
    const mailer = {
      send: () => {
        entered();
        return new Promise<void>(() => undefined);
      },
    };
    createMailRelay({ ...server.deps, mailer }).poke();
  });
  await server.deliver();
  assert.equal(server.mails.list().length, 0, 'leased by the other');
  server.clock.advance(2 * MINUTE);
  await server.deliver();
  assert.equal(server.mails.list().length, 1);
});

test('one mail that cannot be opened does not stop the others', async () => {
  await queue('first@client.example');
  await server.deps.work.upkeep(everyFirm, (tx) =>
    tx
      .updateTable('mails')
      .set({ sealed: new Uint8Array(40) })
      .execute(),
  );
  await queue('second@client.example');
  await server.deliver();
  assert.deepEqual(
    server.mails.list().map(({ to }) => to),
    ['second@client.example'],
  );
  assert.equal((await rows()).length, 1);
});

test('what will never be taken is given up at once, and the firm can find out; the rest goes on', async () => {
  const { relay, tries } = failing(1, new UndeliverableError('twilio_400_21211'));
  await queue('ana@client.example');
  await relay.deliver();
  assert.deepEqual(await rows(), []);
  assert.equal(tries(), 1);
  const last = await server.deps.work.read(everyFirm, (db) =>
    db
      .selectFrom('audit_entries')
      .select(['action', 'result'])
      .where('firm_id', '=', firm.id)
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirst(),
  );
  assert.deepEqual(last, { action: 'mails.giveUp', result: 'done' });
  const line = server.log.find((one) => one.includes('twilio_400_21211')) ?? '';
  assert.equal(line.includes('ana@client.example') || line.includes('secret-canary'), false);
});

test('a text message goes to its own sender, sealed and retried like a mail', async () => {
  const sent: string[] = [];
  let tries = 0;
  const send = ({ to, text }: { to: string; text: string }) => {
    tries += 1;
    if (tries === 1) return Promise.reject(Object.assign(new Error('busy'), { code: 'twilio_429_20429' }));
    sent.push(`${to} ${text}`);
    return Promise.resolve();
  };
  const relay = createMailRelay({ ...server.deps, sms: { send } });
  const mail = { to: '+15550100001', text: 'secret-canary', language: 'en' };
  await server.deps.work.upkeep(everyFirm, (tx, now) => queueMail(server.deps, tx, { firmId: firm.id, now, mail }));
  assert.equal(JSON.stringify(await rows()).includes('secret-canary'), false);
  await relay.deliver();
  assert.deepEqual(sent, []);
  server.clock.advance(MINUTE);
  await relay.deliver();
  assert.deepEqual(sent, ['+15550100001 secret-canary']);
  assert.deepEqual(await rows(), []);
  assert.deepEqual(server.mails.list(), []);
});
