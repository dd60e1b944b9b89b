import type { MatterData } from '@portico/contract';
import { sql } from 'kysely';
import { page, type PageQuery } from '../database/pages.js';
import type { Json, Reader, Tx } from '../database/tables.js';
import type { Viewer } from '../http/caller.js';
import { withinReach } from './reach.js';

interface MatterTable {
  firm_id: string;
  id: string;
  client_id: string;
  title: string;
  reference: string | null;
  /** The firm's word for its type of case. */
  case_type: string | null;
  data: Json<MatterData>;
  created_at: Date;
}

/** Who of the staff works on a matter. */
interface MatterStaffTable {
  firm_id: string;
  matter_id: string;
  staff_id: string;
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
    matter_staff: MatterStaffTable;
  }
}

function matters(db: Reader, viewer: Viewer) {
  return db
    .selectFrom('matters')
    .selectAll()
    .select([
      sql<string[]>`array(select s.contact_id from matter_shares s
        where s.firm_id = matters.firm_id and s.matter_id = matters.id order by s.contact_id)`.as('shared_with'),
      sql<string[]>`array(select a.staff_id from matter_staff a
        where a.firm_id = matters.firm_id and a.matter_id = matters.id order by a.staff_id)`.as('assigned_to'),
    ])
    .where('matters.firm_id', '=', viewer.firmId)
    .where(withinReach(viewer, 'matters.id'));
}

/** A page of the matters that a viewer of the firm's side may see, newest first, each with its people. */
export async function listMatters(db: Reader, viewer: Viewer, { limit, cursor }: PageQuery) {
  const rows = await matters(db, viewer)
    .$if(cursor !== undefined, (query) => query.where('id', '<', cursor ?? ''))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  return page(rows, limit, (row) => row.id);
}

export async function getMatter(db: Reader, viewer: Viewer, id: string) {
  return matters(db, viewer).where('id', '=', id).executeTakeFirst();
}

export interface MatterWords {
  readonly title: string;
  readonly reference: string | null;
  readonly caseType: string | null;
  readonly data: MatterData;
}

export async function insertMatter(
  tx: Tx,
  {
    title,
    reference,
    caseType,
    data,
    ...row
  }: MatterWords & { firm_id: string; id: string; client_id: string; created_at: Date },
): Promise<void> {
  await tx
    .insertInto('matters')
    .values({ ...row, title, reference, case_type: caseType, data: JSON.stringify(data) })
    .execute();
}

/** What is named is changed. */
export type MatterChanges = { readonly [K in keyof MatterWords]?: MatterWords[K] | undefined };

/** @returns false where the viewer sees no such matter */
export async function updateMatter(
  tx: Tx,
  viewer: Viewer,
  id: string,
  { title, reference, caseType, data }: MatterChanges,
): Promise<boolean> {
  const result = await tx
    .updateTable('matters')
    .set((eb) => ({
      title: title ?? eb.ref('title'),
      ...(reference !== undefined && { reference }),
      ...(caseType !== undefined && { case_type: caseType }),
      ...(data && { data: JSON.stringify(data) }),
    }))
    .where('firm_id', '=', viewer.firmId)
    .where('id', '=', id)
    .where(withinReach(viewer, 'matters.id'))
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** What conditions look at. */
export async function getMatterFacts(db: Reader, firmId: string, id: string) {
  const row = await db
    .selectFrom('matters')
    .select(['case_type', 'data'])
    .where('firm_id', '=', firmId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return { caseType: row.case_type, data: row.data };
}

/** Shares with a contact of the matter's own client. @returns false where it was shared or there is no such pair */
export async function insertShare(tx: Tx, viewer: Viewer, id: string, contactId: string, now: Date): Promise<boolean> {
  const result = await tx
    .insertInto('matter_shares')
    .columns(['firm_id', 'matter_id', 'contact_id', 'created_at'])
    .expression((eb) =>
      eb
        .selectFrom('matters as m')
        .innerJoin('contacts as c', (join) =>
          join.onRef('c.firm_id', '=', 'm.firm_id').onRef('c.client_id', '=', 'm.client_id'),
        )
        .where('m.firm_id', '=', viewer.firmId)
        .where('m.id', '=', id)
        .where('c.id', '=', contactId)
        .where(withinReach(viewer, 'm.id'))
        .select(['m.firm_id', 'm.id', 'c.id as contact_id', sql<Date>`${now}::timestamptz`.as('created_at')]),
    )
    .onConflict((on) => on.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function deleteShare(tx: Tx, viewer: Viewer, id: string, contactId: string): Promise<boolean> {
  const result = await tx
    .deleteFrom('matter_shares')
    .where('firm_id', '=', viewer.firmId)
    .where('matter_id', '=', id)
    .where('contact_id', '=', contactId)
    .where(withinReach(viewer, 'matter_shares.matter_id'))
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** Whether a contact belongs to the client of a matter that the viewer may see. */
export async function isOfClient(db: Reader, viewer: Viewer, id: string, contactId: string): Promise<boolean> {
  const row = await db
    .selectFrom('matters as m')
    .innerJoin('contacts as c', (join) =>
      join.onRef('c.firm_id', '=', 'm.firm_id').onRef('c.client_id', '=', 'm.client_id'),
    )
    .select('c.id')
    .where('m.firm_id', '=', viewer.firmId)
    .where('m.id', '=', id)
    .where('c.id', '=', contactId)
    .where(withinReach(viewer, 'm.id'))
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Assigns an active member of the staff to a matter that the viewer may see.
 * @returns false where they were assigned or there is no such pair
 */
export async function insertAssignment(
  tx: Tx,
  viewer: Viewer,
  id: string,
  staffId: string,
  now: Date,
): Promise<boolean> {
  const result = await tx
    .insertInto('matter_staff')
    .columns(['firm_id', 'matter_id', 'staff_id', 'created_at'])
    .expression((eb) =>
      eb
        .selectFrom('matters as m')
        .innerJoin('staff as t', 't.firm_id', 'm.firm_id')
        .where('m.firm_id', '=', viewer.firmId)
        .where('m.id', '=', id)
        .where('t.id', '=', staffId)
        .where('t.active', '=', true)
        .where(withinReach(viewer, 'm.id'))
        .select(['m.firm_id', 'm.id', 't.id as staff_id', sql<Date>`${now}::timestamptz`.as('created_at')]),
    )
    .onConflict((on) => on.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Ends an assignment to a matter that the viewer may see. @returns false where there was none */
export async function deleteAssignment(tx: Tx, viewer: Viewer, id: string, staffId: string): Promise<boolean> {
  const result = await tx
    .deleteFrom('matter_staff')
    .where('firm_id', '=', viewer.firmId)
    .where('matter_id', '=', id)
    .where('staff_id', '=', staffId)
    .where(withinReach(viewer, 'matter_staff.matter_id'))
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
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
