/**
 * A contact's password: changed by the contact with the old one, or set through a link of 48 hours that goes to the
 * contact's own address, whoever asked for it. Either ends what an intruder may have open.
 */
import { linkSpent, contactDisabled, passwordWeak, proofWrong } from '@portico/contract';
import { getContact } from '../clients/store.js';
import { type Actor, actingAs } from '../database/actor.js';
import { newId } from '../database/ids.js';
import type { Tx } from '../database/tables.js';
import type { Deps } from '../deps.js';
import { getFirm } from '../firms/store.js';
import type { ClientCaller } from '../http/caller.js';
import { found, Refusal } from '../http/refusal.js';
import { queueMail } from '../mail/store.js';
import type { Browser } from '../session/browser.js';
import { newSessionId, openSession } from '../session/open.js';
import { revokeContactSessions } from '../session/store.js';
import { hashText, newToken, tokenHash } from '../session/tokens.js';
import { whereOf } from '../sign-in/attempts.js';
import { createGuesses } from '../sign-in/guesses.js';
import { limitStarts } from '../sign-in/limits.js';
import { linkTo } from '../sign-in/links.js';
import { requireMethod } from '../sign-in/service.js';
import { findPerson, insertAttempt, useAttempt } from '../sign-in/store.js';
import { accountMail } from './account-mail.js';
import { revokeOtherSessions } from './devices-store.js';
import * as store from './store.js';
import { tell } from './tell.js';
import { type Person, weaknessOf } from './weakness.js';

const LINK_HOURS = 48;

/** An order of a link by the visitor who wants it. */
export interface LinkWanted {
  readonly email: string;
  readonly language: string | undefined;
  readonly returnTo: string | undefined;
  readonly publishableKey: string;
  /** Address of the peer. */
  readonly address: string;
}

export const createPasswords = (deps: Deps) => {
  const { work, passwords, clock } = deps;
  const guesses = createGuesses(deps);
  return {
    /** @throws Refusal `proof_wrong` where there is a password and `current` is another one */
    async change(
      actor: Actor,
      caller: ClientCaller,
      { password, current, address }: { password: string; current: string | undefined; address: string },
    ): Promise<void> {
      const { firmId, contactId, sessionId, session } = caller;
      await requireMethod(deps, firmId, 'password');
      refuseWeak(password, { ...session.contact, firmName: session.firmName });
      const guessed = (await work.read(firmId, (db) => store.hasPassword(db, firmId, contactId)))
        ? await guesses.password(actor, { email: session.contact.email, password: current ?? '', address }, proofWrong)
        : undefined;
      const hash = await passwords.hash(password);
      await work.change(actor, async ({ tx, now, record }) => {
        if (guessed && !(await useAttempt(tx, firmId, guessed.attemptId, now))) throw new Refusal(proofWrong);
        await replace(tx, { firmId, contactId, hash, now });
        await revokeOtherSessions(tx, { firmId, contactId, exceptId: sessionId, now });
        await tell(deps, tx, { firmId, contactId, now, notice: 'passwordChanged' });
        record({ action: 'password.change', object: contactId, event: changed(contactId) });
      });
      deps.relay.poke();
    },

    /** Answers known and unknown addresses alike, with the same work. */
    async askForLink(actor: Actor, wanted: LinkWanted): Promise<void> {
      const { firmId } = actor;
      await requireMethod(deps, firmId, 'password');
      const email = wanted.email.toLowerCase();
      await work.change(actor, async ({ tx, now, record }) => {
        const where = whereOf(deps.config, { firmId, way: 'password_link', email, address: wanted.address });
        await limitStarts(tx, where, now);
        const person = await findPerson(tx, firmId, 'contact', email);
        const id = newId('att');
        await insertAttempt(tx, {
          ...where,
          id,
          kind: 'contact',
          tokenHash: hashText(newToken('ppa')),
          codeHash: null,
          linkHash: null,
          personId: person?.id ?? null,
          now,
          expiresAt: now,
        });
        const token = newToken('ppw');
        // For nobody a link is made as well, which opens nothing, and its mail is thrown away.
        const link = await linkTo(deps.config, tx, { ...wanted, firmId, fragment: 'portal-password', token });
        await insertLink(tx, { firmId, contactId: person?.id ?? null, token, now });
        await queueMail(deps, tx, {
          firmId,
          now,
          discard: person === undefined,
          mail: accountMail({
            notice: 'passwordLinkAsked',
            to: email,
            name: person?.name ?? 'Nobody',
            firm: await getFirm(tx, firmId),
            languages: [wanted.language, person?.language],
            link,
          }),
        });
        record({ action: 'password.askForLink', object: id, event: null });
      });
      deps.relay.poke();
    },

    /** By the firm, which sees nothing but that it was sent. */
    async sendLink(actor: Actor, contactId: string, returnTo: string | undefined): Promise<void> {
      const { firmId } = actor;
      await requireMethod(deps, firmId, 'password');
      await work.change(actor, async ({ tx, now, record }) => {
        const contact = found(await getContact(tx, firmId, contactId));
        if (!contact.portal_access || contact.email === null) throw new Refusal(contactDisabled);
        const token = newToken('ppw');
        const order = { firmId, returnTo, publishableKey: null, fragment: 'portal-password', token } as const;
        await insertLink(tx, { firmId, contactId, token, now });
        await queueMail(deps, tx, {
          firmId,
          now,
          mail: accountMail({
            notice: 'passwordLinkSent',
            to: contact.email,
            name: contact.name,
            firm: await getFirm(tx, firmId),
            languages: [contact.language],
            link: await linkTo(deps.config, tx, order),
          }),
        });
        record({ action: 'contacts.sendPasswordLink', object: contactId, about: contactId, event: null });
      });
      deps.relay.poke();
    },

    /** Sets the password by a link's token: every session ends and one begins. */
    async setByLink(actor: Actor, { token, password }: { token: string; password: string }, browser: Browser) {
      const { firmId } = actor;
      await requireMethod(deps, firmId, 'password');
      const hashOfToken = tokenHash('ppw', token);
      const link =
        hashOfToken && (await work.read(firmId, (db) => store.findPasswordLink(db, firmId, hashOfToken, clock.now())));
      if (!link) throw new Refusal(linkSpent);
      const { contactId } = link;
      const firm = await work.read(firmId, (db) => getFirm(db, firmId));
      refuseWeak(password, { name: link.name, email: link.email, firmName: firm.name });
      const hash = await passwords.hash(password);
      const sessionId = newSessionId();
      const signedIn = await work.change(
        actingAs(actor, { type: 'contact', id: contactId, sessionId }),
        async (change) => {
          const { tx, now, record } = change;
          if (!(await store.usePasswordLink(tx, firmId, link.id, now))) throw new Refusal(linkSpent);
          await replace(tx, { firmId, contactId, hash, now });
          await revokeContactSessions(tx, firmId, contactId, now);
          await tell(deps, tx, { firmId, contactId, now, notice: 'passwordChanged' });
          record({ action: 'password.set', object: contactId, event: changed(contactId) });
          const opened = await openSession(change, {
            firmId,
            contactId,
            sessionId,
            methods: ['email_link', 'password'],
            browser,
          });
          if (!opened) throw new Refusal(linkSpent);
          return opened;
        },
      );
      deps.relay.poke();
      return signedIn;
    },
  };
};

interface Of {
  readonly firmId: string;
  readonly contactId: string;
  readonly now: Date;
}

/** @param of `contactId` is null where nobody has the address */
function insertLink(
  tx: Tx,
  { token, ...of }: Omit<Of, 'contactId'> & { readonly contactId: string | null; readonly token: string },
): Promise<void> {
  const expiresAt = new Date(of.now.getTime() + LINK_HOURS * 3_600_000);
  return store.insertPasswordLink(tx, { ...of, id: newId('pwl'), tokenHash: hashText(token), expiresAt });
}

/** A link that waits in a mailbox is no way back in past the new password. */
async function replace(tx: Tx, { hash, ...of }: Of & { readonly hash: string }): Promise<void> {
  await store.savePassword(tx, { ...of, hash });
  await store.endPasswordLinks(tx, of);
}

function refuseWeak(password: string, person: Person): void {
  const reason = weaknessOf(password, person);
  if (reason !== undefined) throw new Refusal(passwordWeak, { reason });
}

function changed(contactId: string) {
  return { type: 'contact.password_changed', data: { contactId } };
}
