import { sql } from 'kysely';
import { acrossFirms } from '../database/confine.js';
import { page, type PageQuery } from '../database/pages.js';
import type { Reader, Tx } from '../database/tables.js';

interface FirmDomainTable {
  firm_id: string;
  id: string;
  /** Lower case, punycode, without a port. */
  host: string;
  /** What the TXT record must say. */
  challenge: string;
  created_at: Date;
  verified_at: Date | null;
  /** Kept after its end, because a host that served a firm is not free for another at once. */
  removed_at: Date | null;
}

declare module '../database/tables.js' {
  interface Tables {
    firm_domains: FirmDomainTable;
  }
}

/** The firm that a host serves. */
export async function firmOfHost(db: Reader, host: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('firm_domains')
    .select('firm_id')
    .where('host', '=', host)
    .where('verified_at', 'is not', null)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return row?.firm_id;
}

/** A page of the firm's domains, newest first. */
export async function listDomains(db: Reader, firmId: string, { limit, cursor }: PageQuery) {
  const rows = await db
    .selectFrom('firm_domains')
    .selectAll()
    .where('firm_id', '=', firmId)
    .where('removed_at', 'is', null)
    .$if(cursor !== undefined, (query) => query.where('id', '<', cursor ?? ''))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  return page(rows, limit, (row) => row.id);
}

export async function getDomain(db: Reader, firmId: string, id: string) {
  return db
    .selectFrom('firm_domains')
    .selectAll()
    .where('firm_id', '=', firmId)
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
}

/** @returns undefined where the firm has the host already */
export async function insertDomain(tx: Tx, row: Omit<FirmDomainTable, 'verified_at' | 'removed_at'>) {
  return tx
    .insertInto('firm_domains')
    .values({ ...row, verified_at: null, removed_at: null })
    .onConflict((on) => on.columns(['firm_id', 'host']).where('removed_at', 'is', null).doNothing())
    .returningAll()
    .executeTakeFirst();
}

/** When the host last ceased to serve another firm, if it did after `since`. */
export async function lastServedAnother(tx: Tx, firmId: string, host: string, since: Date): Promise<Date | undefined> {
  const row = await acrossFirms(tx, firmId, (all) =>
    all
      .selectFrom('firm_domains')
      .select('removed_at')
      .where('host', '=', host)
      .where('firm_id', '!=', firmId)
      .where('verified_at', 'is not', null)
      .where('removed_at', '>', since)
      .orderBy('removed_at', 'desc')
      .executeTakeFirst(),
  );
  return row?.removed_at ?? undefined;
}

/** Lets the host serve the firm. @returns undefined where it serves another; of two firms at once one wins */
export async function serveDomain(tx: Tx, firmId: string, id: string, host: string, now: Date) {
  // Two transactions that prove the same host come one after the other, so that the second sees the first.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`domain ${host}`}, 0))`.execute(tx);
  if ((await acrossFirms(tx, firmId, (all) => firmOfHost(all, host))) !== undefined) return undefined;
  return tx
    .updateTable('firm_domains')
    .set({ verified_at: now })
    .where('firm_id', '=', firmId)
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .returningAll()
    .executeTakeFirst();
}

/** @returns the host, or undefined where there was nothing to remove */
export async function removeDomain(tx: Tx, firmId: string, id: string, now: Date): Promise<string | undefined> {
  const row = await tx
    .updateTable('firm_domains')
    .set({ removed_at: now })
    .where('firm_id', '=', firmId)
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .returning('host')
    .executeTakeFirst();
  return row?.host;
}
