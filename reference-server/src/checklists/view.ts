/** A whole checklist as the contract shapes it for either side, in one query. */
import type { Checklist, FirmChecklist } from '@portico/contract';
import { type RawBuilder, sql } from 'kysely';
import type { Reader } from '../database/tables.js';
import { sentFor } from '../documents/sent.js';
import type { Viewer } from '../http/caller.js';
import { opens, visible } from './store.js';

/** What a client can take back depends on the time, and on how long the firm gives them. */
export interface Window {
  readonly withdrawMinutes: number;
  readonly now: Date;
}

/**
 * Reads a checklist as a client sees it: with the documents and the words that are their own, and without what does not apply.
 */
export async function getChecklist(
  db: Reader,
  viewer: Viewer,
  id: string,
  window: Window,
): Promise<Checklist | undefined> {
  // No index answers `is distinct from`, so that the few documents of each request are read, and never all that a busy
  // contact has sent: PGlite gathers no statistics by itself, and without them the planner takes either for one row.
  const own = sql`not d.contact_id is distinct from ${viewer.contactId} and d.state != 'withdrawn'`;
  const until = sql`d.created_at + make_interval(mins => ${window.withdrawMinutes}::int)`;
  const request = sql`jsonb_build_object(
    'declined', ${declined(sql`case when r.declined_by = ${viewer.contactId} then r.declined_note end`)},
    'note', (select jsonb_build_object('text', n.text, 'sentAt', ${instant(sql`n.sent_at`)}) from request_notes n
      where n.firm_id = r.firm_id and n.request_id = r.id and n.contact_id = ${viewer.contactId}),
    'documents', ${documents(
      sentFor(own),
      sql`jsonb_build_object('withdrawableUntil', case
        when d.state = 'received' and d.opened_at is null and ${until} > ${window.now} then ${instant(until)} end)`,
    )})`;
  return read<Checklist>(db, viewer, id, { request, shown: sql`r.applies`, groups: sql`r.count > 0` });
}

/** Reads a checklist as staff see it: all of it, with the documents of the kinds that their role opens. */
export async function getFirmChecklist(db: Reader, viewer: Viewer, id: string): Promise<FirmChecklist | undefined> {
  const opened = sql`(
    select * from documents d
    where d.firm_id = r.firm_id and d.request_id = r.id and ${opens(viewer)} and d.state != 'withdrawn')`;
  const request = sql`jsonb_build_object(
    'key', r.key, 'condition', r.condition, 'applies', r.applies,
    'declined', ${declined(sql`r.declined_note`)},
    'notes', coalesce((select jsonb_agg(jsonb_build_object(
        'contactId', n.contact_id, 'text', n.text, 'sentAt', ${instant(sql`n.sent_at`)}) order by n.contact_id)
      from request_notes n where n.firm_id = r.firm_id and n.request_id = r.id and n.sent_at is not null), '[]'::jsonb),
    'documents', ${documents(
      opened,
      sql`jsonb_build_object('uploadedBy', d.contact_id, 'replaces', d.replaces, 'openedAt', ${instant(sql`d.opened_at`)},
        'withdrawnAt', null, 'filedAs', d.filed_as, 'reviewedAt', ${instant(sql`d.reviewed_at`)},
        'arrivedAt', ${instant(sql`d.arrived_at`)}, 'madeFrom', to_jsonb(d.made_from), 'madeInto', to_jsonb(d.made_into))`,
    )})`;
  return read<FirmChecklist>(db, viewer, id, { request, shown: sql`true`, groups: sql`true` });
}

interface Parts {
  /** What a request has on this side alone. */
  readonly request: RawBuilder<unknown>;
  readonly shown: RawBuilder<unknown>;
  readonly groups: RawBuilder<unknown>;
}

async function read<T>(db: Reader, viewer: Viewer, id: string, { request, shown, groups }: Parts) {
  const result = await sql<{ checklist: T }>`
    select jsonb_build_object(
      'id', k.id,
      'matter', jsonb_build_object('id', m.id, 'title', m.title, 'reference', m.reference),
      'title', k.title,
      'finished', ${finished},
      'groups', coalesce((
        select jsonb_agg(jsonb_build_object('id', g.id, 'title', g.title, 'requests', coalesce(r.list, '[]'::jsonb))
          order by g.position)
        from checklist_groups g
        left join lateral (
          select jsonb_agg(jsonb_build_object(
            'id', r.id, 'type', r.type, 'title', r.title, 'kind', r.kind, 'why', r.why, 'tips', r.tips,
            'example', r.example, 'accept', r.accept, 'maxBytes', r.max_bytes, 'maxFiles', r.max_files,
            'slots', r.slots, 'dueOn', r.due_on, 'required', r.required, 'question', r.question,
            'state', ${stateOf}, 'answer', case when r.type = 'question' then r.answer end,
            'waived', case when r.state = 'waived' then jsonb_build_object(
              'reason', r.waived_reason, 'at', ${instant(sql`r.waived_at`)}) end,
            'reopened', case when r.reopened_at is not null then jsonb_build_object(
              'note', r.reopened_note, 'at', ${instant(sql`r.reopened_at`)}) end
          ) || ${request} order by r.position) as list, count(*)
          from checklist_requests r
          where r.firm_id = g.firm_id and r.checklist_id = k.id and r.group_id = g.id and ${shown}
        ) r on true
        where g.firm_id = k.firm_id and g.checklist_id = k.id and ${groups}
      ), '[]'::jsonb)
    ) as checklist
    from checklists k
    join matters m on m.firm_id = k.firm_id and m.id = k.matter_id
    where k.firm_id = ${viewer.firmId} and k.id = ${id} and ${visible(viewer)}`.execute(db);
  return result.rows[0]?.checklist;
}

/** What a client has begun is seen in what there is of it, so that nothing needs to tell when that ends. */
export const stateOf = sql`case when r.state = 'requested' and (
    exists (select 1 from uploads u where u.firm_id = r.firm_id and u.request_id = r.id and u.state = 'open')
    or exists (select 1 from request_notes n where n.firm_id = r.firm_id and n.request_id = r.id and n.sent_at is null)
    or exists (select 1 from documents d where d.firm_id = r.firm_id and d.request_id = r.id
      and d.state in ('received', 'accepted'))
  ) then 'draft' else r.state end`;

/** Of a checklist `k`. */
export const finished = sql`case when k.finished_at is not null then jsonb_build_object(
  'at', ${instant(sql`k.finished_at`)}, 'missing', k.finished_missing) end`;

function declined(note: RawBuilder<unknown>) {
  return sql`case when r.state = 'declined' then jsonb_build_object(
    'reason', r.declined_reason, 'note', ${note}, 'at', ${instant(sql`r.declined_at`)}) end`;
}

/** @param rows of documents, in brackets @param more what the one side reads besides */
function documents(rows: RawBuilder<unknown>, more: RawBuilder<unknown>) {
  return sql`coalesce((
    select jsonb_agg(jsonb_build_object(
      'id', d.id, 'matterId', d.matter_id, 'requestId', d.request_id, 'name', d.name, 'type', d.type,
      'size', d.size, 'sha256', d.sha256, 'state', d.state, 'slot', d.slot,
      'returned', case when d.return_reason is null then null else jsonb_build_object(
        'reason', d.return_reason, 'note', d.return_note, 'at', ${instant(sql`d.returned_at`)}) end,
      'createdAt', ${instant(sql`d.created_at`)}) || ${more} order by d.id)
    from ${rows} d
  ), '[]'::jsonb)`;
}

/** RFC 3339 in UTC with milliseconds, as JavaScript writes it. */
function instant(column: RawBuilder<unknown>) {
  return sql`to_char((${column}) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}
