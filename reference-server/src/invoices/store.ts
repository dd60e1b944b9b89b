import type { Discount, Due, FeeKind, FirmInvoiceStatus, InvoiceBody } from '@portico/contract';
import { type Generated, type RawBuilder, type Selectable, sql } from 'kysely';
import { page, type PageQuery } from '../database/pages.js';
import type { Json, NullableJson, Reader, Tx } from '../database/tables.js';
import type { Viewer } from '../http/caller.js';
import { withinReach } from '../matters/reach.js';
import { standsAs } from './status.js';
import type { Tax, Totals } from './totals.js';

/** Amounts are minor units of the currency. */
interface InvoiceTable {
  firm_id: string;
  id: string;
  matter_id: string;
  /** Of the matter. */
  client_id: string;
  /** Null for the firm's first series. */
  series_id: string | null;
  /** What the firm did; how the invoice stands is derived (status.ts). */
  state: 'draft' | 'issued' | 'void';
  currency: string;
  kind: FeeKind;
  due: Json<Due>;
  tax_inclusive: boolean;
  discount_given: NullableJson<Discount>;
  note: string | null;
  subtotal: number;
  discount: number;
  net: number;
  taxes: Json<readonly Tax[]>;
  total: number;
  /** Sums over its rows of the ledger, which alone writes them. */
  paid: Generated<number>;
  credited: Generated<number>;
  balance: Generated<number>;
  /** Null in a draft, as the days, the instant and the name. */
  number: string | null;
  /** The client's name as it was at issue. */
  bill_to: string | null;
  issued_on: string | null;
  due_on: string | null;
  /** When something that is open falls due first; null where nothing is. Written with the balance (ledger/open-days.ts). */
  next_due_on: Generated<string | null>;
  /** How much of it falls due on that day. */
  next_due_amount: Generated<number | null>;
  issued_at: Date | null;
  void_reason: string | null;
  voided_at: Date | null;
  /** When other systems were told that it is late. */
  overdue_told_at: Date | null;
  version: Generated<number>;
  created_at: Date;
}

declare module '../database/tables.js' {
  interface Tables {
    invoices: InvoiceTable;
  }
}

export type InvoiceRow = Readonly<Selectable<InvoiceTable>>;
/** With the names of client and matter as they are now, and what it is for in short. */
export type NamedInvoiceRow = InvoiceRow & {
  readonly client_name: string;
  readonly matter_title: string;
  readonly matter_reference: string | null;
  readonly about: string;
  readonly line_count: number;
  /** Of the last payment plan that was not withdrawn. */
  readonly plan_id: string | null;
};

export interface InvoiceFilter {
  readonly clientId?: string | undefined;
  readonly matterId?: string | undefined;
  readonly status?: FirmInvoiceStatus | undefined;
  readonly dueFrom?: string | undefined;
  readonly dueTo?: string | undefined;
}

/** What a viewer may see: staff within their reach; a client what was issued in matters shared with them. On rows of `invoices`. */
export function seenBy(viewer: Viewer): RawBuilder<boolean> {
  const { firmId, contactId, matters } = viewer;
  if (contactId === null) return withinReach(viewer, 'invoices.matter_id');
  return sql`invoices.state <> 'draft'
    and invoices.client_id = (select c.client_id from contacts c where c.firm_id = ${firmId} and c.id = ${contactId})
    and exists (select 1 from matter_shares s where s.firm_id = invoices.firm_id
      and s.matter_id = invoices.matter_id and s.contact_id = ${contactId})
    ${matters === null ? sql`` : sql`and invoices.matter_id = any(${[...matters]})`}`;
}

function visible(db: Reader, viewer: Viewer) {
  return db
    .selectFrom('invoices')
    .selectAll('invoices')
    .where('invoices.firm_id', '=', viewer.firmId)
    .where(seenBy(viewer));
}

/** What people know an invoice by. */
function names() {
  const matter = sql`from matters m where m.firm_id = invoices.firm_id and m.id = invoices.matter_id`;
  const lines = sql`from invoice_lines l where l.firm_id = invoices.firm_id and l.invoice_id = invoices.id`;
  return [
    sql<string>`(select c.name from clients c where c.firm_id = invoices.firm_id and c.id = invoices.client_id)`.as(
      'client_name',
    ),
    sql<string>`(select m.title ${matter})`.as('matter_title'),
    sql<string | null>`(select m.reference ${matter})`.as('matter_reference'),
    sql<string>`(select l.description ${lines} order by l.position limit 1)`.as('about'),
    sql<number>`(select count(*)::int ${lines})`.as('line_count'),
    sql<
      string | null
    >`(select p.id from payment_plans p where p.firm_id = invoices.firm_id and p.invoice_id = invoices.id
      and p.state <> 'withdrawn' order by p.id desc limit 1)`.as('plan_id'),
  ] as const;
}

/** The same rows with their names, by a query of its own: in that of a page, it would be planned for all that there are. */
async function withNames(db: Reader, firmId: string, rows: readonly InvoiceRow[]): Promise<NamedInvoiceRow[]> {
  if (rows.length === 0) return [];
  const found = await db
    .selectFrom('invoices')
    .select(['invoices.id', ...names()])
    .where('invoices.firm_id', '=', firmId)
    .where(
      'invoices.id',
      'in',
      rows.map(({ id }) => id),
    )
    .execute();
  const known = new Map(found.map((one) => [one.id, one]));
  return rows.flatMap((row) => {
    const named = known.get(row.id);
    return named ? [{ ...row, ...named }] : [];
  });
}

export async function getInvoice(db: Reader, viewer: Viewer, id: string): Promise<NamedInvoiceRow | undefined> {
  return visible(db, viewer).select(names()).where('invoices.id', '=', id).executeTakeFirst();
}

/** A page of what the firm's side may see, newest first. @param today the firm's day */
export async function listInvoices(
  db: Reader,
  viewer: Viewer,
  { clientId, matterId, status, dueFrom, dueTo }: InvoiceFilter,
  today: string,
  { limit, cursor }: PageQuery,
) {
  const rows = await visible(db, viewer)
    .$if(clientId !== undefined, (query) => query.where('client_id', '=', clientId ?? ''))
    .$if(matterId !== undefined, (query) => query.where('matter_id', '=', matterId ?? ''))
    .$if(status !== undefined, (query) => query.where(standsAs(status ?? 'draft', today)))
    .$if(dueFrom !== undefined, (query) => query.where('due_on', '>=', dueFrom ?? ''))
    .$if(dueTo !== undefined, (query) => query.where('due_on', '<=', dueTo ?? ''))
    .$if(cursor !== undefined, (query) => query.where('id', '<', cursor ?? ''))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  return page(rows, limit, (row) => row.id);
}

/** A page of what a client sees, in the order of issue, last first. @param today the firm's day */
export async function listIssued(
  db: Reader,
  viewer: Viewer,
  { matterId, status }: Pick<InvoiceFilter, 'matterId' | 'status'>,
  today: string,
  { limit, cursor }: PageQuery,
) {
  const rows = await visible(db, viewer)
    .$if(matterId !== undefined, (query) => query.where('matter_id', '=', matterId ?? ''))
    .$if(status !== undefined, (query) => query.where(standsAs(status ?? 'void', today)))
    .$if(cursor !== undefined, (query) =>
      query.where(
        sql<boolean>`(invoices.issued_at, invoices.id) < (select p.issued_at, p.id from invoices p
          where p.firm_id = ${viewer.firmId} and p.id = ${cursor})`,
      ),
    )
    .orderBy('issued_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  const { data, nextCursor } = page(rows, limit, (row) => row.id);
  return { data: await withNames(db, viewer.firmId, data), nextCursor };
}

/** Kinds of money that what a client sees asks for. */
export async function billedKinds(db: Reader, viewer: Viewer): Promise<ReadonlySet<FeeKind>> {
  const kinds = visible(db, viewer).clearSelect().select('invoices.kind').distinct();
  return new Set((await kinds.execute()).map(({ kind }) => kind));
}

/** Locks an invoice that the viewer, of the staff, may see, so that what is posted on it follows each other. */
export async function lockInvoice(tx: Tx, viewer: Viewer, id: string): Promise<InvoiceRow | undefined> {
  return visible(tx, viewer).where('invoices.id', '=', id).forUpdate('invoices').executeTakeFirst();
}

/** Locks an invoice of the firm, whoever may see it: the server itself posts what a processor has said. */
export async function lockInvoiceOf(tx: Tx, firmId: string, id: string): Promise<InvoiceRow> {
  return tx
    .selectFrom('invoices')
    .selectAll()
    .where('firm_id', '=', firmId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

export interface NewInvoice {
  readonly firmId: string;
  readonly id: string;
  readonly matterId: string;
  readonly clientId: string;
  readonly now: Date;
  readonly body: InvoiceBody;
  readonly totals: Totals;
}

export async function insertInvoice(tx: Tx, { firmId, id, matterId, clientId, now, body, totals }: NewInvoice) {
  await tx
    .insertInto('invoices')
    .values({
      firm_id: firmId,
      id,
      matter_id: matterId,
      client_id: clientId,
      state: 'draft',
      ...columnsOf(body, totals),
      created_at: now,
    })
    .execute();
}

/** Replaces what a draft says; the caller has locked it and looked at its version. */
export async function replaceDraft(tx: Tx, firmId: string, id: string, body: InvoiceBody, totals: Totals) {
  await tx
    .updateTable('invoices')
    .set((eb) => ({ ...columnsOf(body, totals), version: eb('version', '+', 1) }))
    .where('firm_id', '=', firmId)
    .where('id', '=', id)
    .where('state', '=', 'draft')
    .execute();
}

export async function deleteDraft(tx: Tx, firmId: string, id: string): Promise<void> {
  await tx
    .deleteFrom('invoices')
    .where('firm_id', '=', firmId)
    .where('id', '=', id)
    .where('state', '=', 'draft')
    .execute();
}

export interface Issue {
  readonly number: string;
  readonly issued_on: string;
  readonly due_on: string;
  readonly issued_at: Date;
}

/** From draft to issued. The client's name is kept as it is now. */
export async function markIssued(tx: Tx, { firm_id, id, client_id }: InvoiceRow, issue: Issue): Promise<void> {
  await tx
    .updateTable('invoices')
    .set((eb) => ({
      ...issue,
      state: 'issued',
      bill_to: sql`(select c.name from clients c where c.firm_id = ${firm_id} and c.id = ${client_id})`,
      version: eb('version', '+', 1),
    }))
    .where('firm_id', '=', firm_id)
    .where('id', '=', id)
    .where('state', '=', 'draft')
    .execute();
}

/** From issued to void. */
export async function markVoid(tx: Tx, firmId: string, id: string, reason: string, now: Date): Promise<void> {
  await tx
    .updateTable('invoices')
    .set((eb) => ({ state: 'void', void_reason: reason, voided_at: now, version: eb('version', '+', 1) }))
    .where('firm_id', '=', firmId)
    .where('id', '=', id)
    .where('state', '=', 'issued')
    .execute();
}

function columnsOf(body: InvoiceBody, totals: Totals) {
  const { subtotal, discount, net, taxes, total, kind } = totals;
  return {
    series_id: body.seriesId,
    currency: body.currency,
    kind,
    due: JSON.stringify(body.due),
    tax_inclusive: body.taxInclusive,
    discount_given: body.discount && JSON.stringify(body.discount),
    note: body.note,
    ...{ subtotal, discount, net, total },
    taxes: JSON.stringify(taxes),
  };
}
