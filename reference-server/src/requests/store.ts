import { conflict, type AnswerValue, type DeclineReason, type Question, type RequestType } from '@portico/contract';
import { sql } from 'kysely';
import { visible } from '../checklists/store.js';
import type { Reader, Tx } from '../database/tables.js';
import type { Viewer } from '../http/caller.js';
import { Refusal } from '../http/refusal.js';
import type { KeptState, Standing } from './life.js';

interface RequestNoteTable {
  firm_id: string;
  request_id: string;
  contact_id: string;
  text: string;
  /** Null while it waits for something to go with. */
  sent_at: Date | null;
}

declare module '../database/tables.js' {
  interface Tables {
    request_notes: RequestNoteTable;
  }
}

/** A request as acts on it need it. */
export interface LockedRequest extends Standing {
  readonly firmId: string;
  readonly id: string;
  readonly checklistId: string;
  readonly matterId: string;
  readonly question: Question | null;
  readonly answer: AnswerValue | null;
  readonly declined: { readonly reason: DeclineReason; readonly note: string | null } | null;
}

/**
 * Finds a request that the viewer may act on and locks it until the transaction ends, behind the lock of its checklist, so
 * that acts on one checklist come one after the other. What does not apply is not there for a client.
 */
export async function lockRequest(tx: Tx, viewer: Viewer, id: string): Promise<LockedRequest | undefined> {
  const there = viewer.contactId === null ? sql`true` : sql`r.applies`;
  const found = await sql<{ checklist_id: string }>`
    select k.id as checklist_id from checklists k
    join checklist_requests r on r.firm_id = k.firm_id and r.checklist_id = k.id
    where k.firm_id = ${viewer.firmId} and r.id = ${id} and ${visible(viewer)} for update of k`.execute(tx);
  if (!found.rows[0]) return undefined;
  const result = await sql<{ id: string }>`
    select r.id from checklist_requests r where r.firm_id = ${viewer.firmId} and r.id = ${id} and ${there}
    for update`.execute(tx);
  return result.rows[0] && standingOf(tx, viewer.firmId, id);
}

/** Locks a request that a document is coming to. It alone: a thousand uploads to one checklist do not wait for each other. */
export async function lockForDocument(tx: Tx, firmId: string, id: string): Promise<void> {
  await sql`select 1 from checklist_requests where firm_id = ${firmId} and id = ${id} for update`.execute(tx);
}

/** How a request stands now; whoever calls has locked it. */
export async function standingOf(db: Reader, firmId: string, id: string): Promise<LockedRequest> {
  const result = await sql<{
    checklist_id: string;
    matter_id: string;
    type: RequestType;
    state: KeptState;
    question: Question | null;
    answer: AnswerValue | null;
    reason: DeclineReason | null;
    note: string | null;
    asked_again: boolean;
    complete: boolean;
    in_review: boolean;
  }>`
    with documents as (
      select d.slot, d.state, d.created_at, d.returned_at from documents d
      where d.firm_id = ${firmId} and d.request_id = ${id} and d.state not in ('withdrawn', 'rearranged')
    ), kept as (select * from documents where state != 'returned'),
    open as (
      select 1 from documents d where d.state = 'returned' and not exists (
        select 1 from kept where kept.slot is not distinct from d.slot and kept.created_at >= d.returned_at)
    )
    select r.checklist_id, k.matter_id, r.type, r.state, r.question, r.answer, r.declined_reason as reason,
      r.declined_note as note,
      r.reopened_at is not null or exists (select 1 from open) as asked_again,
      not exists (select 1 from open) and exists (select 1 from kept)
        and not exists (select 1 from jsonb_array_elements_text(r.slots) part
          where not exists (select 1 from kept where kept.slot = part.value))
        and (r.reopened_at is null or exists (select 1 from kept where kept.created_at >= r.reopened_at)) as complete,
      exists (select 1 from kept where state = 'received') as in_review
    from checklist_requests r
    join checklists k on k.firm_id = r.firm_id and k.id = r.checklist_id
    where r.firm_id = ${firmId} and r.id = ${id}`.execute(db);
  const row = result.rows[0];
  if (!row) throw new Error('A locked request is gone');
  return {
    firmId,
    id,
    checklistId: row.checklist_id,
    matterId: row.matter_id,
    type: row.type,
    state: row.state,
    question: row.question,
    answer: row.answer,
    declined: row.reason && { reason: row.reason, note: row.note },
    askedAgain: row.asked_again,
    complete: row.complete,
    inReview: row.in_review,
  };
}

export interface Changes {
  readonly answer?: AnswerValue | null;
  readonly answeredBy?: string | null;
  readonly declined?: {
    readonly reason: DeclineReason;
    readonly note: string | null;
    readonly by: string;
    readonly at: Date;
  } | null;
  readonly waived?: { readonly reason: string; readonly at: Date };
  readonly reopened?: { readonly note: string; readonly at: Date } | null;
}

/** Moves a request by compare-and-set, with what belongs to the new state. @throws Refusal where it has moved meanwhile */
export async function moveRequest(
  tx: Tx,
  { firmId, id, state }: Pick<LockedRequest, 'firmId' | 'id' | 'state'>,
  to: KeptState,
  { answer, answeredBy, declined, waived, reopened }: Changes = {},
): Promise<void> {
  const result = await tx
    .updateTable('checklist_requests')
    .set({
      state: to,
      ...(answer !== undefined && {
        answer: answer === null ? null : JSON.stringify(answer),
        answered_by: answeredBy ?? null,
      }),
      ...(declined !== undefined && {
        declined_reason: declined?.reason ?? null,
        declined_note: declined?.note ?? null,
        declined_by: declined?.by ?? null,
        declined_at: declined?.at ?? null,
      }),
      ...(waived && { waived_reason: waived.reason, waived_at: waived.at }),
      ...(reopened !== undefined && { reopened_note: reopened?.note ?? null, reopened_at: reopened?.at ?? null }),
    })
    .where('firm_id', '=', firmId)
    .where('id', '=', id)
    .where('state', '=', state)
    .executeTakeFirst();
  if (result.numUpdatedRows === 0n) throw new Refusal(conflict);
}

/** Keeps a contact's words; an empty text takes them away. */
export async function putNote(
  tx: Tx,
  { firm_id, request_id, contact_id, text, sent_at }: RequestNoteTable,
): Promise<void> {
  if (text === '') {
    await tx
      .deleteFrom('request_notes')
      .where('firm_id', '=', firm_id)
      .where('request_id', '=', request_id)
      .where('contact_id', '=', contact_id)
      .execute();
    return;
  }
  await tx
    .insertInto('request_notes')
    .values({ firm_id, request_id, contact_id, text, sent_at })
    .onConflict((on) => on.columns(['firm_id', 'request_id', 'contact_id']).doUpdateSet({ text, sent_at }))
    .execute();
}

export async function findNote(db: Reader, firmId: string, requestId: string, contactId: string) {
  return db
    .selectFrom('request_notes')
    .select(['text', 'sent_at'])
    .where('firm_id', '=', firmId)
    .where('request_id', '=', requestId)
    .where('contact_id', '=', contactId)
    .executeTakeFirst();
}

/** Sends what a contact has written to a request and not sent. @returns whether there was anything */
export async function sendNotes(
  tx: Tx,
  { firmId, id, contactId, now }: { firmId: string; id: string; contactId: string; now: Date },
): Promise<boolean> {
  const result = await tx
    .updateTable('request_notes')
    .set({ sent_at: now })
    .where('firm_id', '=', firmId)
    .where('request_id', '=', id)
    .where('contact_id', '=', contactId)
    .where('sent_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Sends whatever a contact has written in a checklist and not sent. */
export async function sendAllNotes(
  tx: Tx,
  { firmId, checklistId, contactId, now }: { firmId: string; checklistId: string; contactId: string; now: Date },
): Promise<void> {
  await sql`update request_notes n set sent_at = ${now} from checklist_requests r
    where n.firm_id = ${firmId} and n.contact_id = ${contactId} and n.sent_at is null
      and r.firm_id = n.firm_id and r.id = n.request_id and r.checklist_id = ${checklistId}`.execute(tx);
}

/** What conditions of a checklist look at; whoever calls has locked the checklist. */
export async function conditionalItems(db: Reader, firmId: string, checklistId: string) {
  return db
    .selectFrom('checklist_requests')
    .select(['id', 'type', 'key', 'condition', 'answer', 'applies', 'state'])
    .where('firm_id', '=', firmId)
    .where('checklist_id', '=', checklistId)
    .orderBy('group_id')
    .orderBy('position')
    .execute();
}

export async function setApplies(tx: Tx, firmId: string, ids: readonly string[], applies: boolean): Promise<void> {
  await tx
    .updateTable('checklist_requests')
    .set({ applies })
    .where('firm_id', '=', firmId)
    .where('id', 'in', ids)
    .execute();
}

/** Locks the checklists of a matter, in an order that is the same for all. */
export async function lockChecklistsOf(tx: Tx, firmId: string, matterId: string): Promise<string[]> {
  const result = await sql<{ id: string }>`
    select id from checklists where firm_id = ${firmId} and matter_id = ${matterId} order by id for update`.execute(tx);
  return result.rows.map(({ id }) => id);
}

/** Locks a checklist that the viewer sees. @returns it, or undefined */
export async function lockChecklist(tx: Tx, viewer: Viewer, id: string) {
  const result = await sql<{
    id: string;
    matter_id: string;
    finished_at: Date | null;
    finished_missing: string[] | null;
  }>`
    select k.id, k.matter_id, k.finished_at, k.finished_missing from checklists k
    where k.firm_id = ${viewer.firmId} and k.id = ${id} and ${visible(viewer)} for update`.execute(tx);
  return result.rows[0];
}

/** @returns false where the client was not finished */
export async function unfinish(tx: Tx, firmId: string, checklistId: string): Promise<boolean> {
  const result = await tx
    .updateTable('checklists')
    .set({ finished_at: null, finished_missing: null })
    .where('firm_id', '=', firmId)
    .where('id', '=', checklistId)
    .where('finished_at', 'is not', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** What is required, applies and is still the client's to do, in the firm's order. */
export async function missingOf(db: Reader, firmId: string, checklistId: string): Promise<string[]> {
  const result = await sql<{ id: string }>`
    select r.id from checklist_requests r join checklist_groups g on g.firm_id = r.firm_id and g.id = r.group_id
    where r.firm_id = ${firmId} and r.checklist_id = ${checklistId} and r.required and r.applies
      and r.state in ('requested', 'returned') order by g.position, r.position`.execute(db);
  return result.rows.map(({ id }) => id);
}

export async function finish(tx: Tx, firmId: string, id: string, now: Date, missing: readonly string[]): Promise<void> {
  await tx
    .updateTable('checklists')
    .set({ finished_at: now, finished_missing: JSON.stringify(missing) })
    .where('firm_id', '=', firmId)
    .where('id', '=', id)
    .execute();
}
