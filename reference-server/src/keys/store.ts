import type { KeyKind, Scope } from '@portico/contract';
import { page, type PageQuery } from '../database/pages.js';
import type { Reader, Tx } from '../database/tables.js';
import type {} from '../firms/store.js';

/** Keys that work at that moment. */
function working(db: Reader, firmId: string, now: Date) {
  return db
    .selectFrom('firm_keys')
    .selectAll()
    .where('firm_id', '=', firmId)
    .where('revoked_at', 'is', null)
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]));
}

/** A page of the firm's keys that work, newest first. */
export async function listKeys(db: Reader, firmId: string, now: Date, { limit, cursor }: PageQuery) {
  const rows = await working(db, firmId, now)
    .$if(cursor !== undefined, (query) => query.where('id', '<', cursor ?? ''))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  return page(rows, limit, (row) => row.id);
}

export async function getKey(db: Reader, firmId: string, id: string, now: Date) {
  return working(db, firmId, now).where('id', '=', id).executeTakeFirst();
}

export interface NewKeyRow {
  readonly firmId: string;
  readonly id: string;
  readonly kind: KeyKind;
  readonly name: string;
  readonly hash: string;
  readonly scopes: readonly Scope[];
  readonly now: Date;
}

export async function insertKey(tx: Tx, row: NewKeyRow) {
  return tx
    .insertInto('firm_keys')
    .values({
      firm_id: row.firmId,
      id: row.id,
      kind: row.kind,
      name: row.name,
      hash: row.hash,
      scopes: JSON.stringify(row.scopes),
      created_at: row.now,
      last_used_at: null,
      expires_at: null,
      revoked_at: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Gives a key an end. @returns false where it had one already, so that of two rotations at once one wins */
export async function endKey(tx: Tx, firmId: string, id: string, at: Date): Promise<boolean> {
  const result = await tx
    .updateTable('firm_keys')
    .set({ expires_at: at })
    .where('firm_id', '=', firmId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .where('expires_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Revokes a key. @returns whether it worked until now */
export async function revokeKey(tx: Tx, firmId: string, id: string, now: Date): Promise<boolean> {
  const result = await tx
    .updateTable('firm_keys')
    .set({ revoked_at: now })
    .where('firm_id', '=', firmId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
