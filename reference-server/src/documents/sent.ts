/**
 * What a client is told of what they sent. A document that the firm has split, or merged with others, is to them the one that
 * they sent, and stands as its pages do: returned as soon as one part of it is, else with the firm while one is in review.
 */
import { type RawBuilder, sql } from 'kysely';
import type { Reader } from '../database/tables.js';
import type { DocumentRow } from './store.js';

/**
 * How the pages of a document `d` stand, where the firm has rearranged it; no row where it has not. For a request that some of
 * them are filed under these alone count, with a row for each part of the request that they are.
 * @param requestId null where it is asked for as a whole
 */
export function fateOf(requestId: RawBuilder<unknown>) {
  return sql`(
    select case when p.here then p.slot else d.slot end as slot,
      case when bool_or(p.state = 'returned') then 'returned' when bool_or(p.state = 'received') then 'received'
        else 'accepted' end as state,
      (array_agg(p.return_reason order by p.returned_at desc) filter (where p.state = 'returned'))[1] as return_reason,
      string_agg(nullif(p.return_note, ''), E'\n' order by p.returned_at) filter (where p.state = 'returned') as return_note,
      max(p.returned_at) filter (where p.state = 'returned') as returned_at
    from (
      select x.slot, x.state, x.return_reason, x.return_note, x.returned_at,
        coalesce(x.request_id = ${requestId}, false) as here,
        coalesce(bool_or(x.request_id = ${requestId}) over (), false) as any_here
      from documents x
      where d.state = 'rearranged' and x.firm_id = d.firm_id and x.matter_id = d.matter_id and x.state != 'rearranged'
        and d.id = any(x.origins)
    ) p
    where p.here or not p.any_here
    group by 1
  )`;
}

/**
 * The documents that a client is shown of a request `r`, as rows like those of the table: what they sent for it, and what
 * they sent for another and the firm has filed here. @param own which are theirs, of documents `d`
 */
export function sentFor(own: RawBuilder<unknown>) {
  return sql`(
    select d.id, d.matter_id, d.request_id, d.name, d.type, d.size, d.sha256, d.created_at, d.opened_at,
      coalesce(f.state, d.state) as state, case when f.state is null then d.slot else f.slot end as slot,
      coalesce(f.return_reason, d.return_reason) as return_reason, coalesce(f.return_note, d.return_note, '') as return_note,
      coalesce(f.returned_at, d.returned_at) as returned_at
    from (
      select distinct unnest(case when x.origins = '{}' then array[x.id] else x.origins end) as id from documents x
      where x.firm_id = r.firm_id and x.request_id = r.id and (x.origins = '{}' or x.state != 'rearranged')
    ) s
    -- Each by its key: joined freely, a planner that guesses too many ids reads all documents of the firm.
    join lateral (select * from documents x where x.firm_id = r.firm_id and x.id = s.id offset 0) d on ${own}
    left join lateral ${fateOf(sql`r.id`)} f on true
  )`;
}

/** Rows of a client's documents, those that the firm has rearranged with how their pages stand. */
export async function asSent(db: Reader, rows: readonly DocumentRow[]): Promise<DocumentRow[]> {
  const ids = rows.filter(({ state }) => state === 'rearranged').map(({ id }) => id);
  if (ids.length === 0) return [...rows];
  const { rows: fates } = await sql<
    Pick<DocumentRow, 'id' | 'state' | 'return_reason' | 'return_note' | 'returned_at'>
  >`
    select d.id, f.state, f.return_reason, f.return_note, f.returned_at
    from documents d cross join lateral ${fateOf(sql`null::text`)} f
    where d.firm_id = ${rows[0]?.firm_id ?? ''} and d.id = any(${ids})`.execute(db);
  const byId = new Map(fates.map((fate) => [fate.id, fate]));
  return rows.map((row) => ({ ...row, ...byId.get(row.id) }));
}
