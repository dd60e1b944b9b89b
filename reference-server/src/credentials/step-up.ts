/**
 * Step-up: whoever is signed in proves anew who they are, before what weighs. The session keeps its end; its cookie gets
 * a new token, so that one that was stolen before is worth nothing after.
 */
import { previewReadOnly, proofWrong, type Session, type SignInMethod, type StepUpProof } from '@portico/contract';
import type { Actor } from '../database/actor.js';
import type { Deps } from '../deps.js';
import type { ClientCaller } from '../http/caller.js';
import { Refusal } from '../http/refusal.js';
import { hashText, newToken } from '../session/tokens.js';
import { sessionView } from '../session/view.js';
import { createAttempts, type Guessed } from '../sign-in/attempts.js';
import { createGuesses } from '../sign-in/guesses.js';
import { useAttempt } from '../sign-in/store.js';
import { renewSession } from './step-up-store.js';

export interface SteppedUp {
  /** For the cookie; null where the session has none. */
  readonly token: string | null;
  readonly session: Session;
}

export const createStepUp = (deps: Deps) => {
  const attempts = createAttempts(deps);
  const guesses = createGuesses(deps);

  const prove = async (actor: Actor, caller: ClientCaller, proof: StepUpProof, address: string) => {
    if ('password' in proof) {
      const guess = { email: caller.session.contact.email, password: proof.password, address };
      return { guessed: await guesses.password(actor, guess, proofWrong), method: 'password' as const };
    }
    const guessed = await attempts.guess(actor, 'contact', proof, { way: 'step_up', wrong: proofWrong });
    return { guessed, method: 'email_code' as const };
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

    /** @throws Refusal `proof_wrong`; or `code_spent` where nothing is left to try */
    async prove(actor: Actor, caller: ClientCaller, proof: StepUpProof, address: string): Promise<SteppedUp> {
      refuseOthers(caller);
      const { guessed, method } = await prove(actor, caller, proof, address);
      return renew(deps, actor, caller, guessed, method);
    },
  };
};

/** Staff who act as a client cannot prove to be them. */
function refuseOthers({ session }: ClientCaller): void {
  if (session.kind !== 'own' && session.kind !== 'firm') throw new Refusal(previewReadOnly);
}

async function renew(
  { work }: Deps,
  actor: Actor,
  caller: ClientCaller,
  { attemptId, personId }: Guessed,
  method: SignInMethod,
): Promise<SteppedUp> {
  const { firmId, contactId, sessionId, session } = caller;
  const token = session.bound ? null : newToken('ps');
  return work.change(actor, async ({ tx, now, record }) => {
    const renewed =
      personId === contactId &&
      (await useAttempt(tx, firmId, attemptId, now)) &&
      (await renewSession(tx, { firmId, id: sessionId, method, tokenHash: token && hashText(token), now }));
    if (!renewed) throw new Refusal(proofWrong);
    record({ action: 'stepUp.prove', object: sessionId, event: null });
    return { token, session: sessionView({ ...caller, session: { ...session, authenticatedAt: now } }) };
  });
}
