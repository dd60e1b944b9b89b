import { sql } from 'kysely';
import type { RoleName } from '@portico/contract';
import { page, type PageQuery } from '../database/pages.js';
import type { Reader, Tx } from '../database/tables.js';

function members(db: Reader, firmId: string) {
  return db
    .selectFrom('staff')
    .selectAll()
    .select(
      sql<boolean>`exists (select 1 from staff_factors f where f.firm_id = staff.firm_id
        and f.staff_id = staff.id and f.confirmed_at is not null)`.as('has_factor'),
    )
    .where('firm_id', '=', firmId);
}

/** A page of a firm's staff, newest first. */
export async function listMembers(db: Reader, firmId: string, { limit, cursor }: PageQuery) {
  const rows = await members(db, firmId)
    .$if(cursor !== undefined, (query) => query.where('id', '<', cursor ?? ''))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  return page(rows, limit, (row) => row.id);
}

export async function getMember(db: Reader, firmId: string, id: string) {
  return members(db, firmId).where('id', '=', id).executeTakeFirst();
}

export interface NewMember {
  readonly firm_id: string;
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: RoleName;
  readonly created_at: Date;
}

/** @returns false where the firm has a member of this address already */
export async function insertMember(tx: Tx, row: NewMember): Promise<boolean> {
  const result = await tx
    .insertInto('staff')
    .values({ ...row, active: true })
    .onConflict((on) => on.columns(['firm_id', 'email']).doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/**
 * Locks the firm's active admins until the transaction ends, so that two who leave at once do not each take the other
 * for the one who stays. @returns their ids
 */
export async function lockAdmins(tx: Tx, firmId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('staff')
    .select('id')
    .where('firm_id', '=', firmId)
    .where('role', '=', 'admin')
    .where('active', '=', true)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
  return rows.map(({ id }) => id);
}

export async function updateMember(
  tx: Tx,
  firmId: string,
  id: string,
  changes: { readonly name?: string; readonly role?: RoleName; readonly active?: boolean },
): Promise<void> {
  await tx.updateTable('staff').set(changes).where('firm_id', '=', firmId).where('id', '=', id).execute();
}
