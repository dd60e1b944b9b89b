/** The ways in of a contact. Whichever proved who they are, one new session begins and the browser's old one is over. */
import { codeSpent, linkSpent, methodOff, passwordInvalid, passwordRequired, type Settings } from '@portico/contract';
import { hasPassword } from '../credentials/store.js';
import type { Actor } from '../database/actor.js';
import { newId } from '../database/ids.js';
import type { Deps } from '../deps.js';
import { getFirm } from '../firms/store.js';
import { Refusal } from '../http/refusal.js';
import type { Browser } from '../session/browser.js';
import { hashText, newToken, tokenHash } from '../session/tokens.js';
import { createAttempts, type Start } from './attempts.js';
import { complete } from './complete.js';
import { createGuesses, type PasswordGuess } from './guesses.js';
import { findByLink, insertAttempt, useAttempt } from './store.js';

type FoundLink = NonNullable<Awaited<ReturnType<typeof findByLink>>>;

export const createSignIn = (deps: Deps) => {
  const { work } = deps;
  const attempts = createAttempts(deps);
  const guesses = createGuesses(deps);
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
      const { firmId } = actor;
      await requireMethod(deps, firmId, 'emailCode');
      const guessed = await attempts.guess(actor, 'contact', body);
      return complete(deps, guessed, { firmId, methods: ['email_code'], browser, spent: codeSpent });
    },

    async withLink(actor: Actor, token: string, browser: Browser) {
      const { firmId } = actor;
      const settings = await requireMethod(deps, firmId, 'emailLink');
      const hash = tokenHash('pml', token);
      const found = hash && (await work.read((db) => findByLink(db, firmId, hash)));
      if (!found) throw new Refusal(linkSpent);
      if (settings.signIn.passwordOnLinks && (await work.read((db) => hasPassword(db, firmId, found.personId)))) {
        throw new Refusal(passwordRequired, { attempt: await goOn(deps, actor, found) });
      }
      return complete(deps, found, { firmId, methods: ['email_link'], browser, spent: linkSpent });
    },

    async withLinkAndPassword(actor: Actor, body: { attempt: string; password: string }, browser: Browser) {
      const guessed = await guesses.passwordOfLink(actor, body);
      const methods = ['email_link', 'password'] as const;
      return complete(deps, guessed, { firmId: actor.firmId, methods, browser, spent: codeSpent });
    },

    async withPassword(actor: Actor, guess: PasswordGuess, browser: Browser) {
      const { firmId } = actor;
      await requireMethod(deps, firmId, 'password');
      const guessed = await guesses.password(actor, guess);
      return complete(deps, guessed, { firmId, methods: ['password'], browser, spent: passwordInvalid });
    },
  };
};

/** @throws Refusal where the firm has switched the method off */
export async function requireMethod(
  { work }: Deps,
  firmId: string,
  method: keyof Settings['signIn'],
): Promise<Settings> {
  const { settings } = await work.read((db) => getFirm(db, firmId));
  if (!settings.signIn[method]) throw new Refusal(methodOff);
  return settings;
}

/** Uses a link up for an attempt that its password completes. @returns the token of that attempt */
async function goOn({ work }: Deps, { firmId, ...visitor }: Actor, link: FoundLink): Promise<string> {
  const token = newToken('ppa');
  await work.change({ firmId, ...visitor }, async ({ tx, now, record }) => {
    if (!(await useAttempt(tx, firmId, link.attemptId, now))) throw new Refusal(linkSpent);
    const id = newId('att');
    await insertAttempt(tx, {
      firmId,
      id,
      kind: 'contact',
      way: 'link',
      tokenHash: hashText(token),
      codeHash: null,
      linkHash: null,
      personId: link.personId,
      addressHash: link.addressHash,
      peerHash: link.peerHash,
      now,
      expiresAt: new Date(now.getTime() + 10 * 60_000),
    });
    record({ action: 'signIn.link', object: id, event: null });
  });
  return token;
}
