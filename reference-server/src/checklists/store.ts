import type { Checklist, DocumentKind, FileType, LocalizedText, RequestState } from '@portico/contract';
import { type Generated, sql } from 'kysely';
import { page, type PageQuery } from '../database/pages.js';
import type { Viewer } from '../http/caller.js';
import { withinReach } from '../matters/reach.js';
import type { Json, NullableJson, Reader, Tx } from '../database/tables.js';

interface ChecklistTable {
  firm_id: string;
  id: string;
  matter_id: string;
  title: Json<LocalizedText>;
  created_at: Date;
}

interface GroupTable {
  firm_id: string;
  id: string;
  checklist_id: string;
  position: number;
  title: Json<LocalizedText>;
}

interface RequestTable {
  firm_id: string;
  id: string;
  checklist_id: string;
  group_id: string;
  position: number;
  title: Json<LocalizedText>;
  kind: Generated<DocumentKind>;
  why: NullableJson<LocalizedText>;
  tips: Json<LocalizedText[]>;
  example: NullableJson<LocalizedText>;
  accept: Json<FileType[]>;
  max_bytes: number;
  max_files: number;
  due_on: string | null;
  required: boolean;
  state: RequestState;
}

declare module '../database/tables.js' {
  interface Tables {
    checklists: ChecklistTable;
    checklist_groups: GroupTable;
    checklist_requests: RequestTable;
  }
}

/** The share, or the assignment, is part of the query: what is not theirs is not found. */
function visible(viewer: Viewer) {
  if (viewer.contactId === null) return withinReach(viewer, 'k.matter_id');
  // A one-time link is a share of its own, of one request: see findOpenRequest.
  if (viewer.link) return sql<boolean>`false`;
  const limited =
    viewer.matters === null ? sql<boolean>`true` : sql<boolean>`k.matter_id = any(${[...viewer.matters]})`;
  return sql<boolean>`exists (select 1 from matter_shares s where s.firm_id = k.firm_id and s.matter_id = k.matter_id
    and s.contact_id = ${viewer.contactId}) and ${limited}`;
}

/**
 * Reads a whole checklist as the contract shapes it, in one query. A client sees only the documents that
 * they sent themselves; staff see those of the kinds that their role opens.
 */
export async function getChecklist(db: Reader, viewer: Viewer, id: string): Promise<Checklist | undefined> {
  // No index answers `is distinct from`, so that the few documents of each request are read, and never all that a busy
  // contact has sent: PGlite gathers no statistics by itself, and without them the planner takes either for one row.
  const own = viewer.contactId === null ? opens(viewer) : sql`not d.contact_id is distinct from ${viewer.contactId}`;
  const result = await sql<{ checklist: Checklist }>`
    select jsonb_build_object(
      'id', k.id,
      'matter', jsonb_build_object('id', m.id, 'title', m.title, 'reference', m.reference),
      'title', k.title,
      'groups', coalesce((
        select jsonb_agg(jsonb_build_object('id', g.id, 'title', g.title, 'requests', coalesce(r.list, '[]'::jsonb))
          order by g.position)
        from checklist_groups g
        left join lateral (
          select jsonb_agg(jsonb_build_object(
            'id', r.id, 'title', r.title, 'kind', r.kind, 'why', r.why, 'tips', r.tips, 'example', r.example, 'accept', r.accept,
            'maxBytes', r.max_bytes, 'maxFiles', r.max_files, 'dueOn', r.due_on, 'required', r.required,
            'state', r.state, 'documents', coalesce((
              select jsonb_agg(jsonb_build_object(
                'id', d.id, 'matterId', d.matter_id, 'requestId', d.request_id, 'name', d.name, 'type', d.type,
                'size', d.size, 'sha256', d.sha256, 'state', d.state,
                'returned', case when d.return_reason is null then null else jsonb_build_object(
                  'reason', d.return_reason, 'note', d.return_note, 'at', ${instant(sql`d.returned_at`)}) end,
                'createdAt', ${instant(sql`d.created_at`)}) order by d.id)
              from documents d
              where d.firm_id = r.firm_id and d.request_id = r.id and ${own}
            ), '[]'::jsonb)) order by r.position) as list
          from checklist_requests r
          where r.firm_id = g.firm_id and r.checklist_id = k.id and r.group_id = g.id
        ) r on true
        where g.firm_id = k.firm_id and g.checklist_id = k.id
      ), '[]'::jsonb)
    ) as checklist
    from checklists k
    join matters m on m.firm_id = k.firm_id and m.id = k.matter_id
    where k.firm_id = ${viewer.firmId} and k.id = ${id} and ${visible(viewer)}`.execute(db);
  return result.rows[0]?.checklist;
}

/** The request is in the query anyway, so its kind costs nothing. */
function opens({ documentKinds }: Viewer) {
  return documentKinds === null ? sql`true` : sql`r.kind = any(${[...documentKinds]})`;
}

/** RFC 3339 in UTC with milliseconds, as JavaScript writes it. */
function instant(column: ReturnType<typeof sql>) {
  return sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

interface SummaryRow {
  id: string;
  matter: { id: string; title: string; reference: string | null };
  title: LocalizedText;
  created_at: Date;
  total: number;
  requested: number;
  sent: number;
  accepted: number;
  returned: number;
}

/** A page of the checklists that a viewer may see, newest first, with their counts. */
export async function listChecklists(db: Reader, viewer: Viewer, { limit, cursor }: PageQuery) {
  const after = cursor === undefined ? sql`true` : sql`k.id < ${cursor}`;
  const result = await sql<SummaryRow>`
    select k.id, k.title, k.created_at,
      jsonb_build_object('id', m.id, 'title', m.title, 'reference', m.reference) as matter,
      count(r.id)::int as total,
      (count(*) filter (where r.state = 'requested'))::int as requested,
      (count(*) filter (where r.state = 'sent'))::int as sent,
      (count(*) filter (where r.state = 'accepted'))::int as accepted,
      (count(*) filter (where r.state = 'returned'))::int as returned
    from checklists k
    join matters m on m.firm_id = k.firm_id and m.id = k.matter_id
    left join checklist_requests r on r.firm_id = k.firm_id and r.checklist_id = k.id
    where k.firm_id = ${viewer.firmId} and ${visible(viewer)} and ${after}
    group by k.firm_id, k.id, m.firm_id, m.id
    order by k.id desc
    limit ${limit + 1}`.execute(db);
  return page(result.rows, limit, (row) => row.id);
}

/** A request as an upload needs it, where the contact may upload to it. */
export async function findOpenRequest(db: Reader, viewer: Viewer, id: string) {
  const result = await sql<{
    id: string;
    matter_id: string;
    accept: FileType[];
    max_bytes: number;
    max_files: number;
    state: RequestState;
    /** Documents that count: those not returned. */
    files: number;
  }>`
    select r.id, k.matter_id, r.accept, r.max_bytes::float8 as max_bytes, r.max_files, r.state,
      (select count(*)::int from documents d
        where d.firm_id = r.firm_id and d.request_id = r.id and d.state != 'returned') as files
    from checklist_requests r
    join checklists k on k.firm_id = r.firm_id and k.id = r.checklist_id
    where r.firm_id = ${viewer.firmId} and r.id = ${id}
      and ${viewer.link ? sql`r.id = ${viewer.link.requestId}` : visible(viewer)}`.execute(db);
  return result.rows[0];
}

/** A request that the viewer may work on, and whose it is. */
export async function findRequest(db: Reader, viewer: Viewer, id: string) {
  const result = await sql<{ id: string; clientId: string }>`
    select r.id, m.client_id as "clientId"
    from checklist_requests r
    join checklists k on k.firm_id = r.firm_id and k.id = r.checklist_id
    join matters m on m.firm_id = k.firm_id and m.id = k.matter_id
    where r.firm_id = ${viewer.firmId} and r.id = ${id} and ${visible(viewer)}`.execute(db);
  return result.rows[0];
}

/** A condition on a column that holds a request's id: whether the viewer may work on that request. */
export function requestWithinReach(viewer: Viewer, requestId: string) {
  return sql<boolean>`exists (select 1 from checklist_requests r
    join checklists k on k.firm_id = r.firm_id and k.id = r.checklist_id
    where r.firm_id = ${viewer.firmId} and r.id = ${sql.ref(requestId)} and ${visible(viewer)})`;
}

/** Moves a request by compare-and-set. @returns whether it stood in one of `from` */
export async function moveRequest(
  tx: Tx,
  firmId: string,
  id: string,
  from: readonly RequestState[],
  to: RequestState,
): Promise<boolean> {
  const result = await tx
    .updateTable('checklist_requests')
    .set({ state: to })
    .where('firm_id', '=', firmId)
    .where('id', '=', id)
    .where('state', 'in', from)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function insertChecklist(
  tx: Tx,
  row: { firm_id: string; id: string; matter_id: string; title: LocalizedText; created_at: Date },
): Promise<void> {
  await tx
    .insertInto('checklists')
    .values({ ...row, title: JSON.stringify(row.title) })
    .execute();
}

export async function insertGroup(
  tx: Tx,
  row: { firm_id: string; id: string; checklist_id: string; position: number; title: LocalizedText },
): Promise<void> {
  await tx
    .insertInto('checklist_groups')
    .values({ ...row, title: JSON.stringify(row.title) })
    .execute();
}

export interface NewRequest {
  readonly title: LocalizedText;
  readonly kind: DocumentKind;
  readonly why: LocalizedText | null;
  readonly tips: LocalizedText[];
  readonly example: LocalizedText | null;
  readonly accept: FileType[];
  readonly maxBytes: number;
  readonly maxFiles: number;
  readonly dueOn: string | null;
  readonly required: boolean;
}

export async function insertRequests(
  tx: Tx,
  place: { firmId: string; checklistId: string; groupId: string; from: number },
  requests: readonly { id: string; request: NewRequest }[],
): Promise<void> {
  await tx
    .insertInto('checklist_requests')
    .values(
      requests.map(({ id, request }, index) => ({
        firm_id: place.firmId,
        id,
        checklist_id: place.checklistId,
        group_id: place.groupId,
        position: place.from + index,
        title: JSON.stringify(request.title),
        kind: request.kind,
        why: request.why && JSON.stringify(request.why),
        tips: JSON.stringify(request.tips),
        example: request.example && JSON.stringify(request.example),
        accept: JSON.stringify(request.accept),
        max_bytes: request.maxBytes,
        max_files: request.maxFiles,
        due_on: request.dueOn,
        required: request.required,
        state: 'requested' as const,
      })),
    )
    .execute();
}

/** Position after the last request of a group, or undefined where the viewer sees no such group of the checklist. */
export async function nextPosition(tx: Tx, viewer: Viewer, checklistId: string, groupId: string) {
  const row = await tx
    .selectFrom('checklist_groups as g')
    .innerJoin('checklists as k', (join) =>
      join.onRef('k.firm_id', '=', 'g.firm_id').onRef('k.id', '=', 'g.checklist_id'),
    )
    .leftJoin('checklist_requests as r', (join) =>
      join.onRef('r.firm_id', '=', 'g.firm_id').onRef('r.group_id', '=', 'g.id'),
    )
    .where('g.firm_id', '=', viewer.firmId)
    .where('g.checklist_id', '=', checklistId)
    .where('g.id', '=', groupId)
    .where(visible(viewer))
    .groupBy('g.id')
    .select((eb) => eb.fn.coalesce(eb.fn.max('r.position'), sql<number>`-1`).as('last'))
    .executeTakeFirst();
  return row && row.last + 1;
}
