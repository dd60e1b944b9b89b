/** The demo processor over the server's own database, as one elsewhere would be over its own. */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { everyFirm } from '../database/confine.js';
import type { Deps } from '../deps.js';
import type { DemoShelf } from '../ports/payments.demo-shelf.js';
import { createDemoPayments, type DemoProcessor } from '../ports/payments.demo.js';
import type { PaymentProcessor } from '../ports/payments.js';

interface DemoTable {
  key: string;
  text: string;
}

declare module '../database/tables.js' {
  interface Tables {
    demo_processor: DemoTable;
  }
}

export function isDemo(processor: PaymentProcessor): processor is DemoProcessor {
  return processor.name === 'demo';
}

/** @param deliver takes its messages to the webhook */
export function demoPayments(
  { work, clock, config }: Pick<Deps, 'work' | 'clock' | 'config'>,
  deliver: (body: Uint8Array, signature: string) => Promise<void>,
): DemoProcessor {
  return createDemoPayments({
    ...{ clock, deliver, shelf: shelfIn(work) },
    secret: bytesToHex(hmac(sha256, config.masterKey, utf8ToBytes('demo payments'))),
    pageUrl: (id) => `${config.publicUrl}/demo-payments/${id}`,
  });
}

/** Each step is a statement of its own, never inside the transaction that asks: a processor elsewhere would not be either. */
function shelfIn(work: Deps['work']): DemoShelf {
  return {
    read: (key) =>
      work.read(everyFirm, async (db) => {
        const row = await db.selectFrom('demo_processor').select('text').where('key', '=', key).executeTakeFirst();
        return row?.text ?? null;
      }),
    put: (key, text, was) =>
      work.upkeep(everyFirm, async (tx) => {
        if (was === null) {
          const put = await tx
            .insertInto('demo_processor')
            .values({ key, text })
            .onConflict((on) => on.doNothing())
            .executeTakeFirst();
          return put.numInsertedOrUpdatedRows === 1n;
        }
        const put = await tx
          .updateTable('demo_processor')
          .set({ text })
          .where('key', '=', key)
          .where('text', '=', was)
          .executeTakeFirst();
        return put.numUpdatedRows === 1n;
      }),
  };
}
