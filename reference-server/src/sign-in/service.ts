/** Completes a contact's attempt: one new session with a new token, and the old one of the same browser is over. */
import { codeSpent, linkSpent, methodOff, type Problem, type Session } from '@portico/contract';
import type { Actor } from '../database/actor.js';
import { newId } from '../database/ids.js';
import type { Deps } from '../deps.js';
import { getContact } from '../clients/store.js';
import { getFirm } from '../firms/store.js';
import { Refusal } from '../http/refusal.js';
import { ABSOLUTE_HOURS, insertSession, revokeSessionByToken } from '../session/store.js';
import { hashText, newToken, tokenHash } from '../session/tokens.js';
import { sessionView } from '../session/view.js';
import { createAttempts, type Guessed, type Start } from './attempts.js';
import { findByLink, useAttempt } from './store.js';

export interface SignedIn<S> {
  /** For the cookie alone. */
  readonly token: string;
  readonly session: S;
}

export const createSignIn = (deps: Deps) => {
  const { work } = deps;
  const attempts = createAttempts(deps);
  return {
    /** What a visitor may know about the firm. */
    info: (firmId: string) =>
      work.read(async (db) => {
        const { name, settings } = await getFirm(db, firmId);
        return {
          firm: { id: firmId, name },
          signIn: settings.signIn,
          languages: settings.languages,
          support: settings.support,
        };
      }),

    start: (actor: Actor, start: Omit<Start, 'kind'>) => attempts.start(actor, { ...start, kind: 'contact' }),

    /** @param old hash of the session token that the browser had, if any */
    async withCode(actor: Actor, body: { attempt: string; code: string }, old: string | undefined) {
      await requireMethod(deps, actor.firmId, 'emailCode');
      const guessed = await attempts.guess(actor, 'contact', body);
      return complete(deps, actor.firmId, guessed, old, codeSpent);
    },

    async withLink(actor: Actor, token: string, old: string | undefined) {
      await requireMethod(deps, actor.firmId, 'emailLink');
      const hash = tokenHash('pml', token);
      const found = hash && (await work.read((db) => findByLink(db, actor.firmId, hash)));
      if (!found) throw new Refusal(linkSpent);
      return complete(deps, actor.firmId, found, old, linkSpent);
    },
  };
};

async function requireMethod({ work }: Deps, firmId: string, method: 'emailCode' | 'emailLink'): Promise<void> {
  const { settings } = await work.read((db) => getFirm(db, firmId));
  if (!settings.signIn[method]) throw new Refusal(methodOff);
}

async function complete(
  { work }: Deps,
  firmId: string,
  { attemptId, personId }: Guessed,
  old: string | undefined,
  spent: Problem,
): Promise<SignedIn<Session>> {
  const sessionId = newId('ses');
  const token = newToken('ps');
  const actor: Actor = { firmId, type: 'contact', id: personId, sessionId };
  return work.change(actor, async ({ tx, now, record }) => {
    const contact = await getContact(tx, firmId, personId);
    if (!contact?.portal_access || !(await useAttempt(tx, firmId, attemptId, now))) throw new Refusal(spent);
    if (old !== undefined) await revokeSessionByToken(tx, firmId, old, now);
    const expiresAt = new Date(now.getTime() + ABSOLUTE_HOURS * 3_600_000);
    await insertSession(tx, {
      firmId,
      id: sessionId,
      kind: 'own',
      personId,
      tokenHash: hashText(token),
      now,
      expiresAt,
    });
    record({
      action: 'signIn.complete',
      object: sessionId,
      event: { type: 'contact.signed_in', data: { contactId: personId } },
    });
    const firm = await getFirm(tx, firmId);
    const session = sessionView({
      firmId,
      contactId: personId,
      sessionId,
      session: {
        kind: 'own',
        firmName: firm.name,
        contact: { name: contact.name, email: contact.email, language: contact.language },
        settings: firm.settings,
        portalAccess: true,
        components: null,
        matters: null,
        expiresAt,
      },
    });
    return { token, session };
  });
}
