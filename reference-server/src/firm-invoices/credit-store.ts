import type { Selectable } from 'kysely';
import { page, type PageQuery } from '../database/pages.js';
import type { Json, Reader, Tx } from '../database/tables.js';
import type { Tax } from '../invoices/totals.js';

interface CreditNoteTable {
  firm_id: string;
  id: string;
  invoice_id: string;
  number: string;
  reason: string;
  issued_on: string;
  total: number;
  created_at: Date;
}

interface CreditNoteLineTable {
  firm_id: string;
  credit_note_id: string;
  line_id: string;
  amount: number;
  taxes: Json<readonly Tax[]>;
}

declare module '../database/tables.js' {
  interface Tables {
    credit_notes: CreditNoteTable;
    credit_note_lines: CreditNoteLineTable;
  }
}

export type CreditNoteRow = Readonly<CreditNoteTable>;
export type CreditNoteLineRow = Readonly<Selectable<CreditNoteLineTable>>;
export type CreditedLine = Omit<CreditNoteLineRow, 'firm_id' | 'credit_note_id'>;

export async function insertCreditNote(tx: Tx, row: CreditNoteRow, lines: readonly CreditedLine[]): Promise<void> {
  await tx.insertInto('credit_notes').values(row).execute();
  await tx
    .insertInto('credit_note_lines')
    .values(
      lines.map(({ line_id, amount, taxes }) => ({
        ...{ firm_id: row.firm_id, credit_note_id: row.id, line_id, amount },
        taxes: JSON.stringify(taxes),
      })),
    )
    .execute();
}

/** A page of the credit notes of an invoice, newest first. */
export async function listCreditNotes(db: Reader, firmId: string, invoiceId: string, { limit, cursor }: PageQuery) {
  const rows = await db
    .selectFrom('credit_notes')
    .selectAll()
    .where('firm_id', '=', firmId)
    .where('invoice_id', '=', invoiceId)
    .$if(cursor !== undefined, (query) => query.where('id', '<', cursor ?? ''))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  return page(rows, limit, (row) => row.id);
}

/** What all credit notes of an invoice have taken back, line by line. */
export async function creditedLines(db: Reader, firmId: string, invoiceId: string): Promise<CreditNoteLineRow[]> {
  return db
    .selectFrom('credit_note_lines as c')
    .innerJoin('credit_notes as n', (join) =>
      join.onRef('n.firm_id', '=', 'c.firm_id').onRef('n.id', '=', 'c.credit_note_id'),
    )
    .selectAll('c')
    .where('c.firm_id', '=', firmId)
    .where('n.invoice_id', '=', invoiceId)
    .orderBy('c.line_id')
    .execute();
}
