/** The attempt of a charge while the client is away, where there may be one: looked at and made with the invoices locked. */
import { newId } from '../database/ids.js';
import type { Reader } from '../database/tables.js';
import type { Change } from '../database/work.js';
import { isWithheld } from '../disputes/contested.js';
import { getFirm } from '../firms/store.js';
import { firmViewer } from '../http/caller.js';
import { type InvoiceRow, lockInvoice } from '../invoices/store.js';
import { findMethod } from '../payment-methods/store.js';
import type { PaymentProcessor } from '../ports/payments.js';
import { takes } from './accounts.js';
import { accountOf, aliveFor, type AttemptRow, findByPurpose, insertAttempt } from './store.js';

export interface SavedCharge {
  readonly firmId: string;
  readonly contactId: string;
  /** A method that the contact keeps. */
  readonly methodId: string;
  /** Of one kind and currency; each amount at most what is open. */
  readonly parts: readonly { readonly invoiceId: string; readonly amount: number }[];
  /** What is charged at most once in a firm. Another try after a decline is another purpose: `pln_…:3:1`, `pln_…:3:2`. */
  readonly purpose: string;
  /** Whether it is still to be charged, where more than what is open decides that: asked with the invoices locked. */
  readonly stillAsked?: (db: Reader) => Promise<boolean>;
}

export type WhyNot =
  /** Somebody is paying it, or the processor does not answer: later. */
  | 'busy'
  | 'disputed'
  /** Not issued, paid already, or no longer shown to the contact. */
  | 'not_open'
  | 'over_balance'
  /** Not any more, or not so much: by whoever charges it. */
  | 'not_asked'
  | 'amount_refused'
  | 'method_gone'
  | 'not_configured';

/** @returns the attempt that there is for the purpose, or a new one */
export async function beginCharge(
  change: Change,
  processor: PaymentProcessor,
  charge: SavedCharge,
): Promise<{ readonly attempt: AttemptRow } | { readonly reason: WhyNot }> {
  const { tx, now, record, nothing } = change;
  const { firmId, contactId, methodId, parts, purpose } = charge;
  const invoices: InvoiceRow[] = [];
  const viewer = { ...firmViewer(firmId), contactId };
  // In the order in which everybody locks them.
  for (const { invoiceId } of parts.toSorted((one, other) => (one.invoiceId < other.invoiceId ? -1 : 1))) {
    const invoice = await lockInvoice(tx, viewer, invoiceId);
    if (invoice) invoices.push(invoice);
  }
  const known = await findByPurpose(tx, firmId, purpose);
  const reason = known ? undefined : await whyNot(tx, processor, charge, invoices);
  const [first] = invoices;
  if (known) {
    nothing();
    return { attempt: known };
  }
  if (reason !== undefined || !first) {
    nothing();
    return { reason: reason ?? 'not_open' };
  }
  const { kind, currency, client_id } = first;
  const attempt = await insertAttempt(
    tx,
    {
      ...{ firm_id: firmId, id: newId('pat'), contact_id: contactId, client_id, kind, currency },
      ...{ amount: parts.reduce((sum, { amount }) => sum + amount, 0), processor: processor.name, created_at: now },
      ...{ way: 'saved', return_url: null, saves: false, method_id: methodId, away: true, purpose },
    },
    parts.map(({ invoiceId, amount }) => ({ invoice_id: invoiceId, amount })),
  );
  record({ action: 'payments.charge', object: attempt.id, event: null, about: contactId });
  return { attempt };
}

async function whyNot(
  db: Reader,
  processor: PaymentProcessor,
  { firmId, contactId, methodId, parts, stillAsked }: SavedCharge,
  invoices: readonly InvoiceRow[],
): Promise<WhyNot | undefined> {
  const [first] = invoices;
  const isOpen = ({ state, balance }: InvoiceRow) => state === 'issued' && balance > 0;
  if (!first || invoices.length < parts.length || !invoices.every(isOpen)) return 'not_open';
  const { kind, currency } = first;
  if (invoices.some((one) => one.kind !== kind || one.currency !== currency)) return 'not_open';
  const balances = new Map(invoices.map(({ id, balance }) => [id, balance]));
  if (parts.some(({ invoiceId, amount }) => amount < 1 || amount > (balances.get(invoiceId) ?? 0)))
    return 'over_balance';
  if (stillAsked && !(await stillAsked(db))) return 'not_asked';
  const ids = [...balances.keys()];
  if (await isWithheld(db, firmId, ids)) return 'disputed';
  const method = await findMethod(db, firmId, contactId, methodId);
  if (method?.processor !== processor.name || method.account !== accountOf(kind)) return 'method_gone';
  const { settings } = await getFirm(db, firmId);
  if (!settings.payments.processor || !takes(processor, accountOf(kind))) return 'not_configured';
  return (await aliveFor(db, firmId, ids)).length > 0 ? 'busy' : undefined;
}
