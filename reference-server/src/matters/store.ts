import { sql } from 'kysely';
import { page, type PageQuery } from '../database/pages.js';
import type { Reader, Tx } from '../database/tables.js';

interface MatterTable {
  firm_id: string;
  id: string;
  client_id: string;
  title: string;
  reference: string | null;
  created_at: Date;
}

interface MatterShareTable {
  firm_id: string;
  matter_id: string;
  contact_id: string;
  created_at: Date;
}

declare module '../database/tables.js' {
  interface Tables {
    matters: MatterTable;
    matter_shares: MatterShareTable;
  }
}

function matters(db: Reader, firmId: string) {
  return db
    .selectFrom('matters')
    .selectAll()
    .select(
      sql<string[]>`array(select s.contact_id from matter_shares s
        where s.firm_id = matters.firm_id and s.matter_id = matters.id order by s.contact_id)`.as('shared_with'),
    )
    .where('firm_id', '=', firmId);
}

/** A page of a firm's matters, newest first, each with the contacts it is shared with. */
export async function listMatters(db: Reader, firmId: string, { limit, cursor }: PageQuery) {
  const rows = await matters(db, firmId)
    .$if(cursor !== undefined, (query) => query.where('id', '<', cursor ?? ''))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  return page(rows, limit, (row) => row.id);
}

export async function getMatter(db: Reader, firmId: string, id: string) {
  return matters(db, firmId).where('id', '=', id).executeTakeFirst();
}

export async function insertMatter(tx: Tx, row: MatterTable): Promise<void> {
  await tx.insertInto('matters').values(row).execute();
}

/** Shares with a contact of the matter's own client. @returns false where it was shared or there is no such pair */
export async function insertShare(tx: Tx, firmId: string, id: string, contactId: string, now: Date): Promise<boolean> {
  const result = await tx
    .insertInto('matter_shares')
    .columns(['firm_id', 'matter_id', 'contact_id', 'created_at'])
    .expression((eb) =>
      eb
        .selectFrom('matters as m')
        .innerJoin('contacts as c', (join) =>
          join.onRef('c.firm_id', '=', 'm.firm_id').onRef('c.client_id', '=', 'm.client_id'),
        )
        .where('m.firm_id', '=', firmId)
        .where('m.id', '=', id)
        .where('c.id', '=', contactId)
        .select(['m.firm_id', 'm.id', 'c.id as contact_id', sql<Date>`${now}::timestamptz`.as('created_at')]),
    )
    .onConflict((on) => on.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function deleteShare(tx: Tx, firmId: string, id: string, contactId: string): Promise<boolean> {
  const result = await tx
    .deleteFrom('matter_shares')
    .where('firm_id', '=', firmId)
    .where('matter_id', '=', id)
    .where('contact_id', '=', contactId)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** Whether a contact belongs to the client of the matter. */
export async function isOfClient(db: Reader, firmId: string, id: string, contactId: string): Promise<boolean> {
  const row = await db
    .selectFrom('matters as m')
    .innerJoin('contacts as c', (join) =>
      join.onRef('c.firm_id', '=', 'm.firm_id').onRef('c.client_id', '=', 'm.client_id'),
    )
    .select('c.id')
    .where('m.firm_id', '=', firmId)
    .where('m.id', '=', id)
    .where('c.id', '=', contactId)
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether every one of the matters is shared with the contact. */
export async function areShared(
  db: Reader,
  firmId: string,
  contactId: string,
  ids: readonly string[],
): Promise<boolean> {
  const wanted = [...new Set(ids)];
  const rows = await db
    .selectFrom('matter_shares')
    .select('matter_id')
    .where('firm_id', '=', firmId)
    .where('contact_id', '=', contactId)
    .where('matter_id', 'in', wanted)
    .execute();
  return rows.length === wanted.length;
}
