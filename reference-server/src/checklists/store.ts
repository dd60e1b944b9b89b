import type {
  AnswerValue,
  Condition,
  DeclineReason,
  DocumentKind,
  FileType,
  LocalizedText,
  Question,
  RequestSlot,
  RequestType,
} from '@portico/contract';
import { type ColumnType, type Generated, sql } from 'kysely';
import type { Viewer } from '../http/caller.js';
import { withinReach } from '../matters/reach.js';
import type { Json, NullableJson, Reader, Tx } from '../database/tables.js';
import type { KeptState } from '../requests/life.js';

interface ChecklistTable {
  firm_id: string;
  id: string;
  matter_id: string;
  title: Json<LocalizedText>;
  /** When the client said that they are finished, and what they left open. */
  finished_at: ColumnType<Date | null, Date | null | undefined>;
  finished_missing: NullableJson<string[]>;
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
  type: Generated<RequestType>;
  key: ColumnType<string | null, string | null | undefined>;
  title: Json<LocalizedText>;
  kind: Generated<DocumentKind>;
  why: NullableJson<LocalizedText>;
  tips: Json<LocalizedText[]>;
  example: NullableJson<LocalizedText>;
  accept: Json<FileType[]>;
  max_bytes: number;
  max_files: number;
  slots: ColumnType<RequestSlot[], string | undefined, string>;
  question: NullableJson<Question>;
  due_on: string | null;
  required: boolean;
  condition: NullableJson<Condition>;
  /** Whether its condition holds; worked out anew in each change of what it looks at. */
  applies: Generated<boolean>;
  state: KeptState;
  /** To a question; `true` where a task is ticked off. */
  answer: NullableJson<AnswerValue>;
  answered_by: ColumnType<string | null, string | null | undefined>;
  declined_reason: ColumnType<DeclineReason | null, DeclineReason | null | undefined>;
  declined_note: ColumnType<string | null, string | null | undefined>;
  declined_by: ColumnType<string | null, string | null | undefined>;
  declined_at: ColumnType<Date | null, Date | null | undefined>;
  waived_reason: ColumnType<string | null, string | null | undefined>;
  waived_at: ColumnType<Date | null, Date | null | undefined>;
  reopened_note: ColumnType<string | null, string | null | undefined>;
  reopened_at: ColumnType<Date | null, Date | null | undefined>;
}

declare module '../database/tables.js' {
  interface Tables {
    checklists: ChecklistTable;
    checklist_groups: GroupTable;
    checklist_requests: RequestTable;
  }
}

/** The share, or the assignment, is part of the query on checklists `k`: what is not theirs is not found. */
export function visible(viewer: Viewer) {
  if (viewer.contactId === null) return withinReach(viewer, 'k.matter_id');
  // A one-time link is a share of its own, of one request: see findOpenRequest.
  if (viewer.link) return sql<boolean>`false`;
  const limited =
    viewer.matters === null ? sql<boolean>`true` : sql<boolean>`k.matter_id = any(${[...viewer.matters]})`;
  return sql<boolean>`exists (select 1 from matter_shares s where s.firm_id = k.firm_id and s.matter_id = k.matter_id
    and s.contact_id = ${viewer.contactId}) and ${limited}`;
}

/** The viewer's role opens documents of the kind of request `r`. Where the request is in the query anyway, that costs nothing. */
export function opens({ documentKinds }: Viewer) {
  return documentKinds === null ? sql<boolean>`true` : sql<boolean>`r.kind = any(${[...documentKinds]})`;
}

/** Whether a document `d` takes one of its request's places. What the firm has made of it takes none of its own. */
export const counts = sql`d.origins = '{}' and (d.state in ('received', 'accepted') or d.state = 'rearranged'
  and not exists (select 1 from documents p where p.firm_id = d.firm_id and p.matter_id = d.matter_id
    and p.state = 'returned' and d.id = any(p.origins)))`;

/** A request as an upload needs it, where the contact may upload to it. */
export async function findOpenRequest(db: Reader, viewer: Viewer, id: string) {
  const result = await sql<{
    id: string;
    matter_id: string;
    accept: FileType[];
    max_bytes: number;
    max_files: number;
    slots: RequestSlot[];
    state: KeptState;
    /** What was sent and counts: what was neither returned, as a whole or a part of it, nor withdrawn. */
    files: number;
  }>`
    select r.id, k.matter_id, r.accept, r.max_bytes::float8 as max_bytes, r.max_files, r.slots, r.state,
      (select count(*)::int from documents d where d.firm_id = r.firm_id and d.request_id = r.id and ${counts}) as files
    from checklist_requests r
    join checklists k on k.firm_id = r.firm_id and k.id = r.checklist_id
    where r.firm_id = ${viewer.firmId} and r.id = ${id} and r.type = 'documents' and r.applies
      and ${viewer.link ? sql`r.id = ${viewer.link.requestId}` : visible(viewer)}`.execute(db);
  return result.rows[0];
}

/** A request that the viewer may work on, whose it is, and how it stands. */
export async function findRequest(db: Reader, viewer: Viewer, id: string) {
  const result = await sql<{ id: string; clientId: string; type: RequestType; applies: boolean; state: KeptState }>`
    select r.id, m.client_id as "clientId", r.type, r.applies, r.state
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
  readonly type: RequestType;
  readonly key: string | null;
  readonly title: LocalizedText;
  readonly kind: DocumentKind;
  readonly why: LocalizedText | null;
  readonly tips: LocalizedText[];
  readonly example: LocalizedText | null;
  readonly accept: FileType[];
  readonly maxBytes: number;
  readonly maxFiles: number;
  readonly slots: RequestSlot[];
  readonly question: Question | null;
  readonly dueOn: string | null;
  readonly required: boolean;
  readonly condition: Condition | null;
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
        type: request.type,
        key: request.key,
        title: JSON.stringify(request.title),
        kind: request.kind,
        why: request.why && JSON.stringify(request.why),
        tips: JSON.stringify(request.tips),
        example: request.example && JSON.stringify(request.example),
        accept: JSON.stringify(request.accept),
        max_bytes: request.maxBytes,
        max_files: request.maxFiles,
        slots: JSON.stringify(request.slots),
        question: request.question && JSON.stringify(request.question),
        due_on: request.dueOn,
        required: request.required,
        condition: request.condition && JSON.stringify(request.condition),
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
