/**
 * The server that is killed: the real one, on a real disk, in a process of its own. At the first start it also makes
 * the firm that the tester works for. Prints one line of JSON when it can be called.
 */
import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { settingsOf } from '@portico/contract';
import { everyFirm, createFirm, hashText, newToken } from '@portico/reference-server';
import { startServer } from '@portico/reference-server/node';
import { sql } from 'kysely';

const [dataDir = '', port = '0', first] = process.argv.slice(2);
const embedDir = path.join(dataDir, 'embed');
await mkdir(embedDir, { recursive: true });
const server = await startServer({
  port: Number(port),
  dataDir,
  embedDir,
  version: 'kill',
  development: false,
  logLevel: 'fatal',
});
const { user, system } = process.cpuUsage();
const keys = first === 'first' ? await firm() : {};
console.log(JSON.stringify({ ...keys, cpuMs: Math.round((user + system) / 1000) }));

async function firm() {
  const made = await createFirm(server.deps, {
    name: 'Example Law',
    settings: settingsOf('legistai', { languages: ['en'], support: { name: 'Ada Example' } }),
    origins: ['https://www.firm.example'],
    staff: [],
  });
  return { secretKey: made.secretKey, firmId: made.id };
}

/** A session of a contact's own that outlasts the test; asked for over the parent's channel. */
process.on('message', (contactId: string) => {
  void (async () => {
    const token = newToken('ps');
    await server.deps.work.upkeep(everyFirm, (tx, now) =>
      sql`insert into sessions (firm_id, id, kind, contact_id, token_hash, created_at, seen_at, expires_at)
        select firm_id, ${`ses_${randomBytes(13).toString('hex').replace(/^./, '0')}`}, 'own', id, ${hashText(token)},
          ${now}, ${now}, ${new Date(now.getTime() + 3_600_000)} from contacts where id = ${contactId}`.execute(tx),
    );
    process.send?.(`portico-dev=${token}`);
  })();
});
