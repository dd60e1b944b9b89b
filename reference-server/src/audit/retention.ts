/**
 * What is personal in the log does not stay for ever: addresses of callers, and reasons in somebody's words, go when they
 * are thirteen months old, which is long enough to follow up what a yearly review finds. The entries stay, and so does
 * what the tree proves; each erasure is an entry of its own, and at most one a day and firm.
 */
import { systemActor } from '../database/actor.js';
import { everyFirm } from '../database/confine.js';
import type { Deps } from '../deps.js';
import { Audit } from './service.js';
import { findErasable } from './store.js';

const DAY_MS = 24 * 3_600_000;
export const DETAILS_DAYS = 400;

/** For the timer of the sweep. @returns how many firms' details it erased some of */
export async function sweepAuditDetails(deps: Deps): Promise<number> {
  const audit = new Audit(deps);
  const until = new Date(deps.clock.now().getTime() - DETAILS_DAYS * DAY_MS);
  const due = await deps.work.read(everyFirm, (db) => findErasable(db, new Date(until.getTime() - DAY_MS)));
  for (const firmId of due) await audit.eraseDetails(systemActor(firmId), until);
  return due.length;
}
