import type { Client, Matter } from '@portico/contract';
import { type CreatedFirm, everyFirm } from '@portico/reference-server';
import { sql } from 'kysely';
import type { TestServer } from './server.js';

interface Owing {
  readonly server: TestServer;
  readonly firm: CreatedFirm;
  readonly client: Client;
  readonly matter: Matter;
}

/** Issued invoices past the API, which would take minutes: half of them late, with the days of the ledger. The database then knows how many there are. */
export async function manyInvoices({ server, firm, client, matter }: Owing, count: number): Promise<void> {
  const { work } = server.deps;
  await work.upkeep(firm.id, async (tx, now) => {
    await sql`insert into invoices (firm_id, id, matter_id, client_id, state, currency, kind, due, tax_inclusive, subtotal,
        discount, net, taxes, total, balance, number, bill_to, issued_on, due_on, next_due_on, next_due_amount, issued_at, created_at)
      select ${firm.id}, 'inv_' || lpad(n::text, 26, '0'), ${matter.id}, ${client.id}, 'issued', 'USD', 'earned', '{"inDays":1}',
        false, 50, 0, 50, '[]', 50, 50, 'X-' || n, 'Somebody', '2026-01-01',
        d.day, d.day, 50, ${now}::timestamptz - n * interval '1 minute', ${now}
      from generate_series(1, ${count}::int) n,
        lateral (select case when n % 2 = 0 then '2026-01-02' else '2027-01-02' end as day) d`.execute(tx);
    await sql`insert into invoice_lines (firm_id, id, invoice_id, position, description, quantity, unit_price, kind,
        subtotal, discount, net, taxes, total)
      select firm_id, 'iln_' || substr(id, 5), id, 0, 'Consultation', '1', 50, 'earned', 50, 0, 50, '[]', 50 from invoices
      where firm_id = ${firm.id}`.execute(tx);
    await sql`insert into ledger_days (firm_id, matter_id, currency, what, day, amount)
      select firm_id, matter_id, currency, 'open', due_on, sum(balance)::bigint from invoices
      where firm_id = ${firm.id} group by 1, 2, 3, 5`.execute(tx);
  });
  await work.upkeep(everyFirm, (tx) => sql`analyze`.execute(tx));
}
