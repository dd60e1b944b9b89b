/** Erases what has no more use: spent proofs, old attempts, links and sessions that ended long ago. */
import { everyFirm } from '../database/confine.js';
import type { Deps } from '../deps.js';

const HOUR_MS = 3_600_000;
/** Longer than a nonce lives: a proof older than that is refused by its nonce. */
const PROOFS_MS = HOUR_MS;
/** A day of attempts is counted by the limit on tries. */
const ATTEMPTS_MS = 25 * HOUR_MS;
/** A link that is over is answered like one that never was; a week is for whoever looks into what happened. */
const LINKS_MS = 7 * 24 * HOUR_MS;
/** Ended sessions are kept for a while, so that somebody can be told what they were; the audit keeps more. */
const SESSIONS_MS = 30 * 24 * HOUR_MS;

/** @returns how many rows went */
export async function sweepSessions({ work }: Pick<Deps, 'work'>): Promise<number> {
  return work.upkeep(everyFirm, async (tx, now) => {
    const before = (age: number) => new Date(now.getTime() - age);
    const swept = [
      await tx.deleteFrom('dpop_proofs').where('created_at', '<', before(PROOFS_MS)).executeTakeFirst(),
      await tx.deleteFrom('sign_in_attempts').where('created_at', '<', before(ATTEMPTS_MS)).executeTakeFirst(),
      await tx.deleteFrom('staff_factor_tries').where('at', '<', before(ATTEMPTS_MS)).executeTakeFirst(),
      await tx.deleteFrom('spent_challenges').where('expires_at', '<', now).executeTakeFirst(),
      await tx.deleteFrom('password_links').where('expires_at', '<', before(LINKS_MS)).executeTakeFirst(),
      await tx.deleteFrom('invitations').where('expires_at', '<', before(LINKS_MS)).executeTakeFirst(),
      await tx.deleteFrom('email_changes').where('expires_at', '<', before(LINKS_MS)).executeTakeFirst(),
      await tx.deleteFrom('session_tokens').where('expires_at', '<', now).executeTakeFirst(),
      await tx.deleteFrom('sessions').where('expires_at', '<', before(SESSIONS_MS)).executeTakeFirst(),
    ];
    return swept.reduce((sum, { numDeletedRows }) => sum + Number(numDeletedRows), 0);
  });
}
