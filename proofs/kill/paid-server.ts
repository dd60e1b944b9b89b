/**
 * The server that is killed while money moves: the real one, on a real disk, that takes payments by a Stripe which outlives it. At the
 * first start it makes the firm that the tester works for. Told `settle`, it looks at everything that is under way now and not in a
 * minute, and says when it has.
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { settingsOf } from '@portico/contract';
import { createFirm, everyFirm } from '@portico/reference-server';
import { startServer } from '@portico/reference-server/node';
import { sql } from 'kysely';
import { ownSession } from './session.js';

const [dataDir = '', port = '0', api = '', first] = process.argv.slice(2);
const embedDir = path.join(dataDir, 'embed');
await mkdir(embedDir, { recursive: true });
const server = await startServer({
  ...{ port: Number(port), dataDir, embedDir, version: 'kill', development: false, logLevel: 'fatal' },
  stripe: {
    ...{ secretKey: 'sk_test_standin', publishableKey: 'pk_test_standin', webhookSecrets: ['whsec_now'] },
    ...{ accounts: { operating: 'own' }, api, retries: 0 },
  },
});
console.log(JSON.stringify(first === 'first' ? await firm() : {}));

async function firm() {
  const payments = { processor: true, partial: true, plans: false, disputes: false };
  const made = await createFirm(server.deps, {
    name: 'Example Law',
    settings: { ...settingsOf('legistai', { languages: ['en'], support: { name: 'Ada Example' } }), payments },
    origins: ['https://www.firm.example'],
    staff: [],
  });
  return { secretKey: made.secretKey, firmId: made.id };
}

process.on('message', (message: string) => {
  void (async () => {
    if (message !== 'settle') process.send?.(await ownSession(server.deps, message));
    else {
      await server.deps.work.upkeep(everyFirm, async (tx, now) => {
        for (const table of ['payment_attempts', 'payment_refunds']) {
          await sql`update ${sql.table(table)} set look_at = ${now} where look_at is not null`.execute(tx);
        }
      });
      await server.deps.settling.deliver();
      process.send?.('settled');
    }
  })();
});
