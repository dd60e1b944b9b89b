/**
 * Mails, and text messages like them, wait in the database, written in the transaction of what they tell of: none is lost by a crash and
 * none is sent for something that did not happen. A row is sealed, because it may carry a sign-in code,
 * and is gone once the mail is sent.
 */
import { type Generated, sql } from 'kysely';
import * as z from 'zod/mini';
import { newId } from '../database/ids.js';
import type { Tx } from '../database/tables.js';
import type { Deps } from '../deps.js';
import type { Mail } from '../ports/mail.js';
import type { Sms } from '../ports/sms.js';

interface MailTable {
  firm_id: string;
  id: string;
  /** 12 bytes of nonce, then the sealed JSON of the mail. */
  sealed: Uint8Array;
  /** True for a mail to nobody, which exists so that an unknown address costs the same work. */
  discard: boolean;
  tries: Generated<number>;
  /** What it tells of; of one that nobody has tried to send yet there is one mail. */
  topic: string | null;
  /** Who is asked, right before it goes, whether it still is to go; null where nobody is. */
  guard: GuardName | null;
  created_at: Date;
  due_at: Date;
  give_up_at: Date;
}

declare module '../database/tables.js' {
  interface Tables {
    mails: MailTable;
  }
}

/** Each has a feature's own function in `compose.ts`. */
export type GuardName = 'paymentReminder';

/** A mail is tried for so long, unless it loses its use before. */
const KEEP_TRYING_MS = 24 * 60 * 60_000;

export interface MailOrder {
  readonly firmId: string;
  /** Where the caller has told others already what it will be called. */
  readonly id?: string;
  readonly mail: Omit<Mail, 'id'> | Omit<Sms, 'id'>;
  readonly now: Date;
  /** When the mail has no more use, e.g. because its code has expired; at most 24 hours ahead. */
  readonly usefulUntil?: Date;
  readonly discard?: boolean;
  /** Mails of a topic wait for so long and become one: whatever joins it meanwhile is told of by the first. */
  readonly collect?: { readonly topic: string; readonly forMs: number };
  readonly guard?: GuardName;
}

export interface DueMail {
  readonly firmId: string;
  readonly id: string;
  readonly sealed: Uint8Array;
  readonly discard: boolean;
  /** With the one that is about to be made. */
  readonly tries: number;
  readonly guard: GuardName | null;
  readonly giveUpAt: Date;
}

const MailContent = z.object({
  to: z.string(),
  from: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  language: z.string(),
});
const SmsContent = z.object({ to: z.string(), text: z.string(), language: z.string() });

type Keeper = Pick<Deps, 'bytes' | 'config'>;

/**
 * Puts a mail into the queue of the change's own transaction; `poke` the relay after the commit.
 * @returns its id, or that of the one that waits already to tell of the same topic
 */
export async function queueMail({ bytes, config }: Keeper, tx: Tx, order: MailOrder): Promise<string> {
  const { firmId, now, usefulUntil, discard = false, collect, guard = null } = order;
  const { id = newId('eml') } = order;
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(order.mail));
  const box = await bytes.seal(config.masterKey, nonce, plain, label(firmId, id));
  const sealed = new Uint8Array(nonce.byteLength + box.byteLength);
  sealed.set(nonce);
  sealed.set(box, nonce.byteLength);
  const last = new Date(now.getTime() + KEEP_TRYING_MS);
  const row = await tx
    .insertInto('mails')
    .values({
      firm_id: firmId,
      id,
      sealed,
      discard,
      topic: collect?.topic ?? null,
      guard,
      created_at: now,
      due_at: new Date(now.getTime() + (collect?.forMs ?? 0)),
      give_up_at: usefulUntil && usefulUntil < last ? usefulUntil : last,
    })
    .onConflict((on) =>
      on
        .columns(['firm_id', 'topic'])
        .where('topic', 'is not', null)
        .where('tries', '=', sql.lit(0))
        // Nothing new, but held until the end of this change: nobody takes it back meanwhile.
        .doUpdateSet((eb) => ({ topic: eb.ref('excluded.topic') })),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** Takes back what waits to be told of, because nobody is to be told any more. */
export async function dropMails(tx: Tx, firmId: string, topics: readonly string[]): Promise<void> {
  await tx.deleteFrom('mails').where('firm_id', '=', firmId).where('topic', 'in', topics).execute();
}

/** Ids of the mails of a topic that have not been sent, held until the end of the change. */
export async function lockMails(tx: Tx, firmId: string, topic: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('mails')
    .select('id')
    .where('firm_id', '=', firmId)
    .where('topic', '=', topic)
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.map(({ id }) => id);
}

/** Opens what is queued; a text message has no subject. */
export async function openMail({ bytes, config }: Keeper, { firmId, id, sealed }: DueMail): Promise<Mail | Sms> {
  const plain = await bytes.open(config.masterKey, sealed.subarray(0, 12), sealed.subarray(12), label(firmId, id));
  return { ...z.parse(z.union([MailContent, SmsContent]), JSON.parse(new TextDecoder().decode(plain))), id };
}

/** Takes due mails for this relay alone, until `leaseEnd`: a relay that dies gives them back by that time. */
export async function takeDue(tx: Tx, now: Date, leaseEnd: Date, limit: number): Promise<DueMail[]> {
  return tx
    .with('due', (db) =>
      db
        .selectFrom('mails')
        .select(['firm_id', 'id'])
        .where('due_at', '<=', now)
        .orderBy('due_at')
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    )
    .updateTable('mails')
    .from('due')
    .set((eb) => ({ tries: eb('mails.tries', '+', 1), due_at: leaseEnd }))
    .whereRef('mails.firm_id', '=', 'due.firm_id')
    .whereRef('mails.id', '=', 'due.id')
    .returning([
      'mails.firm_id as firmId',
      'mails.id',
      'mails.sealed',
      'mails.discard',
      'mails.tries',
      'mails.guard',
      'mails.give_up_at as giveUpAt',
    ])
    .execute();
}

export async function deleteMail(tx: Tx, { firmId, id }: Pick<DueMail, 'firmId' | 'id'>): Promise<void> {
  await tx.deleteFrom('mails').where('firm_id', '=', firmId).where('id', '=', id).execute();
}

export async function postpone(tx: Tx, { firmId, id }: DueMail, dueAt: Date): Promise<void> {
  await tx.updateTable('mails').set({ due_at: dueAt }).where('firm_id', '=', firmId).where('id', '=', id).execute();
}

/** Binds a sealed mail to its row. */
function label(firmId: string, id: string): Uint8Array {
  return new TextEncoder().encode(`mail ${firmId} ${id}`);
}
