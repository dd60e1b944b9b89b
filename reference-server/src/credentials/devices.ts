/** The contact's devices: who is signed in where, and signing out from here. */
import { type Device, notFound } from '@portico/contract';
import type { Actor } from '../database/actor.js';
import type { Deps } from '../deps.js';
import type { ClientCaller } from '../http/caller.js';
import { Refusal } from '../http/refusal.js';
import { revokeSession } from '../session/store.js';
import { isMySession, listSessions, revokeOtherSessions } from './devices-store.js';

export const createDevices = ({ work, clock }: Deps) => ({
  async list({ firmId, contactId, sessionId }: ClientCaller): Promise<{ data: Device[] }> {
    const rows = await work.read(firmId, (db) => listSessions(db, { firmId, contactId, now: clock.now() }));
    const data = rows.map((row) => ({
      id: row.id,
      kind: row.kind === 'own' ? ('own' as const) : ('firm' as const),
      name: row.user_agent,
      signedInAt: row.created_at.toISOString(),
      lastSeenAt: row.seen_at.toISOString(),
      current: row.id === sessionId,
    }));
    return { data };
  },

  /** That it was over already is no error. */
  signOut: (actor: Actor, { firmId, contactId }: ClientCaller, id: string) =>
    work.change(actor, async ({ tx, now, record, nothing }) => {
      if (!(await isMySession(tx, { firmId, contactId }, id))) throw new Refusal(notFound);
      if (await revokeSession(tx, firmId, id, now)) record({ action: 'devices.signOut', object: id, event: null });
      else nothing();
    }),

  signOutOthers: (actor: Actor, { firmId, contactId, sessionId }: ClientCaller) =>
    work.change(actor, async ({ tx, now, record, nothing }) => {
      const ended = await revokeOtherSessions(tx, { firmId, contactId, exceptId: sessionId, now });
      if (ended > 0) record({ action: 'devices.signOutOthers', object: contactId, event: null });
      else nothing();
    }),
});
