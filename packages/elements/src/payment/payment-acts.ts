/**
 * What the person does about a payment: begins it, pays in the processor's fields or on its own page, answers their bank. The fields
 * come when "Pay" is pressed and not before, and the page around the element is told by events.
 */
import type { DemoStep } from '@portico/contract';
import { RETURN } from '../core/link.js';
import { isCheckout } from './pay-by.js';
import type { PaymentFields } from './payment-fields.js';
import type { PaymentHost } from './payment-host.js';
import type { PaymentRun } from './payment-run.js';
import {
  PortalPaymentFailedEvent,
  PortalPaymentLeaveEvent,
  PortalPaymentStartedEvent,
  PortalPaymentSubmittedEvent,
} from './payment.events.js';

/** What the acts need of the panel that they stand in. */
export interface PaymentActsOptions {
  readonly host: PaymentHost;
  readonly fields: PaymentFields;
  /** The way through paying that is on screen; another one once something else is paid. */
  readonly run: () => PaymentRun;
  /** Brings the focus to the title of what is on screen. */
  readonly focus: () => void;
}

export class PaymentActs {
  readonly #options: PaymentActsOptions;

  constructor(options: PaymentActsOptions) {
    this.#options = options;
  }

  /** The client pays on the processor's own page, and nothing of the processor's is loaded here. */
  get isByPage(): boolean {
    return isCheckout(this.#options.host.payBy());
  }

  /** Makes the payment ready, here or on the processor's page. @param amount of a part, what is open otherwise */
  async begin(amount: number | undefined): Promise<void> {
    if (this.isByPage) await this.goToPage(amount);
    else await this.#beginHere(amount);
  }

  /** Sends the client to the processor's page. @param amount of a part; what was begun, or is open, otherwise */
  async goToPage(amount?: number): Promise<void> {
    const run = this.#run;
    const isBegun = run.payment !== undefined;
    const started = await run.leave(location.href.replace(/#.*$/, ''), amount);
    if (!started?.checkout || run !== this.#run) return;
    if (!isBegun) this.#tell(new PortalPaymentStartedEvent(started));
    const { url } = started.checkout;
    const event = new PortalPaymentLeaveEvent(url);
    this.#tell(event);
    if (!event.defaultPrevented) location.assign(url);
  }

  readonly pay = async (): Promise<void> => {
    const fields = this.#options.fields.shown;
    if (!fields) return;
    await this.#run.confirm(() => fields.confirm(returnAddress(this.#run.payment?.id ?? '')));
    this.#tellOutcome();
  };

  readonly authenticate = async (): Promise<void> => {
    if (this.isByPage) return this.goToPage();
    const run = this.#run;
    if (!run.payment?.fields) await run.beginAgain();
    if (run.problem) return;
    await this.#showFields();
    const fields = this.#options.fields.shown;
    // Where the payment was ended meanwhile, another one waits for a card now.
    if (!fields || run.step !== 'action') return;
    await run.confirm(() => fields.authenticate());
    this.#tellOutcome();
  };

  readonly play = async (step: DemoStep): Promise<void> => {
    await this.#run.demo(step);
    this.#tellOutcome();
  };

  readonly useOther = async (): Promise<void> => {
    const run = this.#run;
    if (!run.payment?.fields) await run.beginAgain();
    if (run.problem) return;
    run.useOther();
    await this.#showFields();
  };

  readonly retry = async (): Promise<void> => {
    const run = this.#run;
    // Whoever has been at the processor's page has ended what the fields were for.
    await run.beginAgain();
    if (run.problem || run !== this.#run) return;
    this.#options.fields.blocked = false;
    await this.#options.host.changed();
    this.#options.focus();
    await this.#showFields();
  };

  get #run(): PaymentRun {
    return this.#options.run();
  }

  async #beginHere(amount: number | undefined): Promise<void> {
    const run = this.#run;
    await run.begin(amount);
    if (!run.payment || run.problem) return;
    this.#tell(new PortalPaymentStartedEvent(run.payment));
    if (run.step === 'fields') await this.#showFields();
  }

  async #showFields(): Promise<void> {
    const run = this.#run;
    await this.#options.fields.show(run, () => run === this.#run);
  }

  #tellOutcome(): void {
    const { payment, problem, step } = this.#run;
    if (!payment || problem) return;
    if (step === 'processing') this.#tell(new PortalPaymentSubmittedEvent(payment));
    if (step === 'fields' && payment.failure) this.#tell(new PortalPaymentFailedEvent(payment, payment.failure));
  }

  #tell(event: Event): void {
    this.#options.host.element.dispatchEvent(event);
  }
}

/** Where a bank with pages of its own sends the client back to: this page, which then shows what has become of the payment. */
function returnAddress(paymentId: string): string {
  const address = new URL(location.href);
  address.hash = '';
  address.searchParams.set(RETURN, paymentId);
  return address.href;
}
