/**
 * How far the firm's side sees. A role that reaches to `assigned` matters has the assignment in the WHERE of every
 * query about a matter or what belongs to one, so that what is not theirs is not found, and never fetched and compared.
 */
import { type RawBuilder, sql } from 'kysely';
import type { Viewer } from '../http/caller.js';

/** A condition on the column that holds a matter's id; true for whoever sees every matter of the firm. */
export function withinReach({ firmId, assignee }: Viewer, matterId: string): RawBuilder<boolean> {
  if (assignee === null) return sql`true`;
  return sql`exists (select 1 from matter_staff a where a.firm_id = ${firmId} and a.staff_id = ${assignee}
    and a.matter_id = ${sql.ref(matterId)})`;
}
