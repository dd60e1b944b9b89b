import { type Component, contactDisabled, notFound, originNotAllowed, type PortalSession } from '@portico/contract';
import { getContact } from '../clients/store.js';
import type { Actor } from '../database/actor.js';
import { newId } from '../database/ids.js';
import type { Deps } from '../deps.js';
import { isOriginAllowed } from '../firms/store.js';
import { found, Refusal } from '../http/refusal.js';
import { areShared } from '../matters/store.js';
import { insertPortalSession, isPortalSession, revokeSession } from '../session/store.js';
import { hashText, newToken } from '../session/tokens.js';

const SECRET_MINUTES = 5;

export interface PortalSessionOrder {
  readonly contactId: string;
  readonly origin: string;
  readonly components?: Component[] | undefined;
  readonly matters?: string[] | undefined;
}

/** Sessions that a firm's backend mints for a contact it knows. */
export const createPortalSessions = ({ work }: Deps) => ({
  create: (actor: Actor, order: PortalSessionOrder): Promise<PortalSession> =>
    work.change(actor, async ({ tx, now, record }) => {
      const { firmId } = actor;
      const contact = found(await getContact(tx, firmId, order.contactId));
      // Compared as it was sent: a browser's Origin header is in this very form, so nothing else can ever match.
      if (!(await isOriginAllowed(tx, firmId, order.origin))) throw new Refusal(originNotAllowed);
      if (order.matters && !(await areShared(tx, firmId, contact.id, order.matters))) throw new Refusal(notFound);
      if (!contact.portal_access) throw new Refusal(contactDisabled);
      const id = newId('ses');
      const clientSecret = newToken('pcs');
      const expiresAt = new Date(now.getTime() + SECRET_MINUTES * 60_000);
      await insertPortalSession(tx, {
        firmId,
        id,
        contactId: contact.id,
        secretHash: hashText(clientSecret),
        origin: order.origin,
        components: order.components ?? null,
        matters: order.matters ?? null,
        now,
        expiresAt,
      });
      record({ action: 'portalSessions.create', object: id, event: null });
      return { id, clientSecret, expiresAt: expiresAt.toISOString() };
    }),

  revoke: (actor: Actor, id: string): Promise<void> =>
    work.change(actor, async ({ tx, now, record, nothing }) => {
      if (!(await isPortalSession(tx, actor.firmId, id))) throw new Refusal(notFound);
      if (await revokeSession(tx, actor.firmId, id, now)) {
        record({ action: 'portalSessions.revoke', object: id, event: null });
      } else {
        nothing();
      }
    }),
});
