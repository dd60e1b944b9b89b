/** Invoices that are paid in parts, on days that both sides agreed on. */
import type { PaymentPlan, PlanAutopay, PlanCharging } from '@portico/contract';
import type { CallOptions, Calls } from './call.js';
import { endpoints, type PaperOptions } from './invoices.js';
import { endpoints as payingEndpoints } from './payments.js';

/** What a client agrees to: the table that was on the page. */
export interface PlanConsent {
  /** Of the plan as it was shown. */
  readonly termsHash: string;
  /** The language in which it was shown, where that is not the contact's. */
  readonly language?: string | undefined;
  /**
   * That the instalments are charged by themselves, each on its day and never without a mail some days before: to which of the own
   * methods, and the hash of what `automatic` says. Asks for a fresh proof of who agrees.
   */
  readonly automatic?: PlanCharging | undefined;
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
   * `conflict` where it is not offered any more, with its state as the reason; `step_up_required` for `automatic`.
   */
  async accept(
    id: string,
    { termsHash, language, automatic }: PlanConsent,
    options?: CallOptions,
  ): Promise<PaymentPlan> {
    const { acceptPlan } = await endpoints();
    const body = { termsHash, ...(language !== undefined && { language }), ...(automatic && { automatic }) };
    return this.#calls.json(acceptPlan, { params: { id }, body }, options);
  }

  /**
   * A plan as a PDF to read and print; `ProblemError` `pdf_unavailable` from a server that makes none, `conflict` where it has no
   * table any more.
   */
  async pdf(id: string, { language }: PaperOptions = {}, options?: CallOptions): Promise<Blob> {
    const { getPlanPdf } = await endpoints();
    return this.#calls.blob(getPlanPdf, { params: { id }, query: { language } }, options);
  }

  /**
   * Whether instalments can be charged by themselves, and the text that is agreed to by that.
   * @param options `language` of the text; the contact’s own otherwise
   */
  async automatic(
    id: string,
    { language, ...options }: CallOptions & { readonly language?: string | undefined } = {},
  ): Promise<PlanAutopay> {
    const { getPlanAutopay } = await payingEndpoints();
    return this.#calls.json(getPlanAutopay, { params: { id }, query: { language } }, options);
  }

  /**
   * Has the instalments of a plan that was agreed to charged by themselves from now on, or to another method. `ProblemError`
   * `terms_changed` where the text is another by now, `step_up_required` where the client has to prove who they are first.
   */
  async chargeTo(id: string, { methodId, termsHash }: PlanCharging, options?: CallOptions): Promise<PaymentPlan> {
    const { setPlanAutopay } = await payingEndpoints();
    return this.#calls.json(setPlanAutopay, { params: { id }, body: { methodId, termsHash } }, options);
  }

  /** Goes back to paying by hand, at once, and without a proof. */
  async payByHand(id: string, options?: CallOptions): Promise<PaymentPlan> {
    const { setPlanAutopay } = await payingEndpoints();
    return this.#calls.json(setPlanAutopay, { params: { id }, body: { methodId: null } }, options);
  }
}
