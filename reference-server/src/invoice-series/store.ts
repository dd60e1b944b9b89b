import type { SeriesBody } from '@portico/contract';
import { sql } from 'kysely';
import { newId } from '../database/ids.js';
import { page, type PageQuery } from '../database/pages.js';
import type { Reader, Tx } from '../database/tables.js';

interface SeriesTable {
  firm_id: string;
  id: string;
  sort: SeriesBody['of'];
  prefix: string;
  by_year: boolean;
  digits: number;
  created_at: Date;
}

interface CounterTable {
  firm_id: string;
  series_id: string;
  /** 0 for a series that never begins anew. */
  year: number;
  next: number;
  /** Whether it has given out a number. */
  begun: boolean;
}

declare module '../database/tables.js' {
  interface Tables {
    invoice_series: SeriesTable;
    invoice_counters: CounterTable;
  }
}

export type SeriesRow = Readonly<SeriesTable> & { readonly next: number };

const withNext = (db: Reader, firmId: string, year: number) =>
  db
    .selectFrom('invoice_series')
    .selectAll()
    .select(
      sql<number>`coalesce((select c.next from invoice_counters c where c.firm_id = invoice_series.firm_id
        and c.series_id = invoice_series.id and c.year = case when by_year then ${year}::int else 0 end), 1)`.as(
        'next',
      ),
    )
    .where('firm_id', '=', firmId);

/** A page of the series, oldest first. @param year of the firm's day */
export async function listSeries(db: Reader, firmId: string, year: number, { limit, cursor }: PageQuery) {
  const rows = await withNext(db, firmId, year)
    .$if(cursor !== undefined, (query) => query.where('id', '>', cursor ?? ''))
    .orderBy('id')
    .limit(limit + 1)
    .execute();
  return page(rows, limit, (row) => row.id);
}

export async function getSeries(db: Reader, firmId: string, id: string, year: number): Promise<SeriesRow | undefined> {
  return withNext(db, firmId, year).where('id', '=', id).executeTakeFirst();
}

/** The series that a number comes from: the one that is named, else the firm's first of its sort. */
export async function findSeries(
  db: Reader,
  firmId: string,
  sort: SeriesBody['of'],
  id: string | null,
): Promise<SeriesTable | undefined> {
  return db
    .selectFrom('invoice_series')
    .selectAll()
    .where('firm_id', '=', firmId)
    .where('sort', '=', sort)
    .$if(id !== null, (query) => query.where('id', '=', id ?? ''))
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
}

/** @returns false where another series of the firm has the prefix */
export async function insertSeries(
  tx: Tx,
  { firmId, id, year, now, body }: { firmId: string; id: string; year: number; now: Date; body: SeriesBody },
): Promise<boolean> {
  const { of: sort, prefix, byYear, digits, next } = body;
  const row = { firm_id: firmId, id, sort, prefix, by_year: byYear, digits, created_at: now };
  const result = await tx
    .insertInto('invoice_series')
    .values(row)
    .onConflict((on) => on.doNothing())
    .executeTakeFirst();
  if (result.numInsertedOrUpdatedRows !== 1n) return false;
  if (next > 1) await startAt(tx, { firmId, id, year: byYear ? year : 0, next });
  return true;
}

/** Says which number comes first. @returns false where one has been given out */
export async function startAt(
  tx: Tx,
  { firmId, id, year, next }: { firmId: string; id: string; year: number; next: number },
): Promise<boolean> {
  const result = await tx
    .insertInto('invoice_counters')
    .values({ firm_id: firmId, series_id: id, year, next, begun: false })
    .onConflict((on) =>
      on.columns(['firm_id', 'series_id', 'year']).doUpdateSet({ next }).where('invoice_counters.begun', '=', false),
    )
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

/**
 * Takes the next number in the transaction that issues with it. Whoever comes next waits on the row until that commits, and gets
 * the same number where it doesn't; so there are no gaps.
 */
export async function takeNumber(tx: Tx, series: SeriesTable, year: number): Promise<string> {
  const { rows } = await sql<{ taken: number }>`
    insert into invoice_counters (firm_id, series_id, year, next, begun)
    values (${series.firm_id}, ${series.id}, ${series.by_year ? year : 0}, 2, true)
    on conflict (firm_id, series_id, year) do update set next = invoice_counters.next + 1, begun = true
    returning next - 1 as taken`.execute(tx);
  return numberOf(series, year, rows[0]?.taken ?? 0);
}

/** `INV-2026-0001`, or `INV-0001` where years don't count. */
export function numberOf(
  series: Pick<SeriesTable, 'prefix' | 'by_year' | 'digits'>,
  year: number,
  count: number,
): string {
  const digits = String(count).padStart(series.digits, '0');
  return [series.prefix, ...(series.by_year ? [year] : []), digits].join('-');
}

/** The series that a new firm begins with. */
export async function insertFirst(tx: Tx, firmId: string, first: readonly SeriesBody[], now: Date): Promise<void> {
  for (const body of first) await insertSeries(tx, { firmId, id: newId('ser'), year: 0, now, body });
}
