/** Invoices that are paid in parts, on days that both sides agreed on. */
import type { PaymentPlan } from '@portico/contract';
import type { CallOptions, Calls } from './call.js';
import { endpoints } from './invoices.js';

/** What a client agrees to: the table that was on the page. */
export interface PlanConsent {
  /** Of the plan as it was shown. */
  readonly termsHash: string;
  /** The language in which it was shown, where that is not the contact's. */
  readonly language?: string | undefined;
}

/** Payment plans that the firm has offered to the signed-in contact. */
export class PaymentPlans {
  readonly #calls: Calls;

  constructor(calls: Calls) {
    this.#calls = calls;
  }

  /** The plan of an invoice with its whole table; `ProblemError` `not_found` where its `planId` is null. */
  async of(invoiceId: string, options?: CallOptions): Promise<PaymentPlan> {
    const { getInvoicePlan } = await endpoints();
    return this.#calls.json(getInvoicePlan, { params: { id: invoiceId } }, options);
  }

  /**
   * Agrees to the table that was shown. `ProblemError` `terms_changed` where it is another by now: read it, show it, ask again;
   * `conflict` where it is not offered any more, with its state as the reason.
   */
  async accept(id: string, { termsHash, language }: PlanConsent, options?: CallOptions): Promise<PaymentPlan> {
    const { acceptPlan } = await endpoints();
    const body = { termsHash, ...(language !== undefined && { language }) };
    return this.#calls.json(acceptPlan, { params: { id }, body }, options);
  }
}
