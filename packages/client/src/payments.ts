/** Paying what the client owes. */
import type { DemoStep, PayingFields, PayingOptions, PaymentAttempt } from '@portico/contract';
import type { CallOptions, Calls } from './call.js';
import { NetworkError } from './errors/network-error.js';

/** An invoice to pay, and how much of it where the firm takes parts; everything that is open otherwise. */
export interface InvoiceToPay {
  readonly id: string;
  /** Minor units. */
  readonly amount?: number | undefined;
}

/** How the client pays. */
export interface WayToPay {
  /** Keeps the method that pays. */
  readonly save?: boolean | undefined;
  /**
   * By a method that is kept, charged at once: `paid` or `processing`, `action` with fields where the bank asks, `open` with a
   * `failure` where it is declined. `ProblemError` `step_up_required` where the client has to prove who they are first.
   */
  readonly methodId?: string | undefined;
  /**
   * On the processor’s own page, which keeps this one out of the scope of card rules. The client comes back to this address, on
   * an origin that the firm allows, with `portal-payment` in its query, whatever happened there.
   */
  readonly checkout?: { readonly returnUrl: string } | undefined;
}

/** A payment that was made ready. */
export interface StartedPayment extends PaymentAttempt {
  /** What the processor’s fields need; null where there is nothing to confirm here. */
  readonly fields: PayingFields | null;
  /** The processor’s page, to send the client to. */
  readonly checkout: { readonly url: string } | null;
}

/**
 * Payments by card or bank account, confirmed in the processor’s own fields. Making one ready moves no money, and what has
 * become of it is what `get` says, never what the page was told by the fields.
 */
export class Payments {
  readonly #calls: Calls;

  constructor(calls: Calls) {
    this.#calls = calls;
  }

  /** Whether an invoice can be paid here, and by which processor. `demo` moves no money. */
  async options(invoiceId: string, options?: CallOptions): Promise<PayingOptions> {
    const { getPayingOptions } = await endpoints();
    return this.#calls.json(getPayingOptions, { params: { id: invoiceId } }, options);
  }

  /**
   * Makes a payment ready. Asked again with the same terms, in another tab or after an error, it is the same payment; with
   * others, the one before is ended. `ProblemError` `payment_under_way` where that is too late, `return_url_refused`.
   */
  async start(
    invoices: readonly InvoiceToPay[],
    { save, methodId, checkout, ...options }: WayToPay & CallOptions = {},
  ): Promise<StartedPayment> {
    const { startPayment } = await endpoints();
    const way = { ...(save && { save }), ...(methodId !== undefined && { methodId }), ...(checkout && { checkout }) };
    const asked = invoices.map(({ id, amount }) => ({ id, ...(amount !== undefined && { amount }) }));
    return this.#calls.json(startPayment, { body: { invoices: asked, ...way } }, options);
  }

  /** What has become of a payment. */
  async get(id: string, options?: CallOptions): Promise<PaymentAttempt> {
    const { getPayment } = await endpoints();
    return this.#calls.json(getPayment, { params: { id } }, options);
  }

  /** Ends a payment that was not confirmed; its state is `paid` where that was too late. */
  async cancel(id: string, options?: CallOptions): Promise<PaymentAttempt> {
    const { cancelPayment } = await endpoints();
    return this.#calls.json(cancelPayment, { params: { id } }, options);
  }

  /** Pays by a test card of the demo processor, or answers its bank. `ProblemError` `not_found` where payments are real. */
  async demo(id: string, step: DemoStep, options?: CallOptions): Promise<PaymentAttempt> {
    const { playDemoPayment } = await endpoints();
    return this.#calls.json(playDemoPayment, { params: { id }, body: step }, options);
  }
}

/** A script that does not come is a server that is not reached. */
export function endpoints() {
  return import('./paying-endpoints.js').catch((cause: unknown) => {
    throw new NetworkError('Loading what paying looks like', { cause });
  });
}
