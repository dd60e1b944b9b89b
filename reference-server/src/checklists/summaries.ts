/** How far checklists have come, in a list. */
import type { ChecklistSummary } from '@portico/contract';
import { sql } from 'kysely';
import { page, type PageQuery } from '../database/pages.js';
import type { Reader } from '../database/tables.js';
import type { Viewer } from '../http/caller.js';
import { visible } from './store.js';
import { finished, stateOf } from './view.js';

type SummaryRow = Omit<ChecklistSummary, 'createdAt'> & { readonly createdAt: Date };

/** A page of the checklists that a viewer may see, newest first; those of one matter where it is given. */
export async function listChecklists(
  db: Reader,
  viewer: Viewer,
  { limit, cursor, matterId }: PageQuery & { readonly matterId?: string },
) {
  const after = cursor === undefined ? sql`true` : sql`k.id < ${cursor}`;
  const of = matterId === undefined ? sql`true` : sql`k.matter_id = ${matterId}`;
  const result = await sql<SummaryRow>`
    select k.id, k.title, k.created_at as "createdAt", ${finished} as finished,
      jsonb_build_object('id', m.id, 'title', m.title, 'reference', m.reference) as matter,
      r.counts, r.due as "nextDueOn"
    from checklists k
    join matters m on m.firm_id = k.firm_id and m.id = k.matter_id
    cross join lateral (
      select jsonb_build_object(
          'total', count(*),
          'requested', count(*) filter (where s.state = 'requested'),
          'draft', count(*) filter (where s.state = 'draft'),
          'sent', count(*) filter (where s.state = 'sent'),
          'inReview', count(*) filter (where s.state = 'in_review'),
          'accepted', count(*) filter (where s.state = 'accepted'),
          'returned', count(*) filter (where s.state = 'returned'),
          'declined', count(*) filter (where s.state = 'declined'),
          'waived', count(*) filter (where s.state = 'waived')
        ) as counts,
        min(s.due_on) filter (where s.state in ('requested', 'draft', 'returned')) as due
      from (
        select ${stateOf} as state, r.due_on from checklist_requests r
        where r.firm_id = k.firm_id and r.checklist_id = k.id and r.applies
      ) s
    ) r
    where k.firm_id = ${viewer.firmId} and ${visible(viewer)} and ${after} and ${of}
    order by k.id desc
    limit ${limit + 1}`.execute(db);
  const { data, nextCursor } = page(result.rows, limit, (row) => row.id);
  return { data: data.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() })), nextCursor };
}
