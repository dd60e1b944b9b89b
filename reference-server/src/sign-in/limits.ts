/**
 * Limits on what guesses. They are counted in the database, so that any number of replicas share them.
 * One peer cannot use up what another may do: whoever floods an address from elsewhere neither voids the
 * owner's code nor keeps the owner out.
 */
import { tooManyRequests } from '@portico/contract';
import type { Reader, Tx } from '../database/tables.js';
import { Refusal } from '../http/refusal.js';
import { type AttemptWay, type Counted, countStarts, countTries } from './store.js';

const WINDOW_MS = 15 * 60_000;
const DAY_MS = 24 * 60 * 60_000;

/** Starts in 15 minutes that led to no session, guesses of passwords included. */
const STARTS = { byAddressAndPeer: 5, byAddress: 20, byPeer: 30, byFirm: 600 };
/** Codes and passwords tried for one address in a day; beyond it the link of the e-mail still works. */
const TRIES_A_DAY = 100;

interface Where {
  readonly firmId: string;
  readonly way: AttemptWay;
  readonly addressHash: string;
  readonly peerHash: string;
}

/** @throws Refusal with Retry-After */
export async function limitStarts(tx: Tx, where: Where, now: Date): Promise<void> {
  const starts = await countStarts(tx, where, new Date(now.getTime() - WINDOW_MS));
  const waits = [
    waitOf(starts.byAddressAndPeer, STARTS.byAddressAndPeer, now),
    waitOf(starts.byAddress, STARTS.byAddress, now),
    waitOf(starts.byPeer, STARTS.byPeer, now),
    waitOf(starts.byFirm, STARTS.byFirm, now),
  ];
  const wait = Math.max(...waits);
  if (wait > 0) throw tooMany(wait);
}

/** @throws Refusal once an address has seen too many wrong codes in a day */
export async function limitTries(db: Reader, firmId: string, addressHash: string, now: Date): Promise<void> {
  const tries = await countTries(db, firmId, addressHash, new Date(now.getTime() - DAY_MS));
  if (tries > TRIES_A_DAY) throw tooMany(WINDOW_MS);
}

/** Milliseconds until the oldest one counted leaves the window; 0 where there is room. */
function waitOf({ count, oldest }: Counted, limit: number, now: Date): number {
  return count < limit || oldest === null ? 0 : Math.max(1, oldest.getTime() + WINDOW_MS - now.getTime());
}

function tooMany(waitMs: number): Refusal {
  return new Refusal(tooManyRequests, { headers: { 'retry-after': String(Math.ceil(waitMs / 1000)) } });
}
