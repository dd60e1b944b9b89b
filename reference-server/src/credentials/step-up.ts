/**
 * Step-up: whoever is signed in proves anew who they are, before what weighs. The session keeps its end; its cookie gets
 * a new token, so that one that was stolen before is worth nothing after.
 */
import {
  challengeSpent,
  type PasskeyAnswerJson,
  previewReadOnly,
  proofWrong,
  type Session,
  type SignInMethod,
  type StepUpProof,
} from '@portico/contract';
import { appendAudit } from '../audit/store.js';
import type { Actor } from '../database/actor.js';
import type { Tx } from '../database/tables.js';
import type { Deps } from '../deps.js';
import type { ClientCaller } from '../http/caller.js';
import { Refusal } from '../http/refusal.js';
import { newChallenge, type Purpose } from '../passkeys/challenges.js';
import { proofOf } from '../passkeys/prove.js';
import { listPasskeys, usePasskey } from '../passkeys/store.js';
import { proofOptions } from '../passkeys/webauthn.js';
import { hashText, newToken } from '../session/tokens.js';
import { sessionView } from '../session/view.js';
import { createAttempts, type Guessed } from '../sign-in/attempts.js';
import { createGuesses } from '../sign-in/guesses.js';
import { requireMethod } from '../sign-in/service.js';
import { useAttempt } from '../sign-in/store.js';
import { renewSession } from './step-up-store.js';

export interface SteppedUp {
  /** For the cookie; null where the session has none. */
  readonly token: string | null;
  readonly session: Session;
}

/** Where a call to prove something came from. */
export interface From {
  /** Of the peer. */
  readonly address: string;
  /** Of the page. */
  readonly origin: string;
}

/** What was proved, and how it is used up in the transaction that renews the session. */
interface Proved {
  readonly method: SignInMethod;
  readonly contactId: string;
  /** False where it has been used meanwhile. */
  readonly use: (tx: Tx, now: Date) => Promise<boolean>;
}

export const createStepUp = (deps: Deps) => {
  const { work, config, clock } = deps;
  const attempts = createAttempts(deps);
  const guesses = createGuesses(deps);

  const byGuess = ({ attemptId, personId }: Guessed, { firmId }: Actor, method: SignInMethod): Proved => ({
    method,
    contactId: personId,
    use: (tx, now) => useAttempt(tx, firmId, attemptId, now),
  });

  const byPasskey = async (
    actor: Actor,
    caller: ClientCaller,
    credential: PasskeyAnswerJson,
    origin: string,
  ): Promise<Proved> => {
    await requireMethod(deps, caller.firmId, 'passkey');
    const proof = await proofOf(deps, steppingUp(caller, origin), credential);
    if (!('fault' in proof)) {
      const { key, counter } = proof;
      return { method: 'passkey', contactId: key.contactId, use: (tx, now) => usePasskey(tx, key, counter, now) };
    }
    const { fault } = proof;
    if (fault === 'challenge_spent') throw new Refusal(challengeSpent);
    const [action, object] = ['stepUp.prove', caller.sessionId];
    await work.upkeep(caller.firmId, (tx, at) =>
      appendAudit(tx, { actor, action, object, result: 'refused', code: fault, at }),
    );
    throw new Refusal(proofWrong, { reason: fault });
  };

  const prove = async (actor: Actor, caller: ClientCaller, proof: StepUpProof, { address, origin }: From) => {
    if ('credential' in proof) return byPasskey(actor, caller, proof.credential, origin);
    if ('password' in proof) {
      const guess = { email: caller.session.contact.email, password: proof.password, address };
      return byGuess(await guesses.password(actor, guess, proofWrong), actor, 'password');
    }
    const guessed = await attempts.guess(actor, 'contact', proof, { ways: ['step_up'], wrong: proofWrong });
    return byGuess(guessed, actor, 'email_code');
  };

  return {
    /** Sends a code to the contact's own address, whatever the firm lets people sign in with. */
    start(actor: Actor, caller: ClientCaller, address: string) {
      refuseOthers(caller);
      const { email, language } = caller.session.contact;
      return attempts.start(actor, {
        kind: 'contact',
        way: 'step_up',
        email,
        language,
        returnTo: undefined,
        publishableKey: '',
        address,
      });
    },

    /** Options for one of the passkeys that the contact has for the calling page. */
    async startPasskey(caller: ClientCaller, origin: string): Promise<Record<string, unknown>> {
      refuseOthers(caller);
      await requireMethod(deps, caller.firmId, 'passkey');
      const challenge = newChallenge(config, steppingUp(caller, origin), clock.now());
      const known = await work.read(caller.firmId, (db) => listPasskeys(db, caller));
      return proofOptions({ challenge, origin, verification: 'required' }, known);
    },

    /** @throws Refusal `proof_wrong`; or `code_spent`, `challenge_spent` where nothing is left to try */
    async prove(actor: Actor, caller: ClientCaller, proof: StepUpProof, from: From): Promise<SteppedUp> {
      refuseOthers(caller);
      return renew(deps, actor, caller, await prove(actor, caller, proof, from));
    },
  };
};

function steppingUp({ firmId, contactId }: ClientCaller, origin: string): Purpose {
  return { firmId, use: 'step up', origin, holder: contactId };
}

/** Staff who act as a client cannot prove to be them. */
function refuseOthers({ session }: ClientCaller): void {
  if (session.kind !== 'own' && session.kind !== 'firm') throw new Refusal(previewReadOnly);
}

async function renew(
  { work }: Deps,
  actor: Actor,
  caller: ClientCaller,
  { method, contactId, use }: Proved,
): Promise<SteppedUp> {
  const { firmId, sessionId, session } = caller;
  const token = session.bound ? null : newToken('ps');
  return work.change(actor, async ({ tx, now, record }) => {
    const renewed =
      contactId === caller.contactId &&
      (await use(tx, now)) &&
      (await renewSession(tx, { firmId, id: sessionId, method, tokenHash: token && hashText(token), now }));
    if (!renewed) throw new Refusal(proofWrong);
    record({ action: 'stepUp.prove', object: sessionId, event: null });
    return { token, session: sessionView({ ...caller, session: { ...session, authenticatedAt: now } }) };
  });
}
