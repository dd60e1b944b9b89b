/** Stripe's errors as the port's: what is to be done about them, and whether money may have moved. */
import Stripe from 'stripe';
import { type Failure, PaymentError, type PaymentErrorCode } from './payments.js';

const { errors } = Stripe;

/** A method that will never pay again, unlike one that did not pay now. */
const UNUSABLE = new Set([
  'expired_card',
  'payment_method_unactivated',
  'bank_account_unusable',
  'debit_not_authorized',
]);

/** @param moves whether the call could have moved money, had it arrived */
export function paymentErrorOf(error: unknown, moves: boolean): PaymentError {
  if (error instanceof PaymentError) return error;
  if (!(error instanceof errors.StripeError)) throw error;
  const requestId = error.requestId ?? null;
  if (error instanceof errors.StripeCardError) {
    const { code, declineCode } = failureOf(error.code, error.decline_code);
    return new PaymentError(code === 'failed' ? 'card_declined' : code, { declineCode, requestId });
  }
  const code = codeOf(error);
  // `busy` may be what a second try was told whose first one got no answer.
  const mayHave = moves && (code === 'unreachable' || code === 'busy');
  return new PaymentError(code, { requestId, ...(mayHave && { moved: 'unknown' as const }) });
}

/** Why a try of a payment failed. */
export function failureOf(code: string | undefined, declineCode: string | undefined): Failure {
  const word = declineCode ?? code ?? null;
  if (code === 'authentication_required' || code === 'payment_intent_authentication_failure') {
    return { code: 'authentication_required', declineCode: word };
  }
  if (code !== undefined && UNUSABLE.has(code)) return { code: 'method_unusable', declineCode: word };
  return { code: code === undefined ? 'failed' : 'card_declined', declineCode: word };
}

function codeOf(error: InstanceType<typeof errors.StripeError>): PaymentErrorCode {
  if (error instanceof errors.StripeRateLimitError || error.statusCode === 409) return 'busy';
  if (error instanceof errors.StripeIdempotencyError) return 'conflict';
  if (error instanceof errors.StripeAuthenticationError || error instanceof errors.StripePermissionError) {
    return 'account_not_configured';
  }
  if (!(error instanceof errors.StripeInvalidRequestError)) return 'unreachable';
  const { code = '', param = '' } = error;
  if (param === 'payment_method' || code.startsWith('payment_method_')) return 'method_unusable';
  if (code === 'resource_missing' || error.statusCode === 404) return 'not_found';
  if (code.endsWith('unexpected_state') || code === 'charge_already_refunded') return 'conflict';
  if (/amount|currency/.test(`${code} ${param}`)) return 'amount_refused';
  return 'refused';
}
