/** The ways in of a contact. Whichever proved who they are, one new session begins and the browser's old one is over. */
import { codeSpent, linkSpent, methodOff, passwordInvalid, passwordRequired, type Settings } from '@portico/contract';
import { hasPassword } from '../credentials/store.js';
import type { Actor } from '../database/actor.js';
import type { Tx } from '../database/tables.js';
import type { Deps } from '../deps.js';
import { getFirm } from '../firms/store.js';
import { Refusal } from '../http/refusal.js';
import type { Browser } from '../session/browser.js';
import { tokenHash } from '../session/tokens.js';
import { askForPassword } from './ask-for-password.js';
import { createAttempts, type Start } from './attempts.js';
import { complete } from './complete.js';
import { createGuesses, type PasswordGuess } from './guesses.js';
import { findByLink, useAttempt } from './store.js';

export const createSignIn = (deps: Deps) => {
  const { work } = deps;
  const attempts = createAttempts(deps);
  const guesses = createGuesses(deps);
  return {
    /** What a visitor may know about the firm. */
    info: (firmId: string) =>
      work.read(firmId, async (db) => {
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
      const { firmId } = actor;
      const { emailCode, smsCode } = (await work.read(firmId, (db) => getFirm(db, firmId))).settings.signIn;
      if (!emailCode && !smsCode) throw new Refusal(methodOff);
      const ways = [...(emailCode ? (['email'] as const) : []), ...(smsCode ? (['sms'] as const) : [])];
      const guessed = await attempts.guess(actor, 'contact', body, { ways });
      const method = guessed.way === 'sms' ? 'sms_code' : 'email_code';
      return complete(deps, guessed, { call: actor, methods: [method], browser, spent: codeSpent });
    },

    async withLink(actor: Actor, token: string, browser: Browser) {
      const { firmId } = actor;
      const settings = await requireMethod(deps, firmId, 'emailLink');
      const hash = tokenHash('pml', token);
      const found = hash && (await work.read(firmId, (db) => findByLink(db, firmId, hash)));
      if (!found) throw new Refusal(linkSpent);
      if (
        settings.signIn.passwordOnLinks &&
        (await work.read(firmId, (db) => hasPassword(db, firmId, found.personId)))
      ) {
        const spend = (tx: Tx, now: Date) => useAttempt(tx, firmId, found.attemptId, now);
        throw new Refusal(passwordRequired, { attempt: await askForPassword(deps, actor, { ...found, spend }) });
      }
      return complete(deps, found, { call: actor, methods: ['email_link'], browser, spent: linkSpent });
    },

    async withLinkAndPassword(actor: Actor, body: { attempt: string; password: string }, browser: Browser) {
      const guessed = await guesses.passwordOfLink(actor, body);
      const methods = ['email_link', 'password'] as const;
      return complete(deps, guessed, { call: actor, methods, browser, spent: codeSpent });
    },

    async withPassword(actor: Actor, guess: PasswordGuess, browser: Browser) {
      const { firmId } = actor;
      await requireMethod(deps, firmId, 'password');
      const guessed = await guesses.password(actor, guess);
      return complete(deps, guessed, { call: actor, methods: ['password'], browser, spent: passwordInvalid });
    },
  };
};

/** @throws Refusal where the firm has switched the method off */
export async function requireMethod(
  { work }: Deps,
  firmId: string,
  method: keyof Settings['signIn'],
): Promise<Settings> {
  const { settings } = await work.read(firmId, (db) => getFirm(db, firmId));
  if (!settings.signIn[method]) throw new Refusal(methodOff);
  return settings;
}
