/**
 * Pages of a list by its key. Ids are UUIDv7 and so are in the order of their making; the cursor is the
 * last id of the page before, and a page costs the same however long the list is.
 */
export interface PageQuery {
  /** 1 to 100. */
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** Cuts the one row too many that the query asked for, and makes the cursor of it. */
export function page<T>(
  rows: readonly T[],
  limit: number,
  key: (row: T) => string,
): { data: T[]; nextCursor: string | null } {
  const data = rows.slice(0, limit);
  const last = data.at(-1);
  return { data, nextCursor: rows.length > limit && last !== undefined ? key(last) : null };
}

/** Reads a cursor that is a number of a row; one that cannot be is `fallback`, as if there were none. */
export function numberOf(cursor: string | undefined, fallback: number): number {
  return cursor !== undefined && /^\d{1,9}$/.test(cursor) ? Number(cursor) : fallback;
}
