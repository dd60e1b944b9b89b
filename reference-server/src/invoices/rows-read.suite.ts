/**
 * How many rows a call makes the database look at, by what `explain analyze` counts of the very queries that the call made. A
 * list that reads its page and no more is told from one that reads everything, on a slow machine as on a fast one.
 */
import { createTestDatabase } from '@portico/testing';
import { CompiledQuery, createQueryId, type RootOperationNode } from 'kysely';
import * as z from 'zod/mini';
import type { Work } from '../database/work.js';

const Plan = z.looseObject({
  'Actual Rows': z.number(),
  'Actual Loops': z.number(),
  'Rows Removed by Filter': z._default(z.number(), 0),
  'Rows Removed by Join Filter': z._default(z.number(), 0),
  get Plans() {
    return z.optional(z.array(Plan));
  },
});
const Explained = z.array(z.object({ 'QUERY PLAN': z.array(z.object({ Plan })) }));

/** A database for a test server that remembers what it is asked. */
export async function createWatchedDatabase() {
  const database = await createTestDatabase();
  const asked: RootOperationNode[] = [];
  const db = database.db.withPlugin({
    transformQuery({ node }) {
      asked.push(node);
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  });
  return { ...database, db, asked };
}

/** @param asked what was asked in the meantime is counted where it mentions one of the tables */
export async function rowsRead(
  { work, firmId, tables }: { readonly work: Work; readonly firmId: string; readonly tables: readonly string[] },
  asked: readonly RootOperationNode[],
): Promise<number> {
  const queries = asked.filter((node) => tables.some((table) => JSON.stringify(node).includes(table)));
  return work.read(firmId, async (db) => {
    let rows = 0;
    for (const node of queries) {
      const { sql, parameters } = db.getExecutor().compileQuery(node, createQueryId());
      const explain = CompiledQuery.raw(`explain (analyze, format json) ${sql}`, [...parameters]);
      const { rows: plans } = await db.getExecutor().executeQuery(explain);
      for (const { 'QUERY PLAN': roots } of z.parse(Explained, plans))
        for (const { Plan: root } of roots) rows += seen(root);
    }
    return rows;
  });
}

function seen(plan: z.output<typeof Plan>): number {
  const own = plan['Actual Rows'] + plan['Rows Removed by Filter'] + plan['Rows Removed by Join Filter'];
  return own * plan['Actual Loops'] + (plan.Plans ?? []).reduce((sum, child) => sum + seen(child), 0);
}
