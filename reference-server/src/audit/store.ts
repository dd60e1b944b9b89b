import type { Generated } from 'kysely';
import type { Actor } from '../database/actor.js';
import { numberOf, page, type PageQuery } from '../database/pages.js';
import type { Reader, Tx } from '../database/tables.js';

interface AuditEntryTable {
  firm_id: string;
  seq: number;
  at: Date;
  actor_type: Actor['type'];
  actor_id: string | null;
  session_id: string | null;
  action: string;
  object_id: string | null;
  result: 'done' | 'refused';
  code: string | null;
}

interface AuditHeadTable {
  firm_id: string;
  size: Generated<number>;
}

declare module '../database/tables.js' {
  interface Tables {
    audit_entries: AuditEntryTable;
    audit_heads: AuditHeadTable;
  }
}

export interface NewAuditEntry {
  readonly actor: Actor;
  readonly action: string;
  readonly object: string | null;
  readonly result: 'done' | 'refused';
  /** Problem code of a refusal. */
  readonly code: string | null;
  readonly at: Date;
}

/**
 * Appends an entry; the head's row lock makes the numbers of a firm gapless and in commit order.
 * @returns the entry's number
 */
export async function appendAudit(tx: Tx, entry: NewAuditEntry): Promise<number> {
  const head = await tx
    .insertInto('audit_heads')
    .values({ firm_id: entry.actor.firmId, size: 1 })
    .onConflict((on) => on.column('firm_id').doUpdateSet((eb) => ({ size: eb('audit_heads.size', '+', 1) })))
    .returning('size')
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('audit_entries')
    .values({
      firm_id: entry.actor.firmId,
      seq: head.size,
      at: entry.at,
      actor_type: entry.actor.type,
      actor_id: entry.actor.id,
      session_id: entry.actor.sessionId,
      action: entry.action,
      object_id: entry.object,
      result: entry.result,
      code: entry.code,
    })
    .execute();
  return head.size;
}

/** Largest number that an entry can have. */
const MOST = 2 ** 31 - 1;

/** A page of a firm's entries, newest first. */
export async function listAudit(db: Reader, firmId: string, { limit, cursor }: PageQuery) {
  const rows = await db
    .selectFrom('audit_entries')
    .selectAll()
    .where('firm_id', '=', firmId)
    .where('seq', '<', numberOf(cursor, MOST))
    .orderBy('seq', 'desc')
    .limit(limit + 1)
    .execute();
  return page(rows, limit, (row) => String(row.seq));
}
