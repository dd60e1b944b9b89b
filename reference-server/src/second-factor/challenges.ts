/** Challenges of passkeys: each for one session, one purpose and the page that asked, and good for one answer. */
import type { Tx } from '../database/tables.js';

interface ChallengeTable {
  firm_id: string;
  session_id: string;
  purpose: Purpose;
  /** Base64url. */
  challenge: string;
  origin: string;
  expires_at: Date;
}

declare module '../database/tables.js' {
  interface Tables {
    staff_challenges: ChallengeTable;
  }
}

export type Purpose = 'register' | 'prove';

const LIFETIME_MS = 5 * 60_000;

export interface Challenge {
  readonly firmId: string;
  readonly sessionId: string;
  readonly purpose: Purpose;
  readonly challenge: string;
  readonly origin: string;
}

/** Keeps a challenge, in the place of an older one. */
export async function keepChallenge(tx: Tx, one: Challenge, now: Date): Promise<void> {
  const { challenge, origin } = one;
  const expires_at = new Date(now.getTime() + LIFETIME_MS);
  await tx
    .insertInto('staff_challenges')
    .values({
      firm_id: one.firmId,
      session_id: one.sessionId,
      purpose: one.purpose,
      challenge,
      origin,
      expires_at,
    })
    .onConflict((on) => on.columns(['firm_id', 'session_id', 'purpose']).doUpdateSet({ challenge, origin, expires_at }))
    .execute();
}

/** Takes the challenge, so that nobody can answer it again. @returns undefined where there is none that still lives */
export async function takeChallenge(
  tx: Tx,
  { firmId, sessionId, purpose }: Pick<Challenge, 'firmId' | 'sessionId' | 'purpose'>,
  now: Date,
) {
  const taken = await tx
    .deleteFrom('staff_challenges')
    .where('firm_id', '=', firmId)
    .where('session_id', '=', sessionId)
    .where('purpose', '=', purpose)
    .returning(['challenge', 'origin', 'expires_at'])
    .executeTakeFirst();
  return taken && taken.expires_at > now ? taken : undefined;
}
