/** Payments that somebody has to look at, on the firm's side. */
import { conflict } from '@portico/contract';
import type { Actor } from '../database/actor.js';
import type { PageQuery } from '../database/pages.js';
import type { Deps } from '../deps.js';
import type { Viewer } from '../http/caller.js';
import { found, Refusal } from '../http/refusal.js';
import { closeTasks } from '../staff-tasks/store.js';
import { heldView, listHeld, lockHeld, resolve } from './held-store.js';
import { setFree } from './store.js';

type Query = PageQuery & { readonly state?: 'open' | 'resolved' | undefined };

export const createHeld = ({ work }: Pick<Deps, 'work'>) => ({
  list: (viewer: Viewer, { state, ...query }: Query) =>
    work.read(viewer.firmId, async (db) => {
      const { data, nextCursor } = await listHeld(db, viewer, state, query);
      return { data: data.map(heldView), nextCursor };
    }),

  /** The ledger stays as it is: what somebody did about it, they write down there. */
  resolve: (actor: Actor, viewer: Viewer, id: string, note: string) =>
    work.change(actor, async (change) => {
      const { tx, now, record } = change;
      const row = found(await lockHeld(tx, viewer, id));
      if (row.resolved_at !== null) throw new Refusal(conflict, { reason: 'resolved' });
      // Only a mismatch keeps the invoices of its attempt from being paid.
      if (row.reason === 'mismatch' && row.attempt_id !== null) await setFree(tx, viewer.firmId, row.attempt_id);
      const resolved = await resolve(tx, row, note, now);
      record({ action: 'payments.resolve', object: id, event: null, details: { note } });
      await closeTasks(change, { firm_id: viewer.firmId, kind: 'payment_held', about: id });
      return heldView(resolved);
    }),
});
