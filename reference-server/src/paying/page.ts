/**
 * Attempts that are paid on a page of the processor's. Which payment becomes of it is known once the client has begun there, and
 * then stored, so that everything that follows finds the attempt by it. A page that is closed has been paid, or nobody can pay on it.
 */
import type { Deps } from '../deps.js';
import {
  type Checkout,
  type Payment,
  PaymentError,
  type PaymentProcessor,
  type PaymentRef,
} from '../ports/payments.js';
import { endUnpaid, type Message, settle } from './settle.js';
import { accountOf, type AttemptRow } from './store.js';

type Needs = Pick<Deps, 'work' | 'config'>;

/** What the processor says of the page now, written down. @throws PaymentError */
export async function lookAtPage(
  deps: Needs,
  processor: PaymentProcessor,
  attempt: AttemptRow,
  message?: Message,
): Promise<Checkout> {
  const page = await processor.retrieveCheckout(pageRefOf(attempt));
  await settlePage(deps, processor, attempt, page, message);
  return page;
}

/** Closes the page, or finds out that it is too late. @throws PaymentError where nobody can tell */
export async function endPage(deps: Needs, processor: PaymentProcessor, attempt: AttemptRow): Promise<void> {
  let page: Checkout;
  try {
    page = await processor.expireCheckout(pageRefOf(attempt));
  } catch (error) {
    if (!(error instanceof PaymentError)) throw error;
    page = await processor.retrieveCheckout(pageRefOf(attempt));
  }
  await settlePage(deps, processor, attempt, page);
}

async function settlePage(
  deps: Needs,
  processor: PaymentProcessor,
  attempt: AttemptRow,
  { state, paymentId }: Checkout,
  message?: Message,
): Promise<void> {
  if (paymentId === null) {
    if (state === 'expired') await endUnpaid(deps, attempt, message);
    return;
  }
  const payment = await processor.retrieve({ account: accountOf(attempt.kind), id: paymentId });
  await adopt(deps, attempt, payment);
  await settle(deps, attempt, payment, message);
  // Nobody can try again on a page that is closed: a debit that came back is over, and so is what was never confirmed.
  const isDead = payment.state === 'open' || (state === 'expired' && payment.state === 'action');
  if (state !== 'open' && isDead) await endUnpaid(deps, attempt);
}

/** Remembers which payment became of the page; there is one, and it stays the same. */
async function adopt({ work }: Needs, { firm_id, id }: AttemptRow, payment: Payment): Promise<void> {
  await work.upkeep(firm_id, (tx) =>
    tx
      .updateTable('payment_attempts')
      .set({ external_id: payment.id, live: payment.live })
      .where('firm_id', '=', firm_id)
      .where('id', '=', id)
      .where('external_id', 'is', null)
      .execute(),
  );
}

function pageRefOf({ kind, page_id }: AttemptRow): PaymentRef {
  return { account: accountOf(kind), id: page_id ?? '' };
}
