import type { InvoiceStrip } from '@portico/contract';
import { sql } from 'kysely';
import type { Reader } from '../database/tables.js';

/** Whose matters: those shared with a contact, and where `matters` is given, no others. */
export interface Whose {
  readonly firmId: string;
  readonly contactId: string;
  readonly matters: readonly string[] | null;
}

/**
 * What is open, late, asked for later by payment plans, and paid this year, by currency, in the matters that a client sees. It costs the days on which something is
 * due or was paid, not the invoices. @param today the firm's day
 */
export async function stripOf(
  db: Reader,
  { firmId, contactId, matters }: Whose,
  today: string,
): Promise<InvoiceStrip[]> {
  const limited = matters === null ? sql`` : sql`and d.matter_id = any(${[...matters]})`;
  const year = `${today.slice(0, 4)}-`;
  const { rows } = await sql<InvoiceStrip>`
    select d.currency,
      coalesce(sum(d.amount) filter (where d.what = 'open' or (d.what = 'planned' and d.day <= ${today})), 0)::bigint as "dueNow",
      coalesce(sum(d.amount) filter (where d.what <> 'paid' and d.day < ${today}), 0)::bigint as "overdue",
      coalesce(sum(d.amount) filter (where d.what = 'planned' and d.day > ${today}), 0)::bigint as "later",
      coalesce(sum(d.amount) filter (where d.what = 'paid'), 0)::bigint as "paidThisYear"
    from matter_shares s join ledger_days d on d.firm_id = s.firm_id and d.matter_id = s.matter_id
    where s.firm_id = ${firmId} and s.contact_id = ${contactId} ${limited}
      and (d.what <> 'paid' or d.day between ${`${year}01-01`} and ${`${year}12-31`})
    group by d.currency order by d.currency`.execute(db);
  return rows;
}
