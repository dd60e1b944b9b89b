/** Completes a contact's attempt: one new session with a new token, and the old one of the same browser is over. */
import { codeSpent, linkSpent, methodOff, type Problem, type Session, type SignInMethod } from '@portico/contract';
import type { Actor } from '../database/actor.js';
import type { Deps } from '../deps.js';
import { getFirm } from '../firms/store.js';
import { Refusal } from '../http/refusal.js';
import type { Browser } from '../session/browser.js';
import { newSessionId, openSession, type SignedIn } from '../session/open.js';
import { tokenHash } from '../session/tokens.js';
import { createAttempts, type Guessed, type Start } from './attempts.js';
import { findByLink, useAttempt } from './store.js';

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

    async withCode(actor: Actor, body: { attempt: string; code: string }, browser: Browser) {
      await requireMethod(deps, actor.firmId, 'emailCode');
      const guessed = await attempts.guess(actor, 'contact', body);
      return complete(deps, actor.firmId, guessed, 'email_code', browser, codeSpent);
    },

    async withLink(actor: Actor, token: string, browser: Browser) {
      await requireMethod(deps, actor.firmId, 'emailLink');
      const hash = tokenHash('pml', token);
      const found = hash && (await work.read((db) => findByLink(db, actor.firmId, hash)));
      if (!found) throw new Refusal(linkSpent);
      return complete(deps, actor.firmId, found, 'email_link', browser, linkSpent);
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
  method: SignInMethod,
  browser: Browser,
  spent: Problem,
): Promise<SignedIn<Session>> {
  const sessionId = newSessionId();
  return work.change({ firmId, type: 'contact', id: personId, sessionId }, async (change) => {
    if (!(await useAttempt(change.tx, firmId, attemptId, change.now))) throw new Refusal(spent);
    const opened = await openSession(change, { firmId, contactId: personId, sessionId, methods: [method], browser });
    if (!opened) throw new Refusal(spent);
    return opened;
  });
}
