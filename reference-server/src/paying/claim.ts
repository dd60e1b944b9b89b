/** What an attempt is made of: invoices of one kind and currency, for which no other attempt is alive. */
import {
  currenciesMixed,
  kindsMixed,
  methodElsewhere,
  notFound,
  nothingDue,
  overBalance,
  partialNotAllowed,
  paymentsNotConfigured,
} from '@portico/contract';
import { newId } from '../database/ids.js';
import type { Change } from '../database/work.js';
import type { Deps } from '../deps.js';
import { lockIssued } from '../firm-invoices/service.js';
import { dayOf } from '../firms/today.js';
import { type ClientCaller, viewerOf } from '../http/caller.js';
import { Refusal } from '../http/refusal.js';
import type { InvoiceRow } from '../invoices/store.js';
import { findMethod } from '../payment-methods/store.js';
import { nextDueOf } from '../payment-plans/next.js';
import type { PaymentProcessor } from '../ports/payments.js';
import { takes } from './accounts.js';
import { accountOf, aliveFor, type AttemptRow, insertAttempt, partsOf } from './store.js';

type Needs = Pick<Deps, 'payments'>;

export interface WantedInvoice {
  readonly id: string;
  readonly amount?: number | undefined;
}

/** How it is paid. */
export type Terms = Pick<AttemptRow, 'way' | 'return_url' | 'saves' | 'method_id'>;

export type Claimed = { readonly attempt: AttemptRow } | { readonly inTheWay: readonly AttemptRow[] };

/** Locks the invoices and finds the attempt that is alive for them, or makes one of what is open. */
export async function claim(
  deps: Needs,
  { tx, now, record, nothing }: Change,
  caller: ClientCaller,
  wanted: readonly WantedInvoice[],
  terms: Terms,
): Promise<Claimed> {
  const { firmId, contactId, session } = caller;
  const parts: { readonly invoice: InvoiceRow; readonly amount: number }[] = [];
  // In the order in which everybody locks them.
  for (const { id, amount } of wanted.toSorted((one, other) => (one.id < other.id ? -1 : 1))) {
    const invoice = await lockIssued(tx, viewerOf(caller), id);
    const due = await nextDueOf(tx, invoice, dayOf(session.settings, now));
    parts.push({
      invoice,
      amount: fitting(invoice, amount, session.settings.payments.partial || amount === due?.amount),
    });
  }
  const [first] = parts;
  if (!first) throw new Refusal(notFound);
  const { kind, currency, client_id } = first.invoice;
  if (parts.some(({ invoice }) => invoice.kind !== kind)) throw new Refusal(kindsMixed);
  if (parts.some(({ invoice }) => invoice.currency !== currency)) throw new Refusal(currenciesMixed);
  const processor = processorFor(deps, first.invoice);
  if (!processor) throw new Refusal(paymentsNotConfigured);
  if (terms.method_id !== null) {
    const method = await findMethod(tx, firmId, contactId, terms.method_id);
    if (method?.processor !== processor.name) throw new Refusal(notFound);
    if (method.account !== accountOf(kind)) throw new Refusal(methodElsewhere);
  }

  const alive = await aliveFor(
    tx,
    firmId,
    parts.map(({ invoice }) => invoice.id),
  );
  const [one, ...more] = alive;
  if (one) {
    nothing();
    const asked = parts.map(({ invoice, amount }) => [invoice.id, amount]);
    const has = (await partsOf(tx, firmId, one.id)).map(({ invoice_id, amount }) => [invoice_id, amount]);
    const isSame =
      more.length === 0 &&
      one.contact_id === contactId &&
      isOfTerms(one, terms) &&
      JSON.stringify(asked) === JSON.stringify(has);
    return isSame ? { attempt: one } : { inTheWay: alive };
  }
  const amount = parts.reduce((sum, part) => sum + part.amount, 0);
  const attempt = await insertAttempt(
    tx,
    {
      ...{ firm_id: firmId, id: newId('pat'), contact_id: contactId, client_id, kind, currency, amount },
      ...{ ...terms, away: false, purpose: null, processor: processor.name, created_at: now },
    },
    parts.map((part) => ({ invoice_id: part.invoice.id, amount: part.amount })),
  );
  record({ action: 'payments.start', object: attempt.id, event: null });
  return { attempt };
}

function isOfTerms(attempt: AttemptRow, terms: Terms): boolean {
  const { way, return_url, saves, method_id, failure } = attempt;
  // The processor says the same again of a kept method that it has refused for a payment.
  if (method_id !== null && failure !== null) return false;
  return (
    way === terms.way &&
    return_url === terms.return_url &&
    saves === terms.saves &&
    method_id === terms.method_id &&
    !attempt.away
  );
}

/**
 * What is paid of an invoice. @param partial also where it is what an active payment plan asks for next
 * @throws Refusal where that is not what is asked for
 */
function fitting({ balance }: InvoiceRow, amount: number | undefined, partial: boolean): number {
  if (balance <= 0) throw new Refusal(nothingDue);
  const asked = amount ?? balance;
  if (asked > balance) throw new Refusal(overBalance);
  if (asked !== balance && !partial) throw new Refusal(partialNotAllowed);
  return asked;
}

/** The processor, where it takes this kind of money and the account for it is fit. */
export function processorFor({ payments }: Needs, { kind }: Pick<InvoiceRow, 'kind'>): PaymentProcessor | undefined {
  return payments && takes(payments, accountOf(kind)) ? payments : undefined;
}
