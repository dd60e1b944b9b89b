/**
 * Change of a contact's e-mail address, which is what they sign in with and where every other proof can be had. So both
 * mailboxes have to say yes: whoever has one session, or one mailbox, takes no account over. An address that another
 * contact of the firm has is answered like any other and gets no mail, so that nobody learns who else is a client; the
 * wish then runs out by itself. It can be taken meanwhile, too: then the last yes finds the change over.
 */
import { type EmailChangeStep, linkSpent } from '@portico/contract';
import { isEmailTaken } from '../clients/store.js';
import { accountMail } from '../credentials/account-mail.js';
import type { Notice } from '../credentials/account-mail.strings.js';
import { revokeOtherSessions } from '../credentials/devices-store.js';
import { endPasswordLinks } from '../credentials/store.js';
import { tell } from '../credentials/tell.js';
import type { Actor } from '../database/actor.js';
import { newId } from '../database/ids.js';
import type { Change } from '../database/work.js';
import type { Deps } from '../deps.js';
import { getFirm } from '../firms/store.js';
import type { ClientCaller } from '../http/caller.js';
import { Refusal } from '../http/refusal.js';
import { revokeInvitations } from '../invitations/store.js';
import { queueMail } from '../mail/store.js';
import { revokeContactSessions } from '../session/store.js';
import { hashText, newToken, tokenHash } from '../session/tokens.js';
import { whereOf } from '../sign-in/attempts.js';
import { limitStarts } from '../sign-in/limits.js';
import { linkTo } from '../sign-in/links.js';
import { insertAttempt, voidAttemptsOf } from '../sign-in/store.js';
import * as store from './store.js';

const HOURS = 48;

export interface EmailWish {
  readonly email: string;
  readonly returnTo: string | undefined;
  /** Address of the peer. */
  readonly address: string;
}

export const createEmailChanges = (deps: Deps) => {
  const { work, config } = deps;
  return {
    /** Sends a link to the old and to the new address, and says nothing of either. */
    async ask(actor: Actor, caller: ClientCaller, wish: EmailWish): Promise<void> {
      const { firmId, contactId, sessionId, session } = caller;
      const newEmail = wish.email.toLowerCase();
      await work.change(actor, async ({ tx, now, record }) => {
        const where = whereOf(config, { firmId, way: 'email_change', email: newEmail, address: wish.address });
        await limitStarts(tx, where, now);
        const tokens = { old: newToken('pec'), new: newToken('pec') };
        const id = newId('ech');
        await insertAttempt(tx, {
          ...where,
          id: newId('att'),
          kind: 'contact',
          tokenHash: hashText(newToken('ppa')),
          codeHash: null,
          linkHash: null,
          personId: contactId,
          now,
          expiresAt: now,
        });
        await store.insertChange(tx, {
          firmId,
          contactId,
          now,
          id,
          sessionId,
          oldEmail: session.contact.email,
          newEmail,
          oldTokenHash: hashText(tokens.old),
          newTokenHash: hashText(tokens.new),
          expiresAt: new Date(now.getTime() + HOURS * 3_600_000),
        });
        const taken = await isEmailTaken(tx, firmId, newEmail);
        const firm = await getFirm(tx, firmId);
        for (const [address, to, notice] of [
          ['old', session.contact.email, 'emailChangeAsked'],
          ['new', newEmail, 'emailChangeConfirm'],
        ] as const satisfies readonly (readonly ['old' | 'new', string, Notice])[]) {
          const order = { firmId, returnTo: wish.returnTo, publishableKey: null, fragment: 'portal-email' } as const;
          const link = await linkTo(config, tx, { ...order, token: tokens[address] });
          const { name, language } = session.contact;
          const mail = accountMail({ notice, to, name, firm, languages: [language], link });
          await queueMail(deps, tx, { firmId, now, discard: address === 'new' && taken, mail });
        }
        record({ action: 'emailChange.ask', object: id, event: null });
      });
      deps.relay.poke();
    },

    withdraw: (actor: Actor, { firmId, contactId }: ClientCaller) =>
      work.change(actor, async ({ tx, now, record, nothing }) => {
        if (await store.endChanges(tx, { firmId, contactId, now })) {
          record({ action: 'emailChange.withdraw', object: contactId, event: null });
        } else {
          nothing();
        }
      }),

    /** @throws Refusal `link_spent` where the token is unknown or the change is over */
    async confirm(actor: Actor, token: string): Promise<EmailChangeStep> {
      const { firmId } = actor;
      const hash = tokenHash('pec', token);
      if (hash === undefined) throw new Refusal(linkSpent);
      const step = await work.change(actor, async (change): Promise<EmailChangeStep | undefined> => {
        const { tx, now, record, nothing } = change;
        const open = await store.lockChange(tx, firmId, hash, now);
        if (!open) throw new Refusal(linkSpent);
        const { address, contactId, otherConfirmed } = open;
        if (!otherConfirmed) {
          if (await store.noteConfirmed(tx, firmId, open, now)) {
            record({ action: 'emailChange.confirm', object: open.id, about: contactId, event: null });
          } else {
            nothing();
          }
          return { address, state: 'waiting' };
        }
        return (await replace(deps, change, firmId, open)) ? { address, state: 'changed' } : undefined;
      });
      deps.relay.poke();
      if (!step) throw new Refusal(linkSpent);
      return step;
    },

    /** From the old address it ends every session, because whoever asked had one. */
    async refuse(actor: Actor, token: string): Promise<void> {
      const { firmId } = actor;
      const hash = tokenHash('pec', token);
      if (hash === undefined) throw new Refusal(linkSpent);
      await work.change(actor, async ({ tx, now, record }) => {
        const open = await store.lockChange(tx, firmId, hash, now);
        if (!open) throw new Refusal(linkSpent);
        const of = { firmId, contactId: open.contactId, now };
        await store.endChanges(tx, of);
        if (open.address === 'old') {
          await revokeContactSessions(tx, firmId, open.contactId, now);
          await tell(deps, tx, { ...of, notice: 'emailChangeRefused' });
        }
        const event = { type: 'contact.email_change_refused', data: { contactId: open.contactId, by: open.address } };
        record({ action: 'emailChange.refuse', object: open.id, about: open.contactId, event });
      });
      deps.relay.poke();
    },
  };
};

/** @returns false where another contact has got the address meanwhile; the change is over then */
async function replace(
  deps: Deps,
  { tx, now, record }: Change,
  firmId: string,
  open: store.OpenChange,
): Promise<boolean> {
  const { contactId, sessionId, oldEmail, newEmail } = open;
  const of = { firmId, contactId, now };
  await store.endChanges(tx, of);
  if (!(await store.replaceEmail(tx, firmId, open))) {
    record({ action: 'emailChange.fail', object: open.id, about: contactId, event: null });
    return false;
  }
  await revokeOtherSessions(tx, { ...of, exceptId: sessionId });
  await endPasswordLinks(tx, of);
  await revokeInvitations(tx, of);
  await voidAttemptsOf(tx, of);
  for (const to of [oldEmail, newEmail]) await tell(deps, tx, { ...of, notice: 'emailChanged', to });
  const event = { type: 'contact.email_changed', data: { contactId } };
  record({ action: 'emailChange.complete', object: open.id, about: contactId, event });
  return true;
}
