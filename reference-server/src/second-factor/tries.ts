/**
 * Limits on guessing a second factor. At most five codes are evaluated for one session that owes it. After five wrong
 * ones from one network the next has to wait, twice as long each time, so that signing in anew wins nothing; another
 * network has its own count, so that nobody can shut the member out. Only where a hundred have failed in a day, from
 * wherever, does every further one take its turn, one a minute. Passkeys cannot be guessed and are never limited.
 */
import { codeSpent, tooManyRequests } from '@portico/contract';
import { sql } from 'kysely';
import type { Tx } from '../database/tables.js';
import { newId } from '../database/ids.js';
import { Refusal } from '../http/refusal.js';

interface FactorTryTable {
  firm_id: string;
  id: string;
  staff_id: string;
  session_id: string;
  /** HMAC of the peer's network. */
  peer_hash: string;
  at: Date;
  wrong: boolean;
}

declare module '../database/tables.js' {
  interface Tables {
    staff_factor_tries: FactorTryTable;
  }
}

const PER_SESSION = 5;
const BEFORE_WAITING = 5;
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 15 * 60_000;
const A_DAY = 100;
const TURN_MS = 60_000;
const DAY_MS = 24 * 3_600_000;

export interface Guesser {
  readonly firmId: string;
  readonly staffId: string;
  readonly sessionId: string;
  readonly peerHash: string;
}

/**
 * Pays for the evaluation of one code, which counts as wrong until it turns out right.
 * @returns id of the try @throws Refusal before anything is evaluated
 */
export async function payForTry(tx: Tx, guesser: Guesser, now: Date): Promise<string> {
  const { firmId, staffId, sessionId, peerHash } = guesser;
  // One member's tries follow each other, so that parallel ones count each other.
  await sql`select 1 from staff where firm_id = ${firmId} and id = ${staffId} for no key update`.execute(tx);
  const counts = await countWrong(tx, guesser, now);
  const wait = Math.max(
    counts.here < BEFORE_WAITING
      ? 0
      : left(counts.lastHere, Math.min(FIRST_WAIT_MS * 2 ** (counts.here - BEFORE_WAITING), LONGEST_WAIT_MS), now),
    counts.everywhere < A_DAY ? 0 : left(counts.last, TURN_MS, now),
  );
  if (wait > 0) {
    throw new Refusal(tooManyRequests, { headers: { 'retry-after': String(Math.ceil(wait / 1000)) } });
  }
  if (counts.session >= PER_SESSION) throw new Refusal(codeSpent);
  const id = newId('try');
  await tx
    .insertInto('staff_factor_tries')
    .values({
      firm_id: firmId,
      id,
      staff_id: staffId,
      session_id: sessionId,
      peer_hash: peerHash,
      at: now,
      wrong: true,
    })
    .execute();
  return id;
}

/** Notes that a try was right, which forgets the wrong ones from the same network. */
export async function wasRight(tx: Tx, { firmId, staffId, peerHash }: Guesser): Promise<void> {
  await tx
    .updateTable('staff_factor_tries')
    .set({ wrong: false })
    .where('firm_id', '=', firmId)
    .where('staff_id', '=', staffId)
    .where('peer_hash', '=', peerHash)
    .execute();
}

interface Counts {
  readonly session: number;
  readonly here: number;
  readonly lastHere: Date | null;
  readonly everywhere: number;
  readonly last: Date | null;
}

async function countWrong(tx: Tx, { firmId, staffId, sessionId, peerHash }: Guesser, now: Date): Promise<Counts> {
  const here = sql`peer_hash = ${peerHash}`;
  const { rows } = await sql<Counts>`
    select (count(*) filter (where session_id = ${sessionId}))::int as session,
      (count(*) filter (where ${here}))::int as here, max(at) filter (where ${here}) as "lastHere",
      count(*)::int as everywhere, max(at) as last
    from staff_factor_tries
    where firm_id = ${firmId} and staff_id = ${staffId} and wrong
      and at > ${new Date(now.getTime() - DAY_MS)}`.execute(tx);
  return rows[0] ?? { session: 0, here: 0, lastHere: null, everywhere: 0, last: null };
}

/** Milliseconds until `wait` has passed since `last`. */
function left(last: Date | null, wait: number, now: Date): number {
  return last === null ? 0 : Math.max(0, last.getTime() + wait - now.getTime());
}
