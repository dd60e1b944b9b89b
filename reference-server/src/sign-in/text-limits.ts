/**
 * Limits on text messages, which cost the firm money and go to whoever has the number. They come on top of those on
 * starts, and are counted in the database, so that any number of replicas share them.
 *
 * - A number gets 3 in 15 minutes and 10 in a day, whoever asks and whatever for.
 * - A firm sends 100 in an hour and 1,000 in a day, to whatever countries: a flood that somebody profits from (SMS pumping)
 *   ends there, and the other ways to sign in stay. Only messages that really go out are counted, so that nobody uses
 *   the budget up by numbers that no contact has.
 */
import { tooManyRequests } from '@portico/contract';
import { sql } from 'kysely';
import type { Tx } from '../database/tables.js';
import { Refusal } from '../http/refusal.js';

const NUMBER = { quarter: 3, day: 10 };
const FIRM = { hour: 100, day: 1000 };
const QUARTER_MS = 15 * 60_000;
const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

interface Counts {
  readonly numberQuarter: number;
  readonly numberDay: number;
  readonly firmHour: number;
  readonly firmDay: number;
}

/** Call it after `limitStarts`, which holds the firm's lock. @throws Refusal with Retry-After */
export async function limitTexts(tx: Tx, firmId: string, addressHash: string, now: Date): Promise<void> {
  const since = (age: number) => new Date(now.getTime() - age);
  const mine = sql`address_hash = ${addressHash}`;
  const sent = sql`contact_id is not null`;
  const { rows } = await sql<Counts>`
    select (count(*) filter (where ${mine} and created_at > ${since(QUARTER_MS)}))::int as "numberQuarter",
      (count(*) filter (where ${mine}))::int as "numberDay",
      (count(*) filter (where ${sent} and created_at > ${since(HOUR_MS)}))::int as "firmHour",
      (count(*) filter (where ${sent}))::int as "firmDay"
    from sign_in_attempts
    where firm_id = ${firmId} and way in ('sms', 'phone') and created_at > ${since(DAY_MS)}`.execute(tx);
  const [counts] = rows;
  if (!counts) return;
  const wait = Math.max(
    counts.numberQuarter >= NUMBER.quarter ? QUARTER_MS : 0,
    counts.firmHour >= FIRM.hour ? HOUR_MS : 0,
    counts.numberDay >= NUMBER.day || counts.firmDay >= FIRM.day ? DAY_MS : 0,
  );
  if (wait > 0) throw new Refusal(tooManyRequests, { headers: { 'retry-after': String(wait / 1000) } });
}
