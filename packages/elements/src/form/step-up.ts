/**
 * What weighs is done only for somebody who has proven a moment ago who they are. Where that was longer ago, a proof is asked for
 * in between: by a passkey where there is one, else by the password or a code from the mail.
 */
import { PortalError, type Portal } from '@portico/client';
import type { StepUpProof } from '@portico/contract';
import { problemOf, type SignInProblem } from '../sign-in/sign-in-problem.js';
import { digitsOf } from './digits.js';
import { answerWithPasskey } from './passkey-browser.js';
import { PasskeyError } from './passkeys.js';

/** What there is to prove with. */
export interface Means {
  readonly hasPassword: boolean;
  /** A passkey that works on this page's host. */
  readonly hasPasskey: boolean;
}

export type StepUpProblem = SignInProblem | 'proof_wrong';

export class StepUp {
  readonly #portal: Portal;
  readonly #means: () => Promise<Means>;
  #known: Promise<Means> | undefined;
  #attempt: string | undefined;

  /** What the proof is, while one is to be typed. */
  asking: 'password' | 'code' | undefined;

  /** @param means is asked only where a proof is wanted */
  constructor(portal: Portal, means: () => Promise<Means>) {
    this.#portal = portal;
    this.#means = means;
  }

  /**
   * Does something, with a proof in between where the server wants one.
   * @param own a proof that is at hand already @returns what came of it; undefined where `asking` says what is to be typed first
   */
  async guard<T>(
    act: () => Promise<T>,
    signal: AbortSignal,
    own?: StepUpProof,
  ): Promise<{ readonly value: T } | undefined> {
    const { session } = this.#portal;
    try {
      return { value: await act() };
    } catch (error) {
      if (!(error instanceof PortalError) || error.code !== 'step_up_required') throw error;
      if (own) await session.stepUp(own, { signal });
      else if (!(await this.#byPasskey(signal))) {
        await this.#ask(signal);
        return undefined;
      }
      return { value: await act() };
    }
  }

  /** What is wrong with a proof before it is sent. */
  check(proof: string): 'password_missing' | 'code_missing' | undefined {
    if (this.asking === 'password') return proof ? undefined : 'password_missing';
    return digitsOf(proof).length === 6 ? undefined : 'code_missing';
  }

  /** Proves by what was typed; for some minutes nothing is asked any more. */
  async prove(proof: string, signal: AbortSignal): Promise<void> {
    const typed = this.#attempt ? { attempt: this.#attempt, code: digitsOf(proof) } : { password: proof };
    await this.#portal.session.stepUp(typed, { signal });
    this.asking = this.#attempt = undefined;
  }

  /** The quickest proof where there is one; false where the person would rather not. */
  async #byPasskey(signal: AbortSignal): Promise<boolean> {
    const { session } = this.#portal;
    if (!(await (this.#known ??= this.#means())).hasPasskey) return false;
    try {
      const credential = await answerWithPasskey(await session.startPasskeyStepUp({ signal }));
      await session.stepUp({ credential }, { signal });
      return true;
    } catch (error) {
      if (error instanceof PasskeyError) return false;
      throw error;
    }
  }

  async #ask(signal: AbortSignal): Promise<void> {
    if ((await (this.#known ??= this.#means())).hasPassword) this.asking = 'password';
    else {
      this.#attempt = (await this.#portal.session.startStepUp({ signal })).attempt;
      this.asking = 'code';
    }
  }
}

/** The key of the words for whatever was thrown. */
export function stepUpProblem(error: unknown): StepUpProblem {
  return error instanceof PortalError && error.code === 'proof_wrong' ? 'proof_wrong' : problemOf(error);
}

/** What the signed-in contact can prove with; a code by mail where the session does not see their account. */
export async function meansOf(portal: Portal, signal: AbortSignal): Promise<Means> {
  const [profile, passkeys] = await Promise.all([
    portal.profile.get({ signal }).catch(() => undefined),
    portal.profile.passkeys.list({ signal }).catch(() => []),
  ]);
  return {
    hasPassword: profile?.hasPassword ?? false,
    hasPasskey: passkeys.some(({ host }) => host === location.hostname),
  };
}
