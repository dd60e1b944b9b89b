/**
 * The server that is killed: the real one, on a real disk, in a process of its own. At the first start it also makes
 * the firm that the tester works for. Prints one line of JSON when it can be called.
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { settingsOf } from '@portico/contract';
import { createFirm } from '@portico/reference-server';
import { startServer } from '@portico/reference-server/node';
import { ownSession } from './session.js';

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

/** A session of a contact's own, asked for over the parent's channel. */
process.on('message', (contactId: string) => {
  void (async () => {
    process.send?.(await ownSession(server.deps, contactId));
  })();
});
