import type { Dispute, FirmDispute } from '@portico/contract';
import type { Actor } from '../database/actor.js';
import type { PageQuery } from '../database/pages.js';
import type { Reader } from '../database/tables.js';
import type { Change } from '../database/work.js';
import type { Deps } from '../deps.js';
import { disputeEvent } from '../disputes/events.js';
import * as store from '../disputes/store.js';
import { tellContact } from '../disputes/tell.js';
import { lockOpen, write } from '../disputes/thread.js';
import { firmDisputesOf } from '../disputes/view.js';
import { creditable, type Wanted } from '../firm-invoices/credit.js';
import { creditIn } from '../firm-invoices/credit-service.js';
import { creditedLines } from '../firm-invoices/credit-store.js';
import { lockIssued } from '../firm-invoices/service.js';
import type { Viewer } from '../http/caller.js';
import { found } from '../http/refusal.js';
import { linesOf } from '../invoices/lines-store.js';

export interface Closing {
  readonly outcome: Exclude<Dispute['state'], 'open' | 'withdrawn'>;
  readonly text: string;
  readonly credit?: { readonly reason: string; readonly lines?: Wanted[] | undefined } | undefined;
}

/** Disputes as the firm answers them. */
export const createFirmDisputes = (deps: Pick<Deps, 'work' | 'bytes' | 'config'>) => {
  const { work, config } = deps;
  return {
    list: (viewer: Viewer, filter: store.DisputeFilter, query: PageQuery) =>
      work.read(viewer.firmId, async (db) => {
        const { data, nextCursor } = await store.listDisputes(db, viewer, filter, query);
        return { data: await firmDisputesOf(db, viewer.firmId, data), nextCursor };
      }),

    get: (viewer: Viewer, id: string) =>
      work.read(viewer.firmId, async (db) => {
        const row = found(await store.getDispute(db, viewer, id));
        const offer = row.state === 'open' ? await offerOf(db, row) : [];
        return { ...(await present(db, viewer, id)), creditable: offer };
      }),

    answer: (actor: Actor, viewer: Viewer, id: string, text: string) =>
      work.change(actor, async (change) => {
        const dispute = await lockOpen(change.tx, viewer, id);
        await say(deps, change, dispute, text);
        const event = disputeEvent(config, 'dispute.noted', dispute, { by: 'firm' });
        change.record({ action: 'disputes.answer', object: id, event });
        return present(change.tx, viewer, id);
      }),

    close: (actor: Actor, viewer: Viewer, id: string, { outcome, text, credit }: Closing) =>
      work.change(actor, async (change) => {
        const { tx, now, record } = change;
        const { invoice_id: invoiceId } = found(await store.getDispute(tx, viewer, id));
        // An invoice is locked before what hangs on it, by everybody.
        if (credit) await lockIssued(tx, viewer, invoiceId);
        const dispute = await lockOpen(tx, viewer, id);
        const lines = credit?.lines ?? (dispute.line_id === null ? undefined : await offerOf(tx, dispute));
        const note = credit && (await creditIn(change, config, viewer, invoiceId, { reason: credit.reason, lines }));
        await say(deps, change, dispute, text);
        const ending = { state: outcome, closed_at: now, credit_note_id: note?.id ?? null };
        await store.markClosed(tx, viewer.firmId, id, ending);
        const event = disputeEvent(config, 'dispute.closed', dispute, { outcome });
        record({ action: 'disputes.close', object: id, event });
        return present(tx, viewer, id);
      }),
  };
};

/** Writes to the client, and tells them. */
async function say(
  deps: Pick<Deps, 'bytes' | 'config'>,
  { tx, now }: Pick<Change, 'tx' | 'now'>,
  dispute: store.DisputeRow,
  text: string,
): Promise<void> {
  const { firm_id: firmId, matter_id: matterId, contact_id: contactId } = dispute;
  await write(tx, dispute, { contactId: null, text, now });
  await tellContact(deps, tx, { firmId, matterId, contactId, now });
}

/** What is left to be credited of what is disputed. */
async function offerOf(db: Reader, { firm_id, invoice_id, line_id }: store.DisputeRow): Promise<Wanted[]> {
  const lines = await linesOf(db, firm_id, invoice_id);
  const left = creditable(lines, await creditedLines(db, firm_id, invoice_id));
  return left
    .filter(({ line, most }) => most > 0 && (line_id === null || line.id === line_id))
    .map(({ line, most }) => ({ lineId: line.id, amount: most }));
}

async function present(db: Reader, viewer: Viewer, id: string): Promise<FirmDispute> {
  const row = found(await store.getDispute(db, viewer, id));
  return found((await firmDisputesOf(db, viewer.firmId, [row]))[0]);
}
