/** Reads the audit log. What writes it is `append.ts`. */
import { sql } from 'kysely';
import type { PageQuery } from '../database/pages.js';
import { numberOf, page } from '../database/pages.js';
import type { Reader, Tx } from '../database/tables.js';
import type { StoredEntry } from './rows.js';

export { appendAudit, type NewAuditEntry } from './append.js';

/** Which entries; all of a firm where nothing is said. */
export interface AuditFilter {
  readonly actor?: string | undefined;
  readonly object?: string | undefined;
  readonly action?: string | undefined;
  /** Inclusive. */
  readonly from?: Date | undefined;
  /** Exclusive. */
  readonly until?: Date | undefined;
}

/** Largest number that an entry can have. */
const MOST = 2 ** 31 - 1;

/** A page of a firm's entries, newest first. */
export async function listAudit(db: Reader, firmId: string, filter: AuditFilter, { limit, cursor }: PageQuery) {
  const rows = await filtered(db, firmId, filter)
    .where('e.seq', '<', numberOf(cursor, MOST))
    .orderBy('e.seq', 'desc')
    .limit(limit + 1)
    .execute();
  return page<StoredEntry>(rows, limit, (row) => String(row.seq));
}

/** Entries behind a number up to another, oldest first. */
export function entriesBetween(
  db: Reader,
  firmId: string,
  filter: AuditFilter,
  { behind, last, limit }: { readonly behind: number; readonly last: number; readonly limit: number },
): Promise<StoredEntry[]> {
  return filtered(db, firmId, filter)
    .where('e.seq', '>', behind)
    .where('e.seq', '<=', last)
    .orderBy('e.seq')
    .limit(limit)
    .execute();
}

function filtered(db: Reader, firmId: string, { actor, object, action, from, until }: AuditFilter) {
  return db
    .selectFrom('audit_entries as e')
    .leftJoin('audit_details as d', (join) => join.onRef('d.firm_id', '=', 'e.firm_id').onRef('d.seq', '=', 'e.seq'))
    .selectAll('e')
    .select(['d.salt', 'd.details'])
    .where('e.firm_id', '=', firmId)
    .$if(actor !== undefined, (query) => query.where('e.actor_id', '=', actor ?? ''))
    .$if(object !== undefined, (query) => query.where('e.object_id', '=', object ?? ''))
    .$if(action !== undefined, (query) => query.where('e.action', '=', action ?? ''))
    .$if(from !== undefined, (query) => query.where('e.at', '>=', from ?? EPOCH))
    .$if(until !== undefined, (query) => query.where('e.at', '<', until ?? EPOCH));
}

const EPOCH = new Date(0);

/** How large a firm's tree is, and of which hashes it is made. */
export function getHead(db: Reader, firmId: string) {
  return db.selectFrom('audit_heads').select(['size', 'frontier']).where('firm_id', '=', firmId).executeTakeFirst();
}

/** The nodes that some entries completed, by number. */
export async function nodesOf(db: Reader, firmId: string, seqs: readonly number[]): Promise<Map<number, Uint8Array>> {
  if (seqs.length === 0) return new Map();
  const rows = await db
    .selectFrom('audit_entries')
    .select(['seq', 'nodes'])
    .where('firm_id', '=', firmId)
    .where('seq', 'in', seqs)
    .execute();
  return new Map(rows.map(({ seq, nodes }) => [seq, nodes]));
}

/**
 * Erases the details of the entries until a time; the entries stay.
 * @returns the number of the last entry that they were erased of, null where there was nothing to erase
 */
export async function eraseDetailsUntil(tx: Tx, firmId: string, until: Date): Promise<number | null> {
  const { last } = await tx
    .selectFrom('audit_entries as e')
    .innerJoin('audit_details as d', (join) => join.onRef('d.firm_id', '=', 'e.firm_id').onRef('d.seq', '=', 'e.seq'))
    .select(({ fn }) => fn.max('e.seq').as('last'))
    .where('e.firm_id', '=', firmId)
    .where('e.at', '<', until)
    .executeTakeFirstOrThrow();
  if (last === null) return null;
  await tx.deleteFrom('audit_details').where('firm_id', '=', firmId).where('seq', '<=', last).execute();
  return last;
}

/** Firms whose oldest details are older than that: one look at the first of each, however long the logs are. */
export async function findErasable(db: Reader, before: Date): Promise<readonly string[]> {
  const { rows } = await sql<{ firmId: string }>`
    select h.firm_id as "firmId" from audit_heads h
    cross join lateral (
      select d.seq from audit_details d where d.firm_id = h.firm_id order by d.seq limit 1
    ) d
    join audit_entries e on e.firm_id = h.firm_id and e.seq = d.seq
    where e.at < ${before}
    order by h.firm_id`.execute(db);
  return rows.map(({ firmId }) => firmId);
}
