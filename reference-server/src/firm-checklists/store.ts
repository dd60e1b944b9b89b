import type { LocalizedText } from '@portico/contract';
import { sql } from 'kysely';
import type { NewRequest } from '../checklists/store.js';
import type { Reader, Tx } from '../database/tables.js';

export async function insertGroupAtEnd(
  tx: Tx,
  group: { readonly firmId: string; readonly checklistId: string; readonly id: string; readonly title: LocalizedText },
): Promise<void> {
  const { firmId, checklistId, id, title } = group;
  await sql`insert into checklist_groups (firm_id, id, checklist_id, position, title)
    select ${firmId}, ${id}, ${checklistId}, coalesce(max(position), -1) + 1, ${JSON.stringify(title)}::jsonb
    from checklist_groups where firm_id = ${firmId} and checklist_id = ${checklistId}`.execute(tx);
}

/** The groups of a checklist with their requests, in their order. */
export async function orderOf(db: Reader, firmId: string, checklistId: string) {
  const result = await sql<{ id: string; requests: string[] }>`
    select g.id, array(select r.id from checklist_requests r where r.firm_id = g.firm_id
      and r.checklist_id = g.checklist_id and r.group_id = g.id order by r.position) as requests
    from checklist_groups g where g.firm_id = ${firmId} and g.checklist_id = ${checklistId}
    order by g.position`.execute(db);
  return { groups: result.rows };
}

/** @param groups every group and request of one checklist, which whoever calls has locked */
export async function arrange(
  tx: Tx,
  firmId: string,
  groups: readonly { readonly id: string; readonly requests: readonly string[] }[],
): Promise<void> {
  await sql`update checklist_groups g set position = o.position - 1
    from unnest(${groups.map(({ id }) => id)}::text[]) with ordinality as o (id, position)
    where g.firm_id = ${firmId} and g.id = o.id`.execute(tx);
  for (const { id, requests } of groups) {
    if (requests.length === 0) continue;
    await sql`update checklist_requests r set group_id = ${id}, position = o.position - 1
      from unnest(${[...requests]}::text[]) with ordinality as o (id, position)
      where r.firm_id = ${firmId} and r.id = o.id`.execute(tx);
  }
}

/** What of a request can be changed. */
export type RequestChanges = {
  readonly [K in Exclude<keyof NewRequest, 'type' | 'key' | 'slots' | 'question'>]?: NewRequest[K] | undefined;
};

export async function updateRequest(tx: Tx, firmId: string, id: string, changes: RequestChanges): Promise<void> {
  const { title, kind, why, tips, example, accept, maxBytes, maxFiles, dueOn, required, condition } = changes;
  await tx
    .updateTable('checklist_requests')
    .set((eb) => ({
      kind: kind ?? eb.ref('kind'),
      ...(title && { title: JSON.stringify(title) }),
      ...(why !== undefined && { why: why && JSON.stringify(why) }),
      ...(tips && { tips: JSON.stringify(tips) }),
      ...(example !== undefined && { example: example && JSON.stringify(example) }),
      ...(accept && { accept: JSON.stringify(accept) }),
      ...(maxBytes !== undefined && { max_bytes: maxBytes }),
      ...(maxFiles !== undefined && { max_files: maxFiles }),
      ...(dueOn !== undefined && { due_on: dueOn }),
      ...(required !== undefined && { required }),
      ...(condition !== undefined && { condition: condition && JSON.stringify(condition) }),
    }))
    .where('firm_id', '=', firmId)
    .where('id', '=', id)
    .execute();
}
