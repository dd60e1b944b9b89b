/**
 * Signing in by passkey. The browser offers those that it has for the page's host, so nobody says who they are before they
 * have proved it, and there is no address to try.
 */
import {
  challengeSpent,
  contactDisabled,
  passkeyCopied,
  type PasskeyAnswerJson,
  passkeyOfOtherPage,
  passkeyRefused,
  passkeyUnknown,
  type Problem,
  type Session,
} from '@portico/contract';
import { appendAudit } from '../audit/store.js';
import { type Actor, actingAs } from '../database/actor.js';
import type { Deps } from '../deps.js';
import { Refusal } from '../http/refusal.js';
import type { Browser } from '../session/browser.js';
import { newSessionId, openSession, type SignedIn } from '../session/open.js';
import { requireMethod } from '../sign-in/service.js';
import { newChallenge, type Purpose } from './challenges.js';
import { type Proof, proofOf } from './prove.js';
import { type ContactKey, usePasskey } from './store.js';
import { proofOptions } from './webauthn.js';

const problems: Readonly<Record<Extract<Proof, { fault: string }>['fault'], Problem>> = {
  challenge_spent: challengeSpent,
  passkey_copied: passkeyCopied,
  passkey_of_other_page: passkeyOfOtherPage,
  passkey_refused: passkeyRefused,
  passkey_unknown: passkeyUnknown,
};

export const createPasskeySignIn = (deps: Deps) => {
  const { work, config, clock } = deps;

  /** What was wrong with a passkey that the firm knows is part of what happened to its contact. */
  const refuse = async (actor: Actor, key: ContactKey | undefined, problem: Problem): Promise<never> => {
    if (key) {
      const { code } = problem;
      const action = 'passkeys.signIn';
      await work.upkeep(actor.firmId, (tx, at) =>
        appendAudit(tx, { actor, action, object: key.id, result: 'refused', code, at }),
      );
    }
    throw new Refusal(problem);
  };

  return {
    /** Options for whichever passkey the browser has for the calling page. */
    async start(firmId: string, origin: string): Promise<Record<string, unknown>> {
      await requireMethod(deps, firmId, 'passkey');
      const challenge = newChallenge(config, signingIn(firmId, origin), clock.now());
      return proofOptions({ challenge, origin, verification: 'required' }, null);
    },

    async complete(
      call: Actor,
      credential: PasskeyAnswerJson,
      origin: string,
      browser: Browser,
    ): Promise<SignedIn<Session>> {
      const { firmId } = call;
      await requireMethod(deps, firmId, 'passkey');
      const proof = await proofOf(deps, signingIn(firmId, origin), credential);
      if ('fault' in proof) return refuse(call, proof.key, problems[proof.fault]);
      const { key, counter } = proof;
      const sessionId = newSessionId();
      const actor = actingAs(call, { type: 'contact', id: key.contactId, sessionId });
      const opened = await work.change(actor, async (change) => {
        const opening = { firmId, contactId: key.contactId, sessionId, methods: ['passkey'], browser } as const;
        const signedIn = await openSession(change, opening);
        if (!signedIn) change.nothing();
        // Somebody else with the same passkey was faster.
        else if (!(await usePasskey(change.tx, key, counter, change.now))) throw new Refusal(passkeyRefused);
        return signedIn;
      });
      return opened ?? refuse(call, key, contactDisabled);
    },
  };
};

function signingIn(firmId: string, origin: string): Purpose {
  return { firmId, use: 'sign in', origin, holder: '' };
}
