import { conflict, contactEmailInvalid, Email, notFound } from '@portico/contract';
import * as z from 'zod/mini';
import type { Actor } from '../database/actor.js';
import { newId } from '../database/ids.js';
import type { Tx } from '../database/tables.js';
import type { Deps } from '../deps.js';
import { endChanges } from '../email-change/store.js';
import { found, Refusal } from '../http/refusal.js';
import { invite } from '../invitations/invite.js';
import { revokeInvitations } from '../invitations/store.js';
import { forgetAnswers } from '../disputes/tell.js';
import { forgetNotices } from '../notifications/notify.js';
import { forgetOffers } from '../payment-plans/tell.js';
import { revokeContactSessions } from '../session/store.js';
import * as store from './store.js';

/** Clients of the firm and their contacts. */
export const createClients = (deps: Deps) => {
  const { work } = deps;
  return {
    list: (firmId: string, query: { limit: number; cursor?: string | undefined }) =>
      work.read(firmId, async (db) => {
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
      work.read(firmId, async (db) => {
        const { data, nextCursor } = await store.listContacts(db, firmId, clientId, query);
        return { data: data.map(contactView), nextCursor };
      }),

    createContact: (actor: Actor, body: NewContact) =>
      work.change(actor, async ({ tx, now, record }) => {
        if (!(await store.clientExists(tx, actor.firmId, body.clientId))) throw new Refusal(notFound);
        const row = await store.insertContact(tx, {
          firm_id: actor.firmId,
          id: newId('con'),
          client_id: body.clientId,
          name: body.name,
          email: body.email?.toLowerCase() ?? null,
          phone: body.phone ?? null,
          language: body.language,
          portal_access: false,
          created_at: now,
        });
        if (!row) throw await taken(tx, actor.firmId, body.phone ?? null);
        record({
          action: 'contacts.create',
          object: row.id,
          event: { type: 'contact.created', data: { contactId: row.id, clientId: row.client_id } },
        });
        return contactView(row);
      }),

    updateContact: (actor: Actor, id: string, body: ContactChange) =>
      work.change(actor, async ({ tx, now, record, nothing }) => {
        const { firmId } = actor;
        const row = found(await store.getContact(tx, firmId, id));
        if (row.erased_at !== null) throw new Refusal(conflict, { reason: 'erased' });
        const { name = row.name, language = row.language } = body;
        const email = body.email?.toLowerCase() ?? row.email;
        const phone = body.phone === undefined ? row.phone : body.phone;
        const way = email !== row.email || phone !== row.phone;
        if (name === row.name && language === row.language && !way) {
          nothing();
          return contactView(row);
        }
        // From then on it is what the contact signs in with.
        if (way && row.portal_access) throw new Refusal(conflict, { reason: 'access_on' });
        const corrected = await store.correctContact(tx, { firmId, id, name, email, phone, language });
        if (!corrected) throw await taken(tx, firmId, phone === row.phone ? null : phone);
        if (email !== row.email) await endChanges(tx, { firmId, contactId: id, now });
        record({
          action: 'contacts.update',
          object: id,
          about: id,
          event: { type: 'contact.updated', data: { contactId: id } },
        });
        return contactView(corrected);
      }),

    /** Switching on invites the contact; switching off ends every session and voids the invitation. */
    async setPortalAccess(actor: Actor, id: string, { enabled, returnTo }: AccessSwitch) {
      const contact = await work.change(actor, async (change) => {
        const { tx, now, record, nothing } = change;
        const { firmId } = actor;
        if (enabled) requireEmail(await store.getContact(tx, firmId, id));
        const moved = await store.switchAccess(tx, actor.firmId, id, enabled);
        if (!moved) {
          const row = found(await store.getContact(tx, actor.firmId, id));
          nothing();
          return contactView(row);
        }
        const { name, email, language } = moved;
        if (enabled && email !== null) {
          await invite(deps, change, { firmId, contactId: id, name, email, language, returnTo });
        }
        if (!enabled) {
          await revokeContactSessions(tx, firmId, id, now);
          await revokeInvitations(tx, { firmId, contactId: id, now });
          await endChanges(tx, { firmId, contactId: id, now });
          await forgetNotices(tx, firmId, id);
          await forgetAnswers(tx, firmId, id);
          await forgetOffers(tx, firmId, id);
        }
        record({
          action: enabled ? 'contacts.enablePortal' : 'contacts.disablePortal',
          object: id,
          about: id,
          event: { type: enabled ? 'contact.portal_enabled' : 'contact.portal_disabled', data: { contactId: id } },
        });
        return contactView(moved);
      });
      deps.relay.poke();
      return contact;
    },
  };
};

/** Says which of the two another contact has. */
async function taken(tx: Tx, firmId: string, phone: string | null): Promise<Refusal> {
  const byPhone = phone !== null && (await store.isPhoneTaken(tx, firmId, phone));
  return new Refusal(conflict, { reason: byPhone ? 'phone_taken' : 'email_taken' });
}

interface NewContact {
  readonly clientId: string;
  readonly name: string;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  readonly language: string;
}

interface ContactChange {
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly phone?: string | null | undefined;
  readonly language?: string | undefined;
}

interface AccessSwitch {
  readonly enabled: boolean;
  /** Page of the firm that the invitation leads to. */
  readonly returnTo?: string | undefined;
}

/** @throws Refusal where the contact could not be invited; what is imported need not be an address */
function requireEmail(contact: Row<typeof store.insertContact> | undefined): void {
  if (!contact || z.safeParse(Email, contact.email).success) return;
  throw new Refusal(contactEmailInvalid, { reason: contact.email === null ? 'missing' : 'invalid' });
}

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
    phone: row.phone,
    language: row.language,
    portalAccess: row.portal_access,
    isPrimary: row.is_primary,
    sections: row.sections,
    createdAt: row.created_at.toISOString(),
    erasedAt: row.erased_at?.toISOString() ?? null,
  };
}
