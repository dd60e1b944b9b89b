import type { InvoiceBody, InvoiceTemplateBody } from '@portico/contract';
import type { Generated, Selectable } from 'kysely';
import { page, type PageQuery } from '../database/pages.js';
import type { Json, Reader, Tx } from '../database/tables.js';

interface InvoiceTemplateTable {
  firm_id: string;
  id: string;
  name: string;
  invoice: Json<InvoiceBody>;
  version: Generated<number>;
  created_at: Date;
  updated_at: Date;
}

declare module '../database/tables.js' {
  interface Tables {
    invoice_templates: InvoiceTemplateTable;
  }
}

export type InvoiceTemplateRow = Readonly<Selectable<InvoiceTemplateTable>>;

/** A page of the templates, newest first. */
export async function listInvoiceTemplates(db: Reader, firmId: string, { limit, cursor }: PageQuery) {
  const rows = await db
    .selectFrom('invoice_templates')
    .select(['id', 'name', 'updated_at'])
    .where('firm_id', '=', firmId)
    .$if(cursor !== undefined, (query) => query.where('id', '<', cursor ?? ''))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  return page(rows, limit, (row) => row.id);
}

export async function getInvoiceTemplate(
  db: Reader,
  firmId: string,
  id: string,
): Promise<InvoiceTemplateRow | undefined> {
  return db
    .selectFrom('invoice_templates')
    .selectAll()
    .where('firm_id', '=', firmId)
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function insertInvoiceTemplate(
  tx: Tx,
  { firmId, id, now, body }: { firmId: string; id: string; now: Date; body: InvoiceTemplateBody },
): Promise<InvoiceTemplateRow> {
  return tx
    .insertInto('invoice_templates')
    .values({ firm_id: firmId, id, ...columnsOf(body), created_at: now, updated_at: now })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Replaces a template that still is of a version. */
export async function replaceInvoiceTemplate(
  tx: Tx,
  {
    firmId,
    id,
    now,
    version,
    body,
  }: { firmId: string; id: string; now: Date; version: number; body: InvoiceTemplateBody },
): Promise<InvoiceTemplateRow | undefined> {
  return tx
    .updateTable('invoice_templates')
    .set((eb) => ({ ...columnsOf(body), updated_at: now, version: eb('version', '+', 1) }))
    .where('firm_id', '=', firmId)
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
}

/** @returns whether it was there */
export async function deleteInvoiceTemplate(tx: Tx, firmId: string, id: string): Promise<boolean> {
  const result = await tx
    .deleteFrom('invoice_templates')
    .where('firm_id', '=', firmId)
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

function columnsOf({ name, invoice }: InvoiceTemplateBody) {
  return { name, invoice: JSON.stringify(invoice) };
}
