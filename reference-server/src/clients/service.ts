import { conflict, notFound } from '@portico/contract';
import type { Actor } from '../database/actor.js';
import { newId } from '../database/ids.js';
import type { Deps } from '../deps.js';
import { Refusal } from '../http/refusal.js';
import { revokeContactSessions } from '../session/store.js';
import * as store from './store.js';

/** Clients of the firm and their contacts. */
export const createClients = ({ work }: Deps) => ({
  list: (firmId: string, query: { limit: number; cursor?: string | undefined }) =>
    work.read(async (db) => {
      const { data, nextCursor } = await store.listClients(db, firmId, query);
      return { data: data.map(clientView), nextCursor };
    }),

  create: (actor: Actor, { name }: { name: string }) =>
    work.change(actor, async ({ tx, now, record }) => {
      const row = await store.insertClient(tx, { firm_id: actor.firmId, id: newId('cli'), name, created_at: now });
      record({
        action: 'clients.create',
        object: row.id,
        event: { type: 'client.created', data: { clientId: row.id } },
      });
      return clientView(row);
    }),

  listContacts: (
    firmId: string,
    { clientId, ...query }: { clientId?: string | undefined; limit: number; cursor?: string | undefined },
  ) =>
    work.read(async (db) => {
      const { data, nextCursor } = await store.listContacts(db, firmId, clientId, query);
      return { data: data.map(contactView), nextCursor };
    }),

  createContact: (actor: Actor, body: { clientId: string; name: string; email: string; language: string }) =>
    work.change(actor, async ({ tx, now, record }) => {
      if (!(await store.clientExists(tx, actor.firmId, body.clientId))) throw new Refusal(notFound);
      const row = await store.insertContact(tx, {
        firm_id: actor.firmId,
        id: newId('con'),
        client_id: body.clientId,
        name: body.name,
        email: body.email.toLowerCase(),
        language: body.language,
        portal_access: false,
        created_at: now,
      });
      if (!row) throw new Refusal(conflict, { reason: 'email_taken' });
      record({
        action: 'contacts.create',
        object: row.id,
        event: { type: 'contact.created', data: { contactId: row.id, clientId: row.client_id } },
      });
      return contactView(row);
    }),

  setPortalAccess: (actor: Actor, id: string, enabled: boolean) =>
    work.change(actor, async ({ tx, now, record, nothing }) => {
      const moved = await store.switchAccess(tx, actor.firmId, id, enabled);
      if (!moved) {
        const row = await store.getContact(tx, actor.firmId, id);
        if (!row) throw new Refusal(notFound);
        nothing();
        return contactView(row);
      }
      if (!enabled) await revokeContactSessions(tx, actor.firmId, id, now);
      record({
        action: enabled ? 'contacts.enablePortal' : 'contacts.disablePortal',
        object: id,
        event: { type: enabled ? 'contact.portal_enabled' : 'contact.portal_disabled', data: { contactId: id } },
      });
      return contactView(moved);
    }),
});

type Row<F extends (...args: never[]) => Promise<unknown>> = NonNullable<Awaited<ReturnType<F>>>;

function clientView(row: Row<typeof store.insertClient>) {
  return { id: row.id, name: row.name, createdAt: row.created_at.toISOString() };
}

function contactView(row: Row<typeof store.insertContact>) {
  return {
    id: row.id,
    clientId: row.client_id,
    name: row.name,
    email: row.email,
    language: row.language,
    portalAccess: row.portal_access,
    isPrimary: row.is_primary,
    sections: row.sections,
    createdAt: row.created_at.toISOString(),
  };
}
