import { conflict, type Dispute, disputeOpen, type DisputeReason, notFound } from '@portico/contract';
import type { Actor } from '../database/actor.js';
import { newId } from '../database/ids.js';
import type { PageQuery } from '../database/pages.js';
import type { Reader } from '../database/tables.js';
import type { Deps } from '../deps.js';
import type { Viewer } from '../http/caller.js';
import { found, Refusal } from '../http/refusal.js';
import { linesOf } from '../invoices/lines-store.js';
import { lockInvoice } from '../invoices/store.js';
import { disputeEvent } from './events.js';
import * as store from './store.js';
import { tellFirm } from './tell.js';
import { lockOpen, write } from './thread.js';
import { disputesOf } from './view.js';

export type Contact = Viewer & { readonly contactId: string };

interface Opening {
  readonly lineId: string | null;
  readonly reason: DisputeReason;
  readonly text: string;
}

/** What a client asks about invoices, and disputes. */
export const createDisputes = (deps: Pick<Deps, 'work' | 'bytes' | 'config'>) => {
  const { work, config } = deps;
  return {
    list: (viewer: Contact, filter: store.DisputeFilter, query: PageQuery) =>
      work.read(viewer.firmId, async (db) => {
        const { data, nextCursor } = await store.listDisputes(db, viewer, filter, query);
        return { data: await disputesOf(db, viewer.firmId, data), nextCursor };
      }),

    get: (viewer: Contact, id: string) => work.read(viewer.firmId, (db) => present(db, viewer, id)),

    open: (actor: Actor, viewer: Contact, invoiceId: string, { lineId, reason, text }: Opening) =>
      work.change(actor, async ({ tx, now, record }) => {
        const { firmId, contactId } = viewer;
        const invoice = found(await lockInvoice(tx, viewer, invoiceId));
        if (invoice.state !== 'issued') throw new Refusal(conflict, { reason: invoice.state });
        if (lineId !== null && !(await linesOf(tx, firmId, invoiceId)).some(({ id }) => id === lineId))
          throw new Refusal(notFound);
        const row = {
          ...{ firm_id: firmId, id: newId('dsp'), invoice_id: invoiceId, line_id: lineId, contact_id: contactId },
          ...{ reason, state: 'open' as const, opened_at: now, closed_at: null, credit_note_id: null },
        };
        if (!(await store.insertDispute(tx, row))) throw new Refusal(disputeOpen);
        await write(tx, row, { contactId, text, now });
        await tellFirm(deps, tx, { firmId, matterId: invoice.matter_id, now });
        const event = disputeEvent(config, 'invoice.disputed', { ...invoice, ...row });
        record({ action: 'disputes.open', object: row.id, event });
        return present(tx, viewer, row.id);
      }),

    addNote: (actor: Actor, viewer: Contact, id: string, text: string) =>
      work.change(actor, async ({ tx, now, record }) => {
        const { firmId, contactId } = viewer;
        const dispute = await lockOpen(tx, viewer, id);
        await write(tx, dispute, { contactId, text, now });
        await tellFirm(deps, tx, { firmId, matterId: dispute.matter_id, now });
        const event = disputeEvent(config, 'dispute.noted', dispute, { by: 'client' });
        record({ action: 'disputes.addNote', object: id, event });
        return present(tx, viewer, id);
      }),

    withdraw: (actor: Actor, viewer: Contact, id: string) =>
      work.change(actor, async ({ tx, now, record }) => {
        const dispute = await lockOpen(tx, viewer, id);
        await store.markClosed(tx, viewer.firmId, id, { state: 'withdrawn', closed_at: now, credit_note_id: null });
        const event = disputeEvent(config, 'dispute.closed', dispute, { outcome: 'withdrawn' });
        record({ action: 'disputes.withdraw', object: id, event });
        return present(tx, viewer, id);
      }),
  };
};

async function present(db: Reader, viewer: Contact, id: string): Promise<Dispute> {
  const row = found(await store.getDispute(db, viewer, id));
  return found((await disputesOf(db, viewer.firmId, [row]))[0]);
}
