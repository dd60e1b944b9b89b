import { sql } from 'kysely';
import type { TestServer } from '@portico/testing';
import { everyFirm } from '@portico/reference-server';

/** Writes a row past the API. @param row made from the server's time; JSON as text */
export async function insertRow(
  server: TestServer,
  table: string,
  row: (now: Date) => Readonly<Record<string, unknown>>,
): Promise<void> {
  await server.deps.work.upkeep(everyFirm, async (tx, now) => {
    const values = row(now);
    const columns = sql.join(Object.keys(values).map((name) => sql.ref(name)));
    await sql`insert into ${sql.table(table)} (${columns}) values (${sql.join(Object.values(values))})`.execute(tx);
  });
}
