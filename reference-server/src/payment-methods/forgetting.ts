/** Tells the processor to forget what clients have let go, and everything of those who were erased, until it has done so. */
import { everyFirm } from '../database/confine.js';
import { causeOf, nextTry } from '../database/rounds.js';
import { sql } from 'kysely';
import type { Tx } from '../database/tables.js';
import type { Deps } from '../deps.js';
import { PaymentError, type PaymentProcessor } from '../ports/payments.js';
import { changeCustomer, type CustomerRow, type MethodRow } from './store.js';

type Needs = Pick<Deps, 'work' | 'log'>;
interface DueMethod extends MethodRow {
  readonly customer: string | null;
}

/** Waits after the first, second, third failure; the last one for all that follow. */
const BACK_OFF_MS = [60_000, 10 * 60_000, 60 * 60_000, 24 * 60 * 60_000];
/** Longer than a processor may take. */
const LEASE_MS = 5 * 60_000;

/** @returns how many were taken, at most `batch` of each kind */
export async function forgetDue(deps: Needs, processor: PaymentProcessor, batch: number): Promise<number> {
  const [methods, customers] = await deps.work.upkeep(everyFirm, async (tx, now) => {
    const leaseEnd = new Date(now.getTime() + LEASE_MS);
    return [await takeDueMethods(tx, now, leaseEnd, batch), await takeDueCustomers(tx, now, leaseEnd, batch)] as const;
  });
  for (const method of methods) await forgetOne(deps, processor, method);
  for (const customer of customers) await forgetAll(deps, processor, customer);
  return Math.max(methods.length, customers.length);
}

async function forgetOne(deps: Needs, processor: PaymentProcessor, method: DueMethod): Promise<void> {
  const { firm_id, id, account, external_id, customer, tries } = method;
  if (processor.name !== method.processor) return;
  const isDone = await done(deps, id, () => processor.forgetMethod(account, customer ?? '', external_id));
  await deps.work.upkeep(firm_id, (tx, now) =>
    tx
      .updateTable('payment_methods')
      .set({ look_at: isDone ? null : nextTry(now, BACK_OFF_MS, tries) })
      .where('firm_id', '=', firm_id)
      .where('id', '=', id)
      .execute(),
  );
}

async function forgetAll(deps: Needs, processor: PaymentProcessor, customer: CustomerRow): Promise<void> {
  const { firm_id, id, account, external_id, tries } = customer;
  if (processor.name !== customer.processor) return;
  const isDone = await done(deps, id, async () => {
    if (external_id === null) return;
    for (const method of await processor.methods(account, external_id)) {
      await processor.forgetMethod(account, external_id, method.id);
    }
  });
  await deps.work.upkeep(firm_id, (tx, now) =>
    changeCustomer(tx, customer)
      .set({ look_at: isDone ? null : nextTry(now, BACK_OFF_MS, tries) })
      .execute(),
  );
}

/** What is not there any more is forgotten. */
async function done({ log }: Needs, id: string, forget: () => Promise<void>): Promise<boolean> {
  try {
    await forget();
    return true;
  } catch (error) {
    if (!(error instanceof PaymentError)) throw error;
    if (error.code === 'not_found') return true;
    log.error({ id, code: error.code, cause: causeOf(error) }, 'not forgotten at the processor');
    return false;
  }
}

async function takeDueMethods(tx: Tx, now: Date, leaseEnd: Date, limit: number): Promise<DueMethod[]> {
  const { rows } = await sql<DueMethod>`with due as (
      select firm_id, id from payment_methods where look_at <= ${now} order by look_at limit ${limit}
      for update skip locked
    )
    update payment_methods m set look_at = ${leaseEnd}, tries = m.tries + 1 from due, payment_customers c
    where m.firm_id = due.firm_id and m.id = due.id and c.firm_id = m.firm_id and c.contact_id = m.contact_id
      and c.account = m.account and c.processor = m.processor
    returning m.*, c.external_id as customer`.execute(tx);
  return rows;
}

async function takeDueCustomers(tx: Tx, now: Date, leaseEnd: Date, limit: number): Promise<CustomerRow[]> {
  const { rows } = await sql<CustomerRow>`with due as (
      select firm_id, contact_id, account, processor from payment_customers where look_at <= ${now}
      order by look_at limit ${limit} for update skip locked
    )
    update payment_customers c set look_at = ${leaseEnd}, tries = c.tries + 1 from due
    where c.firm_id = due.firm_id and c.contact_id = due.contact_id and c.account = due.account
      and c.processor = due.processor returning c.*`.execute(tx);
  return rows;
}
