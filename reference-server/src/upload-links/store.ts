import type { UploadLinkView } from '@portico/contract';
import { sql } from 'kysely';
import { counts, requestWithinReach } from '../checklists/store.js';
import type { Reader, Tx } from '../database/tables.js';
import type { Viewer } from '../http/caller.js';
import { revokeLinkSessions, withItsSession } from '../session/store.js';

interface UploadLinkTable {
  firm_id: string;
  id: string;
  request_id: string;
  contact_id: string;
  /** SHA-256 of the token. */
  token_hash: string;
  /** Page on which it opens. */
  origin: string;
  max_files: number;
  /** Documents that came by it. */
  files: number;
  /** Session of the contact that made it, and with which it ends; null for those of the firm. */
  session_id: string | null;
  /** Thumbprint of the key of the first browser that opened it, and then the only one; null where any may, or none has yet. */
  jkt: string | null;
  created_at: Date;
  expires_at: Date;
  revoked_at: Date | null;
}

declare module '../database/tables.js' {
  interface Tables {
    upload_links: UploadLinkTable;
  }
}

export type UploadLinkRow = Readonly<UploadLinkTable>;

export async function insertLink(tx: Tx, row: UploadLinkTable): Promise<UploadLinkRow> {
  return tx.insertInto('upload_links').values(row).returningAll().executeTakeFirstOrThrow();
}

/** Links of a request that the firm has made, newest first; a request has few. */
export async function listLinks(db: Reader, firmId: string, requestId: string): Promise<UploadLinkRow[]> {
  return db
    .selectFrom('upload_links')
    .selectAll()
    .where('firm_id', '=', firmId)
    .where('request_id', '=', requestId)
    .where('session_id', 'is', null)
    .orderBy('id', 'desc')
    .execute();
}

/** A link of the firm's, of a request that the viewer may work on. */
export async function getLink(db: Reader, viewer: Viewer, id: string): Promise<UploadLinkRow | undefined> {
  return db
    .selectFrom('upload_links')
    .selectAll()
    .where('firm_id', '=', viewer.firmId)
    .where('id', '=', id)
    .where('session_id', 'is', null)
    .where(requestWithinReach(viewer, 'upload_links.request_id'))
    .executeTakeFirst();
}

/** Revokes a link and every session that it opened. @returns the link where it was live */
export async function revokeLink(tx: Tx, firmId: string, id: string, now: Date): Promise<UploadLinkRow | undefined> {
  const revoked = await tx
    .updateTable('upload_links')
    .set({ revoked_at: now })
    .where('firm_id', '=', firmId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returningAll()
    .executeTakeFirst();
  if (revoked) await revokeLinkSessions(tx, firmId, id, now);
  return revoked;
}

/** Finds a link that still opens: live, with room; the firm's own only while it has such links on. */
export async function findOpening(db: Reader, tokenHash: string, now: Date): Promise<UploadLinkRow | undefined> {
  const result = await sql<UploadLinkRow>`
    select l.* from upload_links l join firms f on f.id = l.firm_id
    where l.token_hash = ${tokenHash} and ${live(now)}
      and (l.session_id is not null or (f.settings #>> '{signIn,oneTimeUpload}')::boolean)`.execute(db);
  return result.rows[0];
}

/**
 * Binds a link of a contact's session to the first key that opens it.
 * @returns false where another has opened it
 */
export async function bindLink(tx: Tx, firmId: string, id: string, jkt: string, expiresAt: Date): Promise<boolean> {
  const result = await sql`
    update upload_links l set jkt = ${jkt}, expires_at = case when l.jkt is null then ${expiresAt} else l.expires_at end
    where l.firm_id = ${firmId} and l.id = ${id} and (l.jkt is null or l.jkt = ${jkt})`.execute(tx);
  return result.numAffectedRows === 1n;
}

/** Counts one more document. @returns false where the link has ended or takes no more */
export async function spendLink(tx: Tx, firmId: string, id: string, now: Date): Promise<boolean> {
  const result = await sql`
    update upload_links l set files = files + 1
    where l.firm_id = ${firmId} and l.id = ${id} and ${live(now)}`.execute(tx);
  return result.numAffectedRows === 1n;
}

/** Whether a link takes one more document. */
export async function hasRoom(db: Reader, firmId: string, id: string, now: Date): Promise<boolean> {
  const result = await sql`
    select 1 from upload_links l where l.firm_id = ${firmId} and l.id = ${id} and ${live(now)}`.execute(db);
  return result.rows.length > 0;
}

function live(now: Date) {
  return sql<boolean>`l.revoked_at is null and l.expires_at > ${now} and l.files < l.max_files
    and ${withItsSession(now)} and ${stillShared}`;
}

/** A link of a client's own is no way around the end of a share; the firm's own is a share by itself. */
const stillShared = sql<boolean>`(l.session_id is null or exists (
  select 1 from checklist_requests q join checklists k on k.firm_id = q.firm_id and k.id = q.checklist_id
    join matter_shares h on h.firm_id = k.firm_id and h.matter_id = k.matter_id
  where q.firm_id = l.firm_id and q.id = l.request_id and h.contact_id = l.contact_id))`;

type ViewRow = Omit<UploadLinkView['request'], 'maxBytes' | 'maxFiles' | 'dueOn'> & {
  readonly max_bytes: number;
  readonly max_files: number;
  readonly due_on: string | null;
  readonly files_left: number;
  readonly expires_at: Date;
};

/** What a link asks for, and how many files can still come by it; nothing of what came before. */
export async function viewLink(db: Reader, firmId: string, id: string, now: Date) {
  const result = await sql<ViewRow>`
    select r.id, r.title, r.kind, r.why, r.tips, r.example, r.accept, r.max_bytes::float8 as max_bytes, r.max_files,
      r.due_on::text as due_on, r.required, l.expires_at,
      r.slots, case when r.state in ('accepted', 'waived') then 0 else least(l.max_files - l.files, greatest(0, r.max_files - (
        select count(*)::int from documents d
        where d.firm_id = r.firm_id and d.request_id = r.id and ${counts}
      ))) end as files_left
    from upload_links l join checklist_requests r on r.firm_id = l.firm_id and r.id = l.request_id
    where l.firm_id = ${firmId} and l.id = ${id} and r.applies and ${live(now)}`.execute(db);
  const row = result.rows[0];
  if (!row) return undefined;
  const { max_bytes: maxBytes, max_files: maxFiles, due_on: dueOn, files_left: filesLeft, expires_at, ...rest } = row;
  const view: Pick<UploadLinkView, 'request' | 'filesLeft' | 'expiresAt'> = {
    request: { ...rest, maxBytes, maxFiles, dueOn },
    filesLeft,
    expiresAt: expires_at.toISOString(),
  };
  return view;
}
