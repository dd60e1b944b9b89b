/**
 * What a processor says of its own accord. It may say the same twice (`id` tells), late, and in any order: each holds the
 * thing as it was when the message was made, so take it as a reason to `retrieve`, and never as the last word.
 */
import type { Account, Checkout, Dispute, Payment, Refund } from './payments.js';

interface Said {
  /** The same whenever the same message comes again. */
  readonly id: string;
  /** When it happened, at the processor. */
  readonly at: Date;
  readonly account: Account;
  /** False where no money moves. */
  readonly live: boolean;
}

export type PaymentEvent = Said &
  (
    | {
        readonly type:
          | 'payment.succeeded'
          | 'payment.processing'
          | 'payment.failed'
          | 'payment.action_required'
          | 'payment.canceled';
        readonly payment: Payment;
      }
    | { readonly type: 'refund.changed'; readonly refund: Refund }
    | { readonly type: 'dispute.changed'; readonly dispute: Dispute }
    | { readonly type: 'checkout.changed'; readonly checkout: Checkout }
    /** Nothing that we act upon; its name, for the log. */
    | { readonly type: 'unknown'; readonly name: string }
  );
