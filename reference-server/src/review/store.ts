import type { DocumentKind, LocalizedText } from '@portico/contract';
import { sql } from 'kysely';
import { page, type PageQuery } from '../database/pages.js';
import type { Reader } from '../database/tables.js';
import { ofStaff } from '../documents/store.js';
import type { Viewer } from '../http/caller.js';

export interface ReviewFilter {
  readonly matterId?: string | undefined;
  readonly kind?: DocumentKind | undefined;
}

/** A page of the documents that wait for review and that the viewer may see, who has waited longest first. */
export async function listReview(db: Reader, viewer: Viewer, filter: ReviewFilter, { limit, cursor }: PageQuery) {
  const { matterId, kind } = filter;
  const rows = await db
    .selectFrom('documents')
    .innerJoin('checklist_requests as q', (join) =>
      join.onRef('q.firm_id', '=', 'documents.firm_id').onRef('q.id', '=', 'documents.request_id'),
    )
    .innerJoin('matters as m', (join) =>
      join.onRef('m.firm_id', '=', 'documents.firm_id').onRef('m.id', '=', 'documents.matter_id'),
    )
    .innerJoin('contacts as c', (join) =>
      join.onRef('c.firm_id', '=', 'documents.firm_id').onRef('c.id', '=', 'documents.contact_id'),
    )
    .selectAll('documents')
    .select([
      'q.kind',
      'q.due_on',
      'm.title as matter_title',
      'm.reference as matter_reference',
      'c.name as contact_name',
    ])
    .select(sql<LocalizedText>`q.title`.as('request_title'))
    .where('documents.firm_id', '=', viewer.firmId)
    .where('documents.state', '=', 'received')
    .where(ofStaff(viewer))
    .$if(matterId !== undefined, (query) => query.where('documents.matter_id', '=', matterId ?? ''))
    .$if(kind !== undefined, (query) => query.where('q.kind', '=', kind ?? 'other'))
    .$if(cursor !== undefined, (query) =>
      query.where(
        sql<boolean>`(documents.arrived_at, documents.id) > (select c.arrived_at, c.id from documents c
          where c.firm_id = ${viewer.firmId} and c.id = ${cursor ?? ''})`,
      ),
    )
    .orderBy('documents.arrived_at')
    .orderBy('documents.id')
    .limit(limit + 1)
    .execute();
  return page(rows, limit, (row) => row.id);
}

interface TurnaroundRow {
  readonly kind: DocumentKind;
  readonly accepted: number;
  readonly returned: number;
  readonly median: number | null;
  readonly p90: number | null;
  readonly waiting: number;
  readonly waiting_since: Date | null;
}

/** How long documents waited whose review lies in a span of time, and those that wait now; kinds without either are left out. */
export async function turnaround(
  db: Reader,
  viewer: Viewer,
  from: Date,
  until: Date,
): Promise<readonly TurnaroundRow[]> {
  const within = sql`documents.reviewed_at >= ${from}::timestamptz and documents.reviewed_at < ${until}::timestamptz`;
  const waits = sql`documents.state = 'received'`;
  const minutes = sql`extract(epoch from documents.reviewed_at - documents.arrived_at) / 60`;
  const result = await sql<TurnaroundRow>`
    select q.kind,
      (count(*) filter (where ${within} and documents.return_reason is null))::int as accepted,
      (count(*) filter (where ${within} and documents.return_reason is not null))::int as returned,
      (percentile_cont(0.5) within group (order by ${minutes}) filter (where ${within}))::float as median,
      (percentile_cont(0.9) within group (order by ${minutes}) filter (where ${within}))::float as p90,
      (count(*) filter (where ${waits}))::int as waiting,
      min(documents.arrived_at) filter (where ${waits}) as waiting_since
    from documents join checklist_requests q on q.firm_id = documents.firm_id and q.id = documents.request_id
    where documents.firm_id = ${viewer.firmId} and (${waits} or (${within})) and ${ofStaff(viewer)}
    group by q.kind order by q.kind`.execute(db);
  return result.rows;
}
