/** A payment that the client's bank takes back. */
import type Stripe from 'stripe';
import { newStripeId, seconds } from './objects.js';

const evidence: Stripe.Dispute.Evidence = {
  access_activity_log: null,
  billing_address: null,
  cancellation_policy: null,
  cancellation_policy_disclosure: null,
  cancellation_rebuttal: null,
  customer_communication: null,
  customer_email_address: null,
  customer_name: null,
  customer_purchase_ip: null,
  customer_signature: null,
  duplicate_charge_documentation: null,
  duplicate_charge_explanation: null,
  duplicate_charge_id: null,
  enhanced_evidence: {},
  product_description: null,
  receipt: null,
  refund_policy: null,
  refund_policy_disclosure: null,
  refund_refusal_explanation: null,
  service_date: null,
  service_documentation: null,
  shipping_address: null,
  shipping_carrier: null,
  shipping_date: null,
  shipping_documentation: null,
  shipping_tracking_number: null,
  uncategorized_file: null,
  uncategorized_text: null,
};

export function newDispute(
  intent: Stripe.PaymentIntent,
  status: Stripe.Dispute.Status,
  amount: number,
): Stripe.Dispute {
  return {
    id: newStripeId('dp'),
    object: 'dispute',
    amount,
    balance_transactions: [],
    charge: intent.latest_charge ?? '',
    created: seconds(),
    currency: intent.currency,
    enhanced_eligibility_types: [],
    evidence,
    evidence_details: {
      due_by: seconds() + 604_800,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'manual',
    },
    intended_submission_method: null,
    is_charge_refundable: false,
    livemode: false,
    metadata: {},
    payment_intent: intent.id,
    reason: 'fraudulent',
    status,
  };
}

export function isDecided({ status }: Stripe.Dispute): boolean {
  return status === 'won' || status === 'lost';
}
