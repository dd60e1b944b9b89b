import type { InvoiceStatus, Settings } from '@portico/contract';
import type { PageQuery } from '../database/pages.js';
import type { Reader } from '../database/tables.js';
import type { Deps } from '../deps.js';
import { dayOf } from '../firms/today.js';
import type { ClientCaller, Viewer } from '../http/caller.js';
import { viewerOf } from '../http/caller.js';
import { found } from '../http/refusal.js';
import { movesOf } from '../ledger/store.js';
import { stripOf } from '../ledger/strip.js';
import { linesOf } from './lines-store.js';
import * as store from './store.js';
import { invoiceView, summaryOf, type WholeInvoice } from './view.js';

interface Query extends PageQuery {
  readonly matterId?: string | undefined;
  readonly status?: InvoiceStatus | undefined;
}

/** Invoices as their client reads them. */
export const createInvoices = ({ work, clock }: Pick<Deps, 'work' | 'clock'>) => ({
  /** A page, and the strip over all of them, or over all of the matter. */
  list: (caller: ClientCaller, { matterId, status, ...query }: Query) =>
    work.read(caller.firmId, async (db) => {
      const today = dayOf(settingsOf(caller), clock.now());
      const viewer = viewerOf(caller);
      const { data, nextCursor } = await store.listIssued(db, viewer, { matterId, status }, today, query);
      const { firmId, contactId } = caller;
      const matters =
        matterId === undefined ? viewer.matters : [matterId].filter((one) => viewer.matters?.includes(one) ?? true);
      const totals = await stripOf(db, { firmId, contactId, matters }, today);
      return { data: data.map((row) => summaryOf(row, today)), nextCursor, totals };
    }),

  get: (caller: ClientCaller, id: string) =>
    work.read(caller.firmId, async (db) => {
      const whole = await wholeInvoice(db, viewerOf(caller), id);
      return invoiceView(whole, dayOf(settingsOf(caller), clock.now()));
    }),
});

/** @throws Refusal where the viewer sees no such invoice */
export async function wholeInvoice(db: Reader, viewer: Viewer, id: string): Promise<WholeInvoice> {
  const invoice = found(await store.getInvoice(db, viewer, id));
  const lines = await linesOf(db, viewer.firmId, id);
  return { invoice, lines, moves: await movesOf(db, viewer.firmId, id) };
}

function settingsOf({ session }: ClientCaller): Settings {
  return session.settings;
}
