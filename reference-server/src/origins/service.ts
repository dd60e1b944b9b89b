import { invalidRequest, notFound, type Origin, originKnown } from '@portico/contract';
import type { Actor } from '../database/actor.js';
import { newId } from '../database/ids.js';
import type { Deps } from '../deps.js';
import { Refusal } from '../http/refusal.js';
import { revokeOriginSessions } from '../session/store.js';
import { faultOfOrigin } from './fault.js';
import * as store from './store.js';

/** The origins of the firm's pages. */
export const createOrigins = ({ work }: Deps) => ({
  list: (firmId: string, query: { limit: number; cursor?: string | undefined }) =>
    work.read(firmId, async (db) => {
      const { data, nextCursor } = await store.listOrigins(db, firmId, query);
      return { data: data.map(view), nextCursor };
    }),

  add: async (actor: Actor, origin: string): Promise<Origin> => {
    const fault = faultOfOrigin(origin);
    if (fault) {
      const message = 'The origin is not in the form in which a browser sends it, or not allowed.';
      throw new Refusal(invalidRequest, { errors: [{ path: '/origin', code: fault, message }] });
    }
    return work.change(actor, async ({ tx, now, record }) => {
      const { firmId } = actor;
      const row = await store.insertOrigin(tx, { firm_id: firmId, id: newId('org'), origin, created_at: now });
      if (!row) throw new Refusal(originKnown);
      record({
        action: 'origins.add',
        object: row.id,
        event: { type: 'origin.added', data: { originId: row.id, origin } },
      });
      return view(row);
    });
  },

  remove: (actor: Actor, id: string): Promise<void> =>
    work.change(actor, async ({ tx, now, record }) => {
      const origin = await store.deleteOrigin(tx, actor.firmId, id);
      if (origin === undefined) throw new Refusal(notFound);
      await revokeOriginSessions(tx, actor.firmId, origin, now);
      record({
        action: 'origins.remove',
        object: id,
        event: { type: 'origin.removed', data: { originId: id, origin } },
      });
    }),
});

function view(row: { id: string; origin: string; created_at: Date }): Origin {
  return { id: row.id, origin: row.origin, createdAt: row.created_at.toISOString() };
}
