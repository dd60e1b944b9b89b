/**
 * What all charges that come by themselves have in common: which firms have it on, how often one is tried, and what follows from an
 * answer. The row of a charge that was told bears the day of its next try, and is moved on by whoever comes first.
 */
import { type Generated, sql } from 'kysely';
import { everyFirm } from '../database/confine.js';
import { causeOf } from '../database/rounds.js';
import type { Reader, Tx } from '../database/tables.js';
import type { Deps } from '../deps.js';
import { getFirm } from '../firms/store.js';
import { dayOf, daysAfter } from '../firms/today.js';
import type { Charged } from '../paying/charge-saved.js';
import { noticeDaysOf } from './terms.js';

export type ChargingDeps = Pick<Deps, 'work' | 'config' | 'log' | 'clock' | 'payments' | 'bytes' | 'relay'>;

const MOST_TRIES = 3;
/** Days from a decline to the next try. */
const AGAIN_DAYS = 3;

/** What is charged by itself: invoices, or instalments of plans. */
export interface Charging<Due> {
  /** Firms where somebody has agreed. */
  readonly firms: (db: Reader) => Promise<string[]>;
  /** Tells of what falls due until a day, the first on which what is told now may be charged. */
  readonly announce: (firmId: string, earliest: string) => Promise<void>;
  readonly due: (db: Reader, firmId: string, today: string) => Promise<readonly Due[]>;
  readonly charge: (due: Due, today: string) => Promise<void>;
}

/** @returns the round, to be run every so often; several servers may run it at once */
export function createChargeRound<Due extends { readonly id: string }>(
  { work, clock, log, relay }: ChargingDeps,
  { firms, announce, due, charge }: Charging<Due>,
): () => Promise<void> {
  return async () => {
    for (const firmId of await work.read(everyFirm, firms)) {
      const { settings } = await work.read(firmId, (db) => getFirm(db, firmId));
      if (!settings.payments.processor || !(settings.payments.autopay ?? false)) continue;
      const today = dayOf(settings, clock.now());
      await announce(firmId, daysAfter(today, noticeDaysOf(settings)));
      for (const one of await work.read(firmId, (db) => due(db, firmId, today))) {
        try {
          await charge(one, today);
        } catch (error) {
          log.error({ charge: one.id, cause: causeOf(error) }, 'not charged');
        }
      }
    }
    relay.poke();
  };
}

/** What the rows of all charges have that their client was told of. */
export interface ToldChargeTable {
  firm_id: string;
  /** By which it is charged once, with the number of the try. */
  id: string;
  told_at: Date;
  /** What was told: never more than this is charged. */
  amount: number;
  /** The firm's day of the next try; null where there is none. */
  next_on: string | null;
  /** Tries that have failed. */
  tries: Generated<number>;
}

/** A charge that was told. */
export interface ToldCharge {
  readonly firm_id: string;
  readonly id: string;
  /** Tries that have failed. */
  readonly tries: number;
}

/** What it is charged for, once. */
export function purposeOf({ id, tries }: ToldCharge): string {
  return `${id}:${tries + 1}`;
}

/** `later`: nothing is known yet; `come`: the client has to; `suspend`: no further try, for anything. */
export type Step = 'later' | 'over' | 'again' | 'come' | 'suspend';

export function stepAfter(answer: Charged, { tries }: ToldCharge): Step {
  if (answer.state === 'paid') return 'over';
  if (answer.state === 'failed') {
    // Without the client the bank says so every time.
    if (answer.failure === 'authentication_required') return 'come';
    return tries + 1 >= MOST_TRIES || answer.failure === 'method_unusable' ? 'suspend' : 'again';
  }
  if (answer.state !== 'refused') return 'later';
  switch (answer.reason) {
    case 'not_open':
    case 'amount_refused':
      return 'over';
    case 'method_gone':
      return 'suspend';
    default:
      return 'later';
  }
}

/** @returns what the next try of a charge is, null where there is none */
export function nextTryAfter(step: Step, today: string): string | null {
  return step === 'again' ? daysAfter(today, AGAIN_DAYS) : null;
}

/** Moves a charge on from the try that was read. @returns whether nobody else has, and it was not taken back */
export async function moveCharge(
  tx: Tx,
  table: 'autopay_charges' | 'plan_charges',
  { firm_id, id, tries }: ToldCharge,
  step: Exclude<Step, 'later'>,
  nextOn: string | null,
): Promise<boolean> {
  const failed = step === 'over' ? 0 : 1;
  const moved = await sql`update ${sql.table(table)} set next_on = ${nextOn}, tries = tries + ${failed}
    where firm_id = ${firm_id} and id = ${id} and tries = ${tries} and next_on is not null`.execute(tx);
  return moved.numAffectedRows === 1n;
}
