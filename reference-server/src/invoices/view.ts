import type {
  FirmInvoice,
  FirmInvoiceSummary,
  Invoice,
  InvoiceLine,
  InvoiceMove,
  InvoiceSummary,
} from '@portico/contract';
import type { LedgerRow } from '../ledger/store.js';
import type { LineRow } from './lines-store.js';
import { issuedStatusOf, statusOf } from './status.js';
import type { InvoiceRow, NamedInvoiceRow } from './store.js';

/** An invoice with everything that hangs on it. */
export interface WholeInvoice {
  readonly invoice: NamedInvoiceRow;
  readonly lines: readonly LineRow[];
  readonly moves: readonly LedgerRow[];
}

/** As the client sees one in a list. A row without a number would be a draft, which no client's query finds. */
export function summaryOf(row: NamedInvoiceRow, today: string): InvoiceSummary {
  const { id, number, matter_id: matterId, currency, kind, issued_on, due_on, total, balance } = row;
  return {
    ...{ id, number: number ?? '', matterId, ...subjectOf(row), status: issuedStatusOf(row, today), currency, kind },
    ...{ issuedOn: issued_on ?? '', dueOn: due_on ?? '', nextDueOn: row.next_due_on, total, balance },
  };
}

export function firmSummaryOf(row: InvoiceRow, today: string): FirmInvoiceSummary {
  const { id, client_id: clientId, matter_id: matterId, number, currency, kind, total, balance } = row;
  return {
    ...{ id, clientId, matterId, number, status: statusOf(row, today), currency, kind },
    ...{ issuedOn: row.issued_on, dueOn: row.due_on, nextDueOn: row.next_due_on, total, balance },
  };
}

/** As the client sees it. */
export function invoiceView({ invoice, lines, moves }: WholeInvoice, today: string): Invoice {
  return {
    ...summaryOf(invoice, today),
    ...bodyOf(invoice),
    lines: lines.map(lineView),
    history: moves.map(moveView),
  };
}

/** As the firm's side sees it. */
export function firmInvoiceView({ invoice, lines, moves }: WholeInvoice, today: string): FirmInvoice {
  const { series_id: seriesId, due, discount_given: discount, void_reason: reason, voided_at: at } = invoice;
  return {
    ...firmSummaryOf(invoice, today),
    ...subjectOf(invoice),
    ...bodyOf(invoice),
    ...{ seriesId, due, discount },
    lines: lines.map((line) => ({ ...lineView(line), ownDiscount: line.discount_given })),
    history: moves.map(moveView),
    voided: reason === null || at === null ? null : { reason, at: at.toISOString() },
    version: invoice.version,
    createdAt: invoice.created_at.toISOString(),
  };
}

function subjectOf({
  matter_title: title,
  matter_reference: reference,
  about,
  line_count: lineCount,
  plan_id: planId,
}: NamedInvoiceRow) {
  return { matter: { title, reference }, about, lineCount, planId };
}

function bodyOf({ bill_to, client_name, tax_inclusive: taxInclusive, note, ...row }: NamedInvoiceRow) {
  const { subtotal, discount, net, taxes, total, paid, credited, balance } = row;
  return {
    billTo: bill_to ?? client_name,
    taxInclusive,
    note,
    totals: { subtotal, discount, net, taxes: [...taxes], total, paid, credited, balance },
  };
}

function lineView({ unit_price: unitPrice, ...line }: LineRow): InvoiceLine {
  const { id, description, quantity, kind, subtotal, discount, net, taxes, total } = line;
  return { id, description, quantity, unitPrice, kind, subtotal, discount, net, taxes: [...taxes], total };
}

function moveView({ id, type, day, at, amount, method, reference, ...row }: LedgerRow): InvoiceMove {
  return {
    ...{ id, type, on: day, at: at.toISOString(), amount: Math.abs(amount), method, reference },
    ...{ refersTo: row.refers_to, creditNoteId: row.credit_note_id },
  };
}
