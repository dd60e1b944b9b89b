/** Makes an attempt known to its processor, and ends it there. No money moves by either. */
import {
  amountRefused,
  paymentsNotConfigured,
  paymentUnderWay,
  type Problem,
  processorUnavailable,
} from '@portico/contract';
import { getContact } from '../clients/store.js';
import { systemActor } from '../database/actor.js';
import { causeOf } from '../database/rounds.js';
import type { Deps } from '../deps.js';
import { Refusal } from '../http/refusal.js';
import {
  type Checkout,
  type Payment,
  PaymentError,
  type PaymentErrorCode,
  type PaymentProcessor,
} from '../ports/payments.js';
import { customerOf } from '../payment-methods/customers.js';
import { endPage, lookAtPage } from './page.js';
import { addressBack } from './return-address.js';
import { type Message, settle } from './settle.js';
import { accountOf, type AttemptRow, ended, findAttempt, moveAttempt, partsOf, setFree } from './store.js';

export type OpenDeps = Pick<Deps, 'work' | 'config' | 'log'>;

/** What the processor made of an attempt: a payment, or a page on which the client makes one. */
export type Made = { readonly payment: Payment } | { readonly page: Checkout };

/** An attempt as it stands, with what the processor says of it. */
export type Opened = { readonly attempt: AttemptRow } & Made;

/**
 * Nobody is given the secret of a payment or the address of a page before its id is stored here. Asked again, after a crash too,
 * it is the same one.
 * @throws Refusal
 */
export async function openAttempt(deps: OpenDeps, processor: PaymentProcessor, attempt: AttemptRow): Promise<Opened> {
  const { firm_id: firmId, id } = attempt;
  let made: Made;
  try {
    made = await make(deps, processor, attempt);
  } catch (error) {
    throw await refusalOf(deps, attempt, error);
  }
  const known = 'page' in made ? { page_id: made.page.id } : { external_id: made.payment.id, live: made.payment.live };
  const isOpen = await deps.work.change(systemActor(firmId), async ({ tx, record, nothing }) => {
    const moved = await moveAttempt(tx, attempt, { state: 'open', ...known });
    if (moved) record({ action: 'payments.open', object: id, event: null });
    else nothing();
    return moved;
  });
  const now = await deps.work.read(firmId, (db) => findAttempt(db, firmId, id));
  if (isOpen && now) return { attempt: now, ...made };
  // Somebody else was faster: with this payment, with another one of the same attempt, or with ending it.
  const isSame = 'page' in made ? now?.page_id === made.page.id : now?.external_id === made.payment.id;
  if (now && isSame) return { attempt: now, ...made };
  const undo = 'page' in made ? processor.expireCheckout(made.page) : processor.cancel(made.payment);
  await undo.catch(() => undefined);
  throw new Refusal(paymentUnderWay);
}

async function make(deps: OpenDeps, processor: PaymentProcessor, attempt: AttemptRow): Promise<Made> {
  const { firm_id: firmId, contact_id: contactId, id, amount, currency, return_url: returnUrl, saves: save } = attempt;
  const account = accountOf(attempt.kind);
  const hasMethod = save || attempt.method_id !== null;
  const customer = hasMethod ? await customerOf(deps, processor, { firmId, contactId, account }) : null;
  const order = {
    ...{ attemptId: id, firmId, account, amount, currency, customer, save },
    description: await numbersOf(deps, attempt),
  };
  if (returnUrl === null) return { payment: await processor.open(order) };
  const back = addressBack(returnUrl, id);
  const language = await languageOf(deps, attempt);
  return { page: await processor.openCheckout({ ...order, successUrl: back, cancelUrl: back, language }) };
}

/** What the processor says now, written down. @throws PaymentError */
export async function lookAt(
  deps: OpenDeps,
  processor: PaymentProcessor,
  attempt: AttemptRow,
  message?: Message,
): Promise<Made> {
  if (attempt.page_id !== null) return { page: await lookAtPage(deps, processor, attempt, message) };
  const payment = await processor.retrieve(refOf(attempt));
  await settle(deps, attempt, payment, message);
  return { payment };
}

/** Ends an attempt, or finds out that it is too late. @throws PaymentError where nobody can tell */
export async function endAttempt(deps: OpenDeps, processor: PaymentProcessor, attempt: AttemptRow): Promise<void> {
  if (attempt.page_id !== null) return endPage(deps, processor, attempt);
  if (attempt.external_id === null) return abandon(deps, attempt);
  let payment: Payment;
  try {
    payment = await processor.cancel(refOf(attempt));
  } catch (error) {
    if (!(error instanceof PaymentError)) throw error;
    payment = await processor.retrieve(refOf(attempt));
  }
  await settle(deps, attempt, payment);
}

/** Ends an attempt whose secret nobody has had: whatever the processor made of it, nobody can pay it. */
async function abandon(deps: OpenDeps, attempt: AttemptRow): Promise<void> {
  const { firm_id: firmId, id } = attempt;
  await deps.work.change(systemActor(firmId), async ({ tx, record, nothing }) => {
    if (attempt.state === 'wanted' && (await moveAttempt(tx, attempt, ended(attempt)))) {
      await setFree(tx, firmId, id);
      record({ action: 'payments.cancel', object: id, event: null });
    } else nothing();
  });
}

export function refOf({ kind, external_id }: AttemptRow) {
  return { account: accountOf(kind), id: external_id ?? '' };
}

/** The processor's page speaks the client's language, as far as it can. */
async function languageOf({ work }: OpenDeps, { firm_id: firmId, contact_id }: AttemptRow): Promise<string> {
  return work.read(firmId, async (db) => (await getContact(db, firmId, contact_id))?.language ?? 'en');
}

/** What the client's statement and the processor's page show. */
async function numbersOf({ work }: OpenDeps, { firm_id: firmId, id }: AttemptRow): Promise<string> {
  return work.read(firmId, async (db) => {
    const parts = await partsOf(db, firmId, id);
    const rows = await db
      .selectFrom('invoices')
      .select('number')
      .where('firm_id', '=', firmId)
      .where('id', 'in', [...parts.map(({ invoice_id }) => invoice_id), ''])
      .orderBy('number')
      .execute();
    return rows.map(({ number }) => number).join(', ');
  });
}

/** What asking again does not mend. */
const FINAL: Partial<Record<PaymentErrorCode, Problem>> = {
  amount_refused: amountRefused,
  account_not_configured: paymentsNotConfigured,
};

async function refusalOf(deps: OpenDeps, attempt: AttemptRow, error: unknown): Promise<Error> {
  if (!(error instanceof PaymentError)) return error instanceof Error ? error : new Error('unknown');
  const problem = FINAL[error.code];
  if (!problem) deps.log.error({ attempt: attempt.id, code: error.code, cause: causeOf(error) }, 'payment not opened');
  // Whatever was made of it, nobody has its secret; and what failed once is answered so for a day under the same key.
  if (error.code !== 'busy') await abandon(deps, attempt);
  return problem ? new Refusal(problem) : unavailableNow();
}

/** The same call may be made again in a moment. */
export function unavailableNow(): Refusal {
  return new Refusal(processorUnavailable, { headers: { 'retry-after': '5' } });
}
