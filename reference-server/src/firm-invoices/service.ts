import {
  conflict,
  dueTooEarly,
  type FirmInvoice,
  type InvoiceBody,
  notFound,
  preconditionFailed,
} from '@portico/contract';
import type { Actor } from '../database/actor.js';
import { newId } from '../database/ids.js';
import type { PageQuery } from '../database/pages.js';
import type { Reader, Tx } from '../database/tables.js';
import type { Change } from '../database/work.js';
import type { Deps } from '../deps.js';
import { getFirm } from '../firms/store.js';
import { dayOf, daysAfter } from '../firms/today.js';
import type { Viewer } from '../http/caller.js';
import { versionOf } from '../http/etag.js';
import { found, Refusal } from '../http/refusal.js';
import { getInvoiceTemplate } from '../invoice-templates/store.js';
import { findSeries, takeNumber } from '../invoice-series/store.js';
import { invoiceEvent } from '../invoices/events.js';
import { deleteLines, insertLines } from '../invoices/lines-store.js';
import { wholeInvoice } from '../invoices/service.js';
import * as store from '../invoices/store.js';
import { totalsOf } from '../invoices/totals.js';
import { firmInvoiceView, firmSummaryOf } from '../invoices/view.js';
import { post } from '../ledger/store.js';
import { getMatter } from '../matters/store.js';
import { closePlanIn } from '../payment-plans/close.js';

/** Invoices as the firm's side makes them. What has been issued is never changed: it is voided or credited. */
export const createFirmInvoices = ({ work, clock, config }: Pick<Deps, 'work' | 'clock' | 'config'>) => ({
  list: (viewer: Viewer, filter: store.InvoiceFilter, query: PageQuery) =>
    work.read(viewer.firmId, async (db) => {
      const today = await todayOf(db, viewer.firmId, clock.now());
      const { data, nextCursor } = await store.listInvoices(db, viewer, filter, today, query);
      return { data: data.map((row) => firmSummaryOf(row, today)), nextCursor };
    }),

  get: (viewer: Viewer, id: string) => work.read(viewer.firmId, (db) => present(db, viewer, id, clock.now())),

  create: (actor: Actor, viewer: Viewer, matterId: string, body: InvoiceBody) =>
    work.change(actor, (change) => draft(change, viewer, matterId, body)),

  createFromTemplate: (actor: Actor, viewer: Viewer, matterId: string, templateId: string) =>
    work.change(actor, async (change) => {
      const { invoice } = found(await getInvoiceTemplate(change.tx, viewer.firmId, templateId));
      return draft(change, viewer, matterId, invoice);
    }),

  update: (actor: Actor, viewer: Viewer, id: string, body: InvoiceBody, ifMatch: string | null) =>
    work.change(actor, async ({ tx, now, record }) => {
      const { firmId } = viewer;
      await lockDraft(tx, viewer, id, ifMatch);
      await mustHaveSeries(tx, firmId, body);
      const totals = totalsOf(body);
      await store.replaceDraft(tx, firmId, id, body, totals);
      await deleteLines(tx, firmId, id);
      await insertLines(tx, { firmId, invoiceId: id }, body.lines, totals.lines);
      record({ action: 'invoices.update', object: id, event: null });
      return present(tx, viewer, id, now);
    }),

  delete: (actor: Actor, viewer: Viewer, id: string): Promise<void> =>
    work.change(actor, async ({ tx, record }) => {
      await lockDraft(tx, viewer, id);
      await deleteLines(tx, viewer.firmId, id);
      await store.deleteDraft(tx, viewer.firmId, id);
      record({ action: 'invoices.delete', object: id, event: null });
    }),

  issue: (actor: Actor, viewer: Viewer, id: string, ifMatch: string | null) =>
    work.change(actor, async (change) => {
      const { tx, now } = change;
      await issueIn(change, config, await lockDraft(tx, viewer, id, ifMatch));
      return present(tx, viewer, id, now);
    }),

  void: (actor: Actor, viewer: Viewer, id: string, reason: string) =>
    work.change(actor, async (change) => {
      const { tx, now, record } = change;
      const { firmId } = viewer;
      const invoice = await lockIssued(tx, viewer, id);
      if (invoice.paid > 0) throw new Refusal(conflict, { reason: 'paid' });
      const { settings } = await getFirm(tx, firmId);
      const day = dayOf(settings, now);
      const teller = { config, settings };
      await closePlanIn(change, teller, invoice);
      await store.markVoid(tx, firmId, id, reason, now);
      if (invoice.balance !== 0)
        await post(tx, invoice, { type: 'void', amount: -invoice.balance, source: 'firm', day, at: now });
      const event = invoiceEvent(teller, 'invoice.voided', invoice, 0);
      record({ action: 'invoices.void', object: id, event, details: { reason } });
      return present(tx, viewer, id, now);
    }),
});

/** Locks an invoice that has been issued and stands. @throws Refusal `conflict` with the reason `draft` or `void` */
export async function lockIssued(tx: Tx, viewer: Viewer, id: string): Promise<store.InvoiceRow> {
  const invoice = found(await store.lockInvoice(tx, viewer, id));
  if (invoice.state !== 'issued') throw new Refusal(conflict, { reason: invoice.state });
  return invoice;
}

/** @param ifMatch where the caller must have read it as it is */
async function lockDraft(tx: Tx, viewer: Viewer, id: string, ifMatch?: string | null): Promise<store.InvoiceRow> {
  const invoice = found(await store.lockInvoice(tx, viewer, id));
  if (invoice.state !== 'draft') throw new Refusal(conflict, { reason: invoice.state });
  if (ifMatch !== undefined && versionOf(ifMatch) !== invoice.version) throw new Refusal(preconditionFailed);
  return invoice;
}

/** Issues a draft whose row is locked, within a change that may do more than that. */
export async function issueIn(
  { tx, now, record }: Change,
  config: Deps['config'],
  invoice: store.InvoiceRow,
): Promise<Pick<store.InvoiceRow, 'id' | 'number' | 'due_on'>> {
  const { firm_id: firmId, id } = invoice;
  const { settings } = await getFirm(tx, firmId);
  const today = dayOf(settings, now);
  const due = 'on' in invoice.due ? invoice.due.on : daysAfter(today, invoice.due.inDays);
  if (due < today) throw new Refusal(dueTooEarly);
  const series = found(await findSeries(tx, firmId, 'invoices', invoice.series_id));
  const number = await takeNumber(tx, series, Number(today.slice(0, 4)));
  const issued = { number, issued_on: today, due_on: due, issued_at: now };
  await store.markIssued(tx, invoice, issued);
  const told = { ...invoice, ...issued };
  if (invoice.total > 0)
    await post(tx, told, { type: 'charge', amount: invoice.total, source: 'firm', day: today, at: now });
  const event = invoiceEvent({ config, settings }, 'invoice.issued', told, invoice.total);
  record({ action: 'invoices.issue', object: id, event });
  return told;
}

async function draft(change: Change, viewer: Viewer, matterId: string, body: InvoiceBody) {
  return present(change.tx, viewer, await draftIn(change, viewer, matterId, body), change.now);
}

/** Drafts within a change that may do more than that. @returns its id */
export async function draftIn(
  { tx, now, record }: Change,
  viewer: Viewer,
  matterId: string,
  body: InvoiceBody,
): Promise<string> {
  const { firmId } = viewer;
  const { client_id: clientId } = found(await getMatter(tx, viewer, matterId));
  await mustHaveSeries(tx, firmId, body);
  const totals = totalsOf(body);
  const id = newId('inv');
  await store.insertInvoice(tx, { firmId, id, matterId, clientId, now, body, totals });
  await insertLines(tx, { firmId, invoiceId: id }, body.lines, totals.lines);
  record({ action: 'invoices.create', object: id, event: null });
  return id;
}

/** The series that an invoice names is there, and one of invoices. */
export async function mustHaveSeries(db: Reader, firmId: string, { seriesId }: InvoiceBody): Promise<void> {
  if (seriesId !== null && !(await findSeries(db, firmId, 'invoices', seriesId))) throw new Refusal(notFound);
}

async function present(db: Reader, viewer: Viewer, id: string, now: Date): Promise<FirmInvoice> {
  const whole = await wholeInvoice(db, viewer, id);
  return firmInvoiceView(whole, await todayOf(db, viewer.firmId, now));
}

async function todayOf(db: Reader, firmId: string, now: Date): Promise<string> {
  const { settings } = await getFirm(db, firmId);
  return dayOf(settings, now);
}
