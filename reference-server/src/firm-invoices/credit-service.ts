import type { CreditNote } from '@portico/contract';
import type { Actor } from '../database/actor.js';
import { newId } from '../database/ids.js';
import type { PageQuery } from '../database/pages.js';
import type { Change } from '../database/work.js';
import type { Deps } from '../deps.js';
import { getFirm } from '../firms/store.js';
import { dayOf } from '../firms/today.js';
import type { Viewer } from '../http/caller.js';
import { found } from '../http/refusal.js';
import { findSeries, takeNumber } from '../invoice-series/store.js';
import { invoiceEvent } from '../invoices/events.js';
import { linesOf } from '../invoices/lines-store.js';
import { settleIn } from '../invoices/settled.js';
import { getInvoice } from '../invoices/store.js';
import { post } from '../ledger/store.js';
import { creditOf, type Wanted } from './credit.js';
import * as store from './credit-store.js';
import { lockIssued } from './service.js';

export interface Crediting {
  readonly reason: string;
  /** Everything that is left where undefined. */
  readonly lines?: readonly Wanted[] | undefined;
}

/** Credit notes: what an issued invoice asked for is taken back, whole or in part, and the invoice itself stays as it was. */
export const createCredits = ({ work, config }: Pick<Deps, 'work' | 'config'>) => ({
  credit: (actor: Actor, viewer: Viewer, invoiceId: string, body: Crediting) =>
    work.change(actor, (change) => creditIn(change, config, viewer, invoiceId, body)),

  list: (viewer: Viewer, invoiceId: string, query: PageQuery) =>
    work.read(viewer.firmId, async (db) => {
      const { currency } = found(await getInvoice(db, viewer, invoiceId));
      const { data, nextCursor } = await store.listCreditNotes(db, viewer.firmId, invoiceId, query);
      const lines = await store.creditedLines(db, viewer.firmId, invoiceId);
      const of = (note: store.CreditNoteRow) => lines.filter(({ credit_note_id }) => credit_note_id === note.id);
      return { data: data.map((note) => view(note, of(note), currency)), nextCursor };
    }),
});

/** Credits within a change that does more than that. @throws Refusal `over_creditable`, `conflict` where it is not an issued one */
export async function creditIn(
  change: Change,
  config: Deps['config'],
  viewer: Viewer,
  invoiceId: string,
  { reason, lines: wanted }: Crediting,
): Promise<CreditNote> {
  const { tx, now, record } = change;
  const { firmId } = viewer;
  const invoice = await lockIssued(tx, viewer, invoiceId);
  const before = await store.creditedLines(tx, firmId, invoiceId);
  const lines = creditOf(await linesOf(tx, firmId, invoiceId), before, wanted);
  const total = lines.reduce((sum, { amount }) => sum + amount, 0);
  const { settings } = await getFirm(tx, firmId);
  const day = dayOf(settings, now);
  const series = found(await findSeries(tx, firmId, 'credit_notes', null));
  const number = await takeNumber(tx, series, Number(day.slice(0, 4)));
  const note = {
    ...{ firm_id: firmId, id: newId('crn'), invoice_id: invoiceId, number, reason },
    ...{ issued_on: day, total, created_at: now },
  };
  await store.insertCreditNote(tx, note, lines);
  const posted = await post(tx, invoice, {
    ...{ type: 'credit_note', amount: -total, source: 'firm', day, at: now },
    ...{ reference: number, credit_note_id: note.id },
  });
  const teller = { config, settings };
  const event = invoiceEvent(teller, 'invoice.credited', invoice, posted.balance);
  record({ action: 'invoices.credit', object: invoiceId, event, details: { reason } });
  await settleIn(change, teller, invoice, posted);
  return view(note, lines, invoice.currency);
}

function view(note: store.CreditNoteRow, lines: readonly store.CreditedLine[], currency: string): CreditNote {
  const { id, invoice_id: invoiceId, number, reason, issued_on: issuedOn, total } = note;
  return {
    ...{ id, invoiceId, number, currency, reason, issuedOn },
    lines: lines.map(({ line_id: lineId, amount, taxes }) => ({ lineId, amount, taxes: [...taxes] })),
    total,
  };
}
