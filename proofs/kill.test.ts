/**
 * `kill -9` at random moments while files come in and a backend creates clients. What the server has acknowledged is
 * there afterwards, once; what was under way ends on retry; what nobody wants is swept away. `KILLS` says how often,
 * `KILL_SEED` repeats a run.
 */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { Random } from '@portico/testing/random';
import { bundleProgram } from './kill/bundle.js';
import { Journal } from './kill/journal.js';
import { faultsInAnswers, faultsOnDisk } from './kill/reckoning.js';
import { Victim } from './kill/victim.js';
import { createClients, Sender, type Stop } from './kill/workers.js';

const kills = Number(process.env['KILLS'] ?? 12);
const seed = Number(process.env['KILL_SEED'] ?? 20261122);
const port = Number(process.env['KILL_PORT'] ?? 9460);
const SENDERS = 4;

const dataDir = await mkdtemp(path.join(tmpdir(), 'portico-kill-'));
const program = await bundleProgram('server.ts');
const victim = new Victim(program, dataDir, port);
after(async () => {
  await victim.kill();
  await rm(dataDir, { recursive: true });
  await rm(program);
});

test(`nothing acknowledged is lost or done twice in ${kills} kills (KILL_SEED=${seed})`, async () => {
  const random = new Random(seed);
  const journal = new Journal();
  const { secretKey = '' } = await victim.start('first');
  const { requests, cookie } = await prepare(secretKey);
  const stop: Stop = { now: false };
  const workers = Promise.all([
    createClients(victim, journal, secretKey, stop),
    ...Array.from({ length: SENDERS }, (_none, index) =>
      new Sender(victim, journal, new Random(seed + index), cookie).work(`sender ${index}`, requests[index]!, stop),
    ),
  ]);
  const murders = (async () => {
    for (let count = 0; count < kills; count += 1) {
      await victim.answered(random.between(1, 25));
      await wait(random.between(0, 30));
      await victim.kill();
      await victim.start();
    }
    stop.now = true;
  })();
  await Promise.all([workers, murders]);

  const { starts } = victim;
  const sorted = starts.slice(1).toSorted((a, b) => a - b);
  console.log(
    `${kills} kills, ${journal.lost} answers lost, ${journal.files.length} files and ${journal.clients.size} clients; ` +
      `up again after ${Math.round(sorted[sorted.length >> 1] ?? 0)} ms (median), ${Math.round(sorted.at(-1) ?? 0)} ms (worst)`,
  );
  assert.ok(journal.files.length >= SENDERS && journal.clients.size >= kills / 2, 'the kills hit somebody at work');
  assert.ok(journal.lost > 0, 'some answers were lost');
  assert.deepEqual(journal.faults, []);
  assert.deepEqual(await faultsInAnswers(victim, journal, secretKey), []);
  await victim.kill();
  assert.deepEqual(await faultsOnDisk(dataDir), []);
  await victim.start();
});

/** A contact with a request for each sender. */
async function prepare(secretKey: string): Promise<{ requests: string[]; cookie: string }> {
  const call = async (method: string, at: string, body?: unknown) => {
    const headers = {
      authorization: `Bearer ${secretKey}`,
      'idempotency-key': crypto.randomUUID(),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    };
    const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
    const { response, body: answer } = (await victim.request(at, init))!;
    assert.ok(response.ok, `${method} ${at}: ${response.status} ${answer}`);
    return JSON.parse(answer.toString('utf8'));
  };
  const client = await call('POST', '/v1/firm/clients', { name: 'Sender' });
  const contact = await call('POST', '/v1/firm/contacts', {
    clientId: client.id,
    name: 'Sender',
    email: 'sender@client.example',
  });
  const matter = await call('POST', '/v1/firm/matters', { clientId: client.id, title: 'Matter' });
  await call('PUT', `/v1/firm/contacts/${contact.id}/portal-access`, { enabled: true });
  await call('PUT', `/v1/firm/matters/${matter.id}/shares/${contact.id}`);
  const title = { en: 'Files' };
  const wanted = Array.from({ length: SENDERS }, () => ({ title, maxFiles: 50 }));
  const checklist = await call('POST', `/v1/firm/matters/${matter.id}/checklists`, {
    title,
    groups: [{ title, requests: wanted }],
  });
  const requests = checklist.groups[0].requests.map(({ id }: { id: string }) => id);
  return { requests, cookie: await victim.cookieFor(contact.id) };
}
