import type { Currency, PayingFailure, PaymentAttempt } from '@portico/contract';

/** The person began to pay: the payment is ready, and no money has moved. */
export class PortalPaymentStartedEvent extends Event {
  /** `pat_…`, by which the firm finds it too. */
  readonly paymentId: string;
  readonly invoiceIds: readonly string[];

  constructor({ id, invoices }: PaymentAttempt) {
    super('portal-payment-started', { bubbles: true, composed: true });
    this.paymentId = id;
    this.invoiceIds = invoices.map((one) => one.id);
  }
}

/** The payment is with the client's bank, which takes days. */
export class PortalPaymentSubmittedEvent extends Event {
  readonly paymentId: string;
  readonly invoiceIds: readonly string[];

  constructor({ id, invoices }: PaymentAttempt) {
    super('portal-payment-submitted', { bubbles: true, composed: true });
    this.paymentId = id;
    this.invoiceIds = invoices.map((one) => one.id);
  }
}

/** The invoices were paid. */
export class PortalPaymentSucceededEvent extends Event {
  readonly paymentId: string;
  readonly invoiceIds: readonly string[];
  /** Minor units of the currency. */
  readonly amount: number;
  readonly currency: Currency;

  constructor({ id, invoices, amount, currency }: PaymentAttempt) {
    super('portal-payment-succeeded', { bubbles: true, composed: true });
    this.paymentId = id;
    this.invoiceIds = invoices.map((one) => one.id);
    this.amount = amount;
    this.currency = currency;
  }
}

/** A try did not work; nothing was taken, and the person may try again. */
export class PortalPaymentFailedEvent extends Event {
  readonly paymentId: string;
  readonly invoiceIds: readonly string[];
  readonly failure: PayingFailure;

  constructor({ id, invoices }: PaymentAttempt, failure: PayingFailure) {
    super('portal-payment-failed', { bubbles: true, composed: true });
    this.paymentId = id;
    this.invoiceIds = invoices.map((one) => one.id);
    this.failure = failure;
  }
}

/** The person leaves for the processor's own page. Canceled, they stay, and whoever canceled takes them there. */
export class PortalPaymentLeaveEvent extends Event {
  /** The page's address. */
  readonly url: string;

  constructor(url: string) {
    super('portal-payment-leave', { bubbles: true, composed: true, cancelable: true });
    this.url = url;
  }
}

declare global {
  interface HTMLElementEventMap {
    'portal-payment-started': PortalPaymentStartedEvent;
    'portal-payment-submitted': PortalPaymentSubmittedEvent;
    'portal-payment-succeeded': PortalPaymentSucceededEvent;
    'portal-payment-failed': PortalPaymentFailedEvent;
    'portal-payment-leave': PortalPaymentLeaveEvent;
  }
}
