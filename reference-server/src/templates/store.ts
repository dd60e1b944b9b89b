import type { LocalizedText, TemplateBody } from '@portico/contract';
import { type Generated, sql } from 'kysely';
import { page, type PageQuery } from '../database/pages.js';
import type { Json, Reader, Tx } from '../database/tables.js';

interface TemplateTable {
  firm_id: string;
  id: string;
  name: string;
  case_type: string | null;
  title: Json<LocalizedText>;
  groups: Json<TemplateBody['groups']>;
  version: Generated<number>;
  created_at: Date;
  updated_at: Date;
}

declare module '../database/tables.js' {
  interface Tables {
    checklist_templates: TemplateTable;
  }
}

export interface TemplateRow extends Omit<TemplateBody, 'caseType'> {
  readonly id: string;
  readonly case_type: string | null;
  readonly version: number;
  readonly created_at: Date;
  readonly updated_at: Date;
}

/** A page of the templates, newest first; those for a type of case, or for any, where one is given. */
export async function listTemplates(
  db: Reader,
  firmId: string,
  { limit, cursor, caseType }: PageQuery & { readonly caseType?: string | undefined },
) {
  const rows = await db
    .selectFrom('checklist_templates')
    .select(['id', 'name', 'case_type', 'title', 'updated_at'])
    .select(
      sql<number>`(select coalesce(sum(jsonb_array_length(g.value -> 'requests')), 0)::int
        from jsonb_array_elements(groups) g)`.as('requests'),
    )
    .where('firm_id', '=', firmId)
    .$if(cursor !== undefined, (query) => query.where('id', '<', cursor ?? ''))
    .$if(caseType !== undefined, (query) =>
      query.where((eb) => eb.or([eb('case_type', 'is', null), eb('case_type', '=', caseType ?? '')])),
    )
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  return page(rows, limit, (row) => row.id);
}

export async function getTemplate(db: Reader, firmId: string, id: string): Promise<TemplateRow | undefined> {
  return db
    .selectFrom('checklist_templates')
    .selectAll()
    .where('firm_id', '=', firmId)
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function insertTemplate(
  tx: Tx,
  { firmId, id, now, body }: { firmId: string; id: string; now: Date; body: TemplateBody },
): Promise<TemplateRow> {
  return tx
    .insertInto('checklist_templates')
    .values({ firm_id: firmId, id, ...columnsOf(body), created_at: now, updated_at: now })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Replaces a template that still is of a version. */
export async function replaceTemplate(
  tx: Tx,
  { firmId, id, now, version, body }: { firmId: string; id: string; now: Date; version: number; body: TemplateBody },
): Promise<TemplateRow | undefined> {
  return tx
    .updateTable('checklist_templates')
    .set((eb) => ({ ...columnsOf(body), updated_at: now, version: eb('version', '+', 1) }))
    .where('firm_id', '=', firmId)
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
}

/** @returns whether it was there */
export async function deleteTemplate(tx: Tx, firmId: string, id: string): Promise<boolean> {
  const result = await tx
    .deleteFrom('checklist_templates')
    .where('firm_id', '=', firmId)
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

function columnsOf({ name, caseType, title, groups }: TemplateBody) {
  return { name, case_type: caseType, title: JSON.stringify(title), groups: JSON.stringify(groups) };
}
