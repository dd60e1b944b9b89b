import { page, type PageQuery } from '../database/pages.js';
import type { Reader, Tx } from '../database/tables.js';
import type {} from '../firms/store.js';

/** A page of the firm's origins, newest first. */
export async function listOrigins(db: Reader, firmId: string, { limit, cursor }: PageQuery) {
  const rows = await db
    .selectFrom('firm_origins')
    .selectAll()
    .where('firm_id', '=', firmId)
    .$if(cursor !== undefined, (query) => query.where('id', '<', cursor ?? ''))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  return page(rows, limit, (row) => row.id);
}

/** @returns undefined where the firm has it already */
export async function insertOrigin(
  tx: Tx,
  row: { readonly firm_id: string; readonly id: string; readonly origin: string; readonly created_at: Date },
) {
  return tx
    .insertInto('firm_origins')
    .values(row)
    .onConflict((on) => on.columns(['firm_id', 'origin']).doNothing())
    .returningAll()
    .executeTakeFirst();
}

/** @returns the origin that went, or undefined */
export async function deleteOrigin(tx: Tx, firmId: string, id: string): Promise<string | undefined> {
  const row = await tx
    .deleteFrom('firm_origins')
    .where('firm_id', '=', firmId)
    .where('id', '=', id)
    .returning('origin')
    .executeTakeFirst();
  return row?.origin;
}
