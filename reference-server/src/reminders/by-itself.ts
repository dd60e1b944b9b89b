/** What clients need not be reminded of: it is charged to somebody who has agreed, who is told of that days before (autopay/, plan-autopay/). */
import { type RawBuilder, sql } from 'kysely';
import { takenBack } from '../disputes/contested.js';

/**
 * Whether what is asked for next of an invoice is still to be charged by itself. Where its charge has failed for good, or none has been
 * made by the end of its day, it is not: the client is reminded like anybody else. On rows of `invoices` with `owed`.
 * @param today the firm's day
 */
export function chargedByItself(today: string): RawBuilder<boolean> {
  const isFor = (contact: string) => sql`join contacts c on c.firm_id = invoices.firm_id and c.id = ${sql.ref(contact)}
        and c.portal_access and c.email is not null
      join matter_shares m on m.firm_id = c.firm_id and m.contact_id = c.id and m.matter_id = invoices.matter_id`;
  // Of what has not been announced yet nothing is written down.
  const isToCome = (charge: string) =>
    sql`case when ${sql.ref(`${charge}.id`)} is null then owed.due_on >= ${today}
        else coalesce(${sql.ref(`${charge}.next_on`)} >= ${today}, false) end`;
  return sql<boolean>`(not ${takenBack('invoices')}
    and exists (select 1 from firms f where f.id = invoices.firm_id
      and f.settings -> 'payments' ->> 'processor' = 'true' and f.settings -> 'payments' ->> 'autopay' = 'true')
    and case when exists (select 1 from payment_plans p
      where p.firm_id = invoices.firm_id and p.invoice_id = invoices.id and p.state = 'active')
    then exists (select 1 from payment_plans p ${isFor('p.auto_contact_id')}
      cross join lateral jsonb_to_recordset(p.rows) as part("number" int, "dueOn" text)
      left join plan_charges t on t.firm_id = p.firm_id and t.plan_id = p.id and t.number = part."number"
      where p.firm_id = invoices.firm_id and p.invoice_id = invoices.id and p.state = 'active'
        and part."dueOn" = owed.due_on and part."number" > 0 and ${isToCome('t')}
        -- A down payment of the same day is paid by hand.
        and not p.rows @> jsonb_build_array(jsonb_build_object('number', 0, 'dueOn', owed.due_on)))
    else exists (select 1 from autopay a ${isFor('a.contact_id')} and c.client_id = invoices.client_id
      left join autopay_charges t on t.firm_id = a.firm_id and t.invoice_id = invoices.id
      where a.firm_id = invoices.firm_id and a.kind = invoices.kind and a.suspended_at is null
        and (t.id is null or t.contact_id = a.contact_id) and ${isToCome('t')}) end)`;
}
