/**
 * What is asked for next of an open invoice, and by which day: the one place that says so, for reminders, late fees and whatever
 * else counts days. An active payment plan has its own days (ledger/open-days.ts), which stand in place of the invoice's.
 */
import { sql } from 'kysely';
import { contested } from '../disputes/contested.js';

/**
 * Joins each row of `invoices` with one row `owed`: `due_on`, the day; `amount`, what is open of what is due by then; and `since`,
 * the day on which it began to be owed like that.
 */
export const owed = sql`lateral (
  select invoices.next_due_on as due_on, invoices.next_due_amount as amount, coalesce((select p.agreed_on from payment_plans p
    where p.firm_id = invoices.firm_id and p.invoice_id = invoices.id and p.state = 'active'), invoices.issued_on) as since
) owed`;

/**
 * Whether an invoice may be asked for at all: something is open, nobody says that it is wrong, and no payment of it is with a bank or
 * waits for the firm. On rows of `invoices`.
 */
export const claimable = sql<boolean>`invoices.state = 'issued' and invoices.balance > 0
  and not ${contested('invoices')}
  and not exists (select 1 from payment_attempt_invoices p
    join payment_attempts a on a.firm_id = p.firm_id and a.id = p.attempt_id
    where p.firm_id = invoices.firm_id and p.invoice_id = invoices.id and p.alive
      and a.state in ('action', 'processing', 'held'))`;
