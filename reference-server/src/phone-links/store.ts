import { sql } from 'kysely';
import { requestWithinReach } from '../checklists/store.js';
import type { Reader, Tx } from '../database/tables.js';
import type { Viewer } from '../http/caller.js';
import type { UploadLinkRow } from '../upload-links/store.js';

export interface Owner {
  readonly firmId: string;
  readonly contactId: string;
}

/** A link that the viewing contact has made, in this session or another of theirs, for a request that they still see. */
export function getOwnLink(db: Reader, viewer: Viewer, id: string): Promise<UploadLinkRow | undefined> {
  return db
    .selectFrom('upload_links')
    .selectAll()
    .where('firm_id', '=', viewer.firmId)
    .where('contact_id', '=', viewer.contactId)
    .where('session_id', 'is not', null)
    .where('id', '=', id)
    .where(requestWithinReach(viewer, 'upload_links.request_id'))
    .executeTakeFirst();
}

/** Links that the contact has made and that have not ended. */
export function liveLinks(db: Reader, { firmId, contactId }: Owner, now: Date): Promise<UploadLinkRow[]> {
  return db
    .selectFrom('upload_links')
    .selectAll()
    .where('firm_id', '=', firmId)
    .where('contact_id', '=', contactId)
    .where('session_id', 'is not', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .execute();
}

/** How many links a contact has made since an instant, whatever session, and when the first of them. */
export async function countLinks(tx: Tx, { firmId, contactId }: Owner, since: Date) {
  // Two tabs at once must not both find the last place free.
  await sql`select 1 from contacts c where c.firm_id = ${firmId} and c.id = ${contactId} for update`.execute(tx);
  const result = await sql<{ count: number; oldest: Date | null }>`
    select count(*)::int as count, min(l.created_at) as oldest from upload_links l
    where l.firm_id = ${firmId} and l.contact_id = ${contactId} and l.session_id is not null
      and l.created_at > ${since}`.execute(tx);
  return result.rows[0] ?? { count: 0, oldest: null };
}
