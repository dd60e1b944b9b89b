import type { PlanEvery, PlanState } from '@portico/contract';
import { type RawBuilder, type Selectable, sql, type Updateable } from 'kysely';
import { page, type PageQuery } from '../database/pages.js';
import type { NullableJson, Reader, Tx } from '../database/tables.js';
import type { Viewer } from '../http/caller.js';
import { type InvoiceRow, seenBy } from '../invoices/store.js';
import type { Row } from './schedule.js';

/** Amounts are minor units of the invoice's currency. */
interface PlanTable {
  firm_id: string;
  id: string;
  invoice_id: string;
  /** What was done about it; that it has lapsed or is completed is derived. */
  state: 'offered' | 'active' | 'withdrawn' | 'ended';
  down_payment: number;
  instalments: number;
  every: PlanEvery;
  first_on: string;
  /** What was agreed to, and what stands for it; null in what was not, as all that follows. */
  rows: NullableJson<readonly Row[]>;
  terms_hash: string | null;
  /** Sums of the invoice at the consent, and at the end. */
  paid_before: number | null;
  credited_before: number | null;
  paid_after: number | null;
  credited_after: number | null;
  offered_at: Date;
  accepted_at: Date | null;
  /** The firm's day of the consent. */
  agreed_on: string | null;
  accepted_by: string | null;
  accepted_language: string | null;
  ended_at: Date | null;
  /** Who agreed that its instalments are charged by themselves, to what, and to which text; null where it is paid by hand. */
  auto_contact_id: string | null;
  auto_method_id: string | null;
  auto_terms_hash: string | null;
  auto_agreed_at: Date | null;
}

declare module '../database/tables.js' {
  interface Tables {
    payment_plans: PlanTable;
  }
}

export type PlanRow = Readonly<Selectable<PlanTable>>;

/** What of its invoice a plan is read by. */
export type PlanInvoice = Pick<
  InvoiceRow,
  'id' | 'matter_id' | 'client_id' | 'currency' | 'paid' | 'credited' | 'balance' | 'number'
>;

export interface PlanFilter {
  readonly state?: PlanState | undefined;
  readonly invoiceId?: string | undefined;
  readonly matterId?: string | undefined;
}

/** Of invoices that the viewer sees. */
function visible(db: Reader, viewer: Viewer) {
  return db
    .selectFrom('payment_plans as p')
    .innerJoin('invoices', (join) =>
      join.onRef('invoices.firm_id', '=', 'p.firm_id').onRef('invoices.id', '=', 'p.invoice_id'),
    )
    .selectAll('p')
    .where('p.firm_id', '=', viewer.firmId)
    .where(seenBy(viewer));
}

export async function getPlan(db: Reader, viewer: Viewer, id: string): Promise<PlanRow | undefined> {
  return visible(db, viewer).where('p.id', '=', id).executeTakeFirst();
}

/** The last one of an invoice that was not withdrawn: what its client reads. */
export async function latestPlan(db: Reader, viewer: Viewer, invoiceId: string): Promise<PlanRow | undefined> {
  return visible(db, viewer)
    .where('p.invoice_id', '=', invoiceId)
    .where('p.state', '<>', 'withdrawn')
    .orderBy('p.id', 'desc')
    .executeTakeFirst();
}

/** The one of an invoice that is offered or active, whoever may see it. */
export async function standingPlan(db: Reader, firmId: string, invoiceId: string): Promise<PlanRow | undefined> {
  return db
    .selectFrom('payment_plans')
    .selectAll()
    .where('firm_id', '=', firmId)
    .where('invoice_id', '=', invoiceId)
    .where('state', 'in', ['offered', 'active'])
    .executeTakeFirst();
}

/** A page of them, newest first. @param today the firm's day */
export async function listPlans(
  db: Reader,
  viewer: Viewer,
  { state, invoiceId, matterId }: PlanFilter,
  today: string,
  { limit, cursor }: PageQuery,
) {
  const rows = await visible(db, viewer)
    .$if(state !== undefined, (query) => query.where(isIn(state ?? 'offered', today)))
    .$if(invoiceId !== undefined, (query) => query.where('p.invoice_id', '=', invoiceId ?? ''))
    .$if(matterId !== undefined, (query) => query.where('invoices.matter_id', '=', matterId ?? ''))
    .$if(cursor !== undefined, (query) => query.where('p.id', '<', cursor ?? ''))
    .orderBy('p.id', 'desc')
    .limit(limit + 1)
    .execute();
  return page(rows, limit, (row) => row.id);
}

/** The states of view.ts, as a condition on `p` and `invoices`. */
function isIn(state: PlanState, today: string): RawBuilder<boolean> {
  const stands = sql`invoices.balance - p.down_payment >= p.instalments and (p.first_on > ${today}
    or (p.first_on = ${today} and p.down_payment = 0))`;
  switch (state) {
    case 'offered':
      return sql`p.state = 'offered' and ${stands}`;
    case 'lapsed':
      return sql`p.state = 'offered' and not (${stands})`;
    case 'active':
      return sql`p.state = 'active' and invoices.balance > 0`;
    case 'completed':
      return sql`p.state = 'active' and invoices.balance <= 0`;
    case 'withdrawn':
    case 'ended':
      return sql`p.state = ${state}`;
  }
}

/** What some plans are read by, by id of the invoice. */
export async function invoicesOf(
  db: Reader,
  firmId: string,
  plans: readonly PlanRow[],
): Promise<Map<string, PlanInvoice>> {
  const rows = await db
    .selectFrom('invoices')
    .select(['id', 'matter_id', 'client_id', 'currency', 'paid', 'credited', 'balance', 'number'])
    .where('firm_id', '=', firmId)
    .where('id', 'in', [...plans.map(({ invoice_id }) => invoice_id), ''])
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

type Offer = Pick<
  PlanRow,
  'firm_id' | 'id' | 'invoice_id' | 'down_payment' | 'instalments' | 'every' | 'first_on' | 'offered_at'
>;

/** @returns false where the invoice has one that is offered or active */
export async function insertPlan(tx: Tx, offer: Offer): Promise<boolean> {
  const result = await tx
    .insertInto('payment_plans')
    .values({ ...offer, state: 'offered' })
    .onConflict((on) => on.doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

export interface Consent {
  readonly rows: readonly Row[];
  readonly terms_hash: string;
  readonly paid_before: number;
  readonly credited_before: number;
  readonly accepted_at: Date;
  readonly agreed_on: string;
  readonly accepted_by: string;
  readonly accepted_language: string;
}

/** From offered to active. The caller has locked its invoice, as for all that follows. */
export async function markActive(tx: Tx, plan: PlanRow, { rows, ...consent }: Consent): Promise<void> {
  await move(tx, plan, { state: 'active', rows: JSON.stringify(rows), ...consent });
}

export async function markWithdrawn(tx: Tx, plan: PlanRow, now: Date): Promise<void> {
  await move(tx, plan, { state: 'withdrawn', ended_at: now });
}

/** @param invoice as it stands at the end */
export async function markEnded(
  tx: Tx,
  plan: PlanRow,
  { paid, credited }: Pick<PlanInvoice, 'paid' | 'credited'>,
  now: Date,
): Promise<void> {
  await move(tx, plan, { state: 'ended', ended_at: now, paid_after: paid, credited_after: credited });
}

async function move(tx: Tx, { firm_id, id, state }: PlanRow, step: Updateable<PlanTable>): Promise<void> {
  await tx
    .updateTable('payment_plans')
    .set(step)
    .where('firm_id', '=', firm_id)
    .where('id', '=', id)
    .where('state', '=', state)
    .executeTakeFirstOrThrow();
}
