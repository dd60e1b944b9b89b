/** Invitations: accepted once by the contact, sent again or revoked by the firm. */
import { contactDisabled, linkSpent, passwordRequired, type Session } from '@portico/contract';
import { getContact } from '../clients/store.js';
import { hasPassword } from '../credentials/store.js';
import { type Actor, actingAs } from '../database/actor.js';
import type { Deps } from '../deps.js';
import { getFirm } from '../firms/store.js';
import { found, Refusal } from '../http/refusal.js';
import type { Browser } from '../session/browser.js';
import { newSessionId, openSession, type SignedIn } from '../session/open.js';
import { tokenHash } from '../session/tokens.js';
import { whereOf } from '../sign-in/attempts.js';
import { askForPassword } from '../sign-in/ask-for-password.js';
import { invite } from './invite.js';
import { findInvitation, revokeInvitations, useInvitation } from './store.js';

export const createInvitations = (deps: Deps) => {
  const { work, config } = deps;
  return {
    /** @param address of the peer */
    async accept(actor: Actor, token: string, browser: Browser, address: string): Promise<SignedIn<Session>> {
      const { firmId } = actor;
      const hash = tokenHash('piv', token);
      const found = hash && (await work.read(firmId, (db) => findInvitation(db, firmId, hash)));
      if (!found || found.email === null) throw new Refusal(linkSpent);
      const { id, contactId, email } = found;
      const { settings } = await work.read(firmId, (db) => getFirm(db, firmId));
      // Who comes back may have a password of an earlier time.
      if (settings.signIn.passwordOnLinks && (await work.read(firmId, (db) => hasPassword(db, firmId, contactId)))) {
        const attempt = await askForPassword(deps, actor, {
          ...whereOf(config, { firmId, way: 'link', email, address }),
          personId: contactId,
          spend: (tx, now) => useInvitation(tx, firmId, id, now),
        });
        throw new Refusal(passwordRequired, { attempt });
      }
      const sessionId = newSessionId();
      return work.change(actingAs(actor, { type: 'contact', id: contactId, sessionId }), async (change) => {
        const { tx, now, record } = change;
        if (!(await useInvitation(tx, firmId, id, now))) throw new Refusal(linkSpent);
        record({ action: 'invitations.accept', object: contactId, event: accepted(contactId) });
        const opened = await openSession(change, { firmId, contactId, sessionId, methods: ['email_link'], browser });
        if (!opened) throw new Refusal(linkSpent);
        return opened;
      });
    },

    async resend(actor: Actor, contactId: string, returnTo: string | undefined): Promise<void> {
      const { firmId } = actor;
      await work.change(actor, async (change) => {
        const contact = found(await getContact(change.tx, firmId, contactId));
        const { name, email, language } = contact;
        if (!contact.portal_access || email === null) throw new Refusal(contactDisabled);
        await invite(deps, change, { firmId, contactId, name, email, language, returnTo });
        change.record({ action: 'invitations.resend', object: contactId, about: contactId, event: null });
      });
      deps.relay.poke();
    },

    revoke: (actor: Actor, contactId: string) =>
      work.change(actor, async ({ tx, now, record, nothing }) => {
        const { firmId } = actor;
        found(await getContact(tx, firmId, contactId));
        if (await revokeInvitations(tx, { firmId, contactId, now })) {
          record({ action: 'invitations.revoke', object: contactId, event: null });
        } else {
          nothing();
        }
      }),
  };
};

function accepted(contactId: string) {
  return { type: 'contact.invitation_accepted', data: { contactId } };
}
