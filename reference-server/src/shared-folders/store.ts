import type { LocalizedText, SharedMatter } from '@portico/contract';
import { sql } from 'kysely';
import type { Json, Reader, Tx } from '../database/tables.js';
import type { Viewer } from '../http/caller.js';
import { withinReach } from '../matters/reach.js';
import { sharedWith } from '../shared-documents/store.js';

interface SharedFolderTable {
  firm_id: string;
  id: string;
  matter_id: string;
  /** Its place among the folders of the matter, from 0. */
  position: number;
  name: Json<LocalizedText>;
  created_at: Date;
}

declare module '../database/tables.js' {
  interface Tables {
    shared_folders: SharedFolderTable;
  }
}

export interface FolderRow {
  readonly id: string;
  readonly matter_id: string;
  readonly position: number;
  readonly name: LocalizedText;
  readonly documents: number;
}

/** What a client has, by matter and folder: the newest matter first, in each what lies in no folder first. */
export async function listShared(db: Reader, viewer: Viewer, matterId: string | undefined): Promise<SharedMatter[]> {
  const one = matterId === undefined ? sql`true` : sql`d.matter_id = ${matterId}`;
  const result = await sql<SharedMatter>`
    select jsonb_build_object('id', m.id, 'title', m.title, 'reference', m.reference) as matter,
      jsonb_agg(jsonb_build_object('id', t.folder_id, 'name', f.name, 'documents', t.documents, 'unopened', t.unopened)
        order by f.position nulls first) as folders
    from (
      select d.firm_id, d.matter_id, d.folder_id, count(*)::int as documents,
        (count(*) filter (where r.opened_at is null))::int as unopened
      ${sharedWith(viewer)} and ${one}
      group by d.firm_id, d.matter_id, d.folder_id
    ) t
    join matters m on m.firm_id = t.firm_id and m.id = t.matter_id
    left join shared_folders f on f.firm_id = t.firm_id and f.id = t.folder_id
    group by m.firm_id, m.id
    order by m.id desc`.execute(db);
  return result.rows;
}

/** A matter that is shared with a contact. */
export async function getSharedMatter(
  db: Reader,
  { firmId, contactId, matters }: Viewer,
  id: string,
): Promise<{ title: string } | undefined> {
  const within = matters === null ? sql`true` : sql`m.id = any(${[...matters]})`;
  const result = await sql<{ title: string }>`
    select m.title from matters m
    join matter_shares s on s.firm_id = m.firm_id and s.matter_id = m.id
    where m.firm_id = ${firmId} and m.id = ${id} and s.contact_id = ${contactId} and ${within}`.execute(db);
  return result.rows[0];
}

function folders(viewer: Viewer) {
  return sql`select f.id, f.matter_id, f.position, f.name,
      (select count(*)::int from shared_documents d where d.firm_id = f.firm_id and d.folder_id = f.id) as documents
    from shared_folders f
    where f.firm_id = ${viewer.firmId} and ${withinReach(viewer, 'f.matter_id')}`;
}

/** The folders of a matter in their order, as staff see them. */
export async function listFolders(db: Reader, viewer: Viewer, matterId: string): Promise<FolderRow[]> {
  const result = await sql<FolderRow>`${folders(viewer)} and f.matter_id = ${matterId} order by f.position`.execute(db);
  return result.rows;
}

export async function getFolder(db: Reader, viewer: Viewer, id: string): Promise<FolderRow | undefined> {
  const result = await sql<FolderRow>`${folders(viewer)} and f.id = ${id}`.execute(db);
  return result.rows[0];
}

/** Locks a matter until the transaction ends, so that changes of its folders' order follow each other. */
export async function lockMatter(tx: Tx, firmId: string, id: string): Promise<void> {
  await sql`select 1 from matters where firm_id = ${firmId} and id = ${id} for update`.execute(tx);
}

export async function insertFolder(
  tx: Tx,
  row: { firm_id: string; id: string; matter_id: string; position: number; name: LocalizedText; created_at: Date },
): Promise<void> {
  await tx
    .insertInto('shared_folders')
    .values({ ...row, name: JSON.stringify(row.name) })
    .execute();
}

export async function renameFolder(tx: Tx, firmId: string, id: string, name: LocalizedText): Promise<void> {
  await tx
    .updateTable('shared_folders')
    .set({ name: JSON.stringify(name) })
    .where('firm_id', '=', firmId)
    .where('id', '=', id)
    .execute();
}

/** Puts folders into an order. @param ids every folder of a matter */
export async function orderFolders(tx: Tx, firmId: string, ids: readonly string[]): Promise<void> {
  await sql`update shared_folders f set position = t.place - 1
    from unnest(${[...ids]}::text[]) with ordinality as t(id, place)
    where f.firm_id = ${firmId} and f.id = t.id`.execute(tx);
}

/** Removes a folder; what lay in it lies in none. */
export async function deleteFolder(tx: Tx, firmId: string, id: string): Promise<void> {
  await tx
    .updateTable('shared_documents')
    .set({ folder_id: null })
    .where('firm_id', '=', firmId)
    .where('folder_id', '=', id)
    .execute();
  await tx.deleteFrom('shared_folders').where('firm_id', '=', firmId).where('id', '=', id).execute();
}
