import type { ActivityCode, ActivityEntry, ReturnReason } from '@portico/contract';
import { sql } from 'kysely';
import { page, type PageQuery } from '../database/pages.js';
import type { Reader } from '../database/tables.js';
import type { Viewer } from '../http/caller.js';

/** Points from a contact to the entries of the audit log that are theirs to read; the log itself knows nothing of it. */
interface ActivityTable {
  firm_id: string;
  contact_id: string;
  /** In the order of their making. */
  id: string;
  seq: number;
  code: ActivityCode;
  by: ActivityEntry['by']['kind'];
}

declare module '../database/tables.js' {
  interface Tables {
    activity: ActivityTable;
  }
}

export interface ActivityRow {
  readonly id: string;
  readonly at: Date;
  readonly code: ActivityCode;
  readonly by: ActivityEntry['by']['kind'];
  readonly staffName: string | null;
  readonly document: { readonly id: string; readonly name: string } | null;
  readonly returned: ReturnReason | null;
  readonly device: string | null;
  readonly reason: string | null;
}

/** A page of a contact's activity, newest first, in one query along the table's key. */
export async function listActivity(
  db: Reader,
  { firmId, contactId, matters }: Pick<Viewer, 'firmId' | 'contactId' | 'matters'>,
  { limit, cursor }: PageQuery,
) {
  const after = cursor === undefined ? sql`true` : sql`a.id < ${cursor}`;
  const within = matters === null ? sql`true` : sql`d.matter_id = any(${[...matters]})`;
  // A part that the firm has made of a document is to the client the document that they sent.
  // A document is named to whom it would be listed; a session is the contact's own or none, for staff have devices too.
  const result = await sql<ActivityRow>`
    select a.id, e.at, a.code, a.by, t.name as "staffName",
      case when d.id is null then null else jsonb_build_object('id', d.id, 'name', d.name) end as document,
      case when a.code = 'document_returned' and d.id is not null then p.return_reason end as returned,
      s.user_agent as device, case when t.id is null then null else x.details ->> 'reason' end as reason
    from activity a
    join audit_entries e on e.firm_id = a.firm_id and e.seq = a.seq
    left join audit_details x on x.firm_id = a.firm_id and x.seq = a.seq
    left join staff t on t.firm_id = a.firm_id and t.id = e.actor_id and a.by = 'staff'
    left join documents p on p.firm_id = a.firm_id and p.id = e.object_id
    left join documents d on d.firm_id = a.firm_id and d.id = coalesce(p.origins[1], p.id) and d.contact_id = a.contact_id and ${within}
      and exists (select 1 from matter_shares m where m.firm_id = d.firm_id and m.matter_id = d.matter_id
        and m.contact_id = d.contact_id)
    left join sessions s on s.firm_id = a.firm_id and s.contact_id = a.contact_id and s.staff_id is null
      and s.id = case when left(e.object_id, 4) = 'ses_' then e.object_id else e.session_id end
    where a.firm_id = ${firmId} and a.contact_id = ${contactId} and ${after}
    order by a.id desc
    limit ${limit + 1}`.execute(db);
  return page(result.rows, limit, (row) => row.id);
}
