/** Posts what leaves a payment again: given back by the firm, or taken back by the client's bank. */
import type { Change } from '../database/work.js';
import { getFirm } from '../firms/store.js';
import { dayOf } from '../firms/today.js';
import { paymentEvent } from '../invoices/events.js';
import { lockInvoiceOf } from '../invoices/store.js';
import { getEntry, post, refundedOf } from '../ledger/store.js';
import type { SettleDeps } from './settle.js';
import { type AttemptRow, lockWhole } from './store.js';

/** How each is called: in the audit log, and to other systems. */
const NAMES = {
  refund: { action: 'payments.giveBack', event: 'payment.refunded' },
  chargeback: { action: 'payments.chargeBack', event: 'payment.charged_back' },
} as const;

interface Given {
  readonly type: keyof typeof NAMES;
  readonly firmId: string;
  /** The payment in the ledger. */
  readonly entryId: string;
  readonly amount: number;
  /** By which it is posted once. */
  readonly reference: string;
  /** For people. */
  readonly said: string | null;
}

/** Posts it on one payment. */
export async function give(
  { config }: SettleDeps,
  { tx, now, record }: Change,
  { type, firmId, entryId, amount, reference, said }: Given,
): Promise<void> {
  const payment = await getEntry(tx, firmId, entryId);
  const invoice = await lockInvoiceOf(tx, firmId, payment.invoice_id);
  const { settings } = await getFirm(tx, firmId);
  const { row, balance } = await post(tx, invoice, {
    ...{ type, amount, source: 'processor', day: dayOf(settings, now), at: now, method: payment.method },
    ...{ reference: said, external_ref: reference, refers_to: entryId, contact_id: payment.contact_id },
  });
  const names = NAMES[type];
  const event = paymentEvent({ config, settings }, names.event, invoice, row, balance);
  record({ action: names.action, object: row.id, event });
}

/** What somebody else took of all that an attempt had paid. */
interface Taken {
  readonly type: Given['type'];
  /** What the processor calls it. */
  readonly id: string;
  readonly amount: number;
  readonly currency: string;
}

/** Posts it from the first invoice on, as far as there is something left of each. @returns false where that was done before */
export async function giveAlong(
  deps: SettleDeps,
  change: Change,
  attempt: AttemptRow,
  { type, id, amount, currency }: Taken,
): Promise<boolean> {
  const { tx } = change;
  const { firm_id: firmId } = attempt;
  const { parts } = await lockWhole(tx, firmId, attempt.id);
  const reference = externalRef(attempt, { id });
  const before = await tx
    .selectFrom('ledger')
    .select('id')
    .where('firm_id', '=', firmId)
    .where('external_ref', 'like', `${reference}:%`)
    .executeTakeFirst();
  if (before) return false;
  let left = currency === attempt.currency ? amount : 0;
  for (const { part } of parts) {
    if (part.entry_id === null || left === 0) continue;
    const some = Math.min(left, part.amount - (await refundedOf(tx, firmId, part.entry_id)));
    if (some <= 0) continue;
    left -= some;
    const own = `${reference}:${part.invoice_id}`;
    await give(deps, change, { type, firmId, entryId: part.entry_id, amount: some, reference: own, said: null });
  }
  return true;
}

export function externalRef({ processor }: AttemptRow, { id }: { readonly id: string }): string {
  return `${processor}:${id}`;
}
