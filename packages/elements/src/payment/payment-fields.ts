/** The processor's fields of the payment that is being made: brought when they are needed, and gone with it. */
import type { PaymentHost } from './payment-host.js';
import type { PaymentRun } from './payment-run.js';
import type { StripeFields } from './stripe-fields.js';

/** The slot of the element in which the fields are shown. */
const SLOT = 'payment';

export class PaymentFields {
  readonly #host: PaymentHost;
  #shown: StripeFields | undefined;
  #language = '';
  /** Something keeps them away. */
  blocked = false;

  constructor(host: PaymentHost) {
    this.#host = host;
  }

  /** What is on screen. */
  get shown(): StripeFields | undefined {
    return this.#shown;
  }

  /** Brings the fields of a payment, where its processor has any and they are not there. @param isCurrent whether it is still wanted */
  async show(run: PaymentRun, isCurrent: () => boolean): Promise<void> {
    const fields = run.payment?.fields;
    if (this.#shown || fields?.processor !== 'stripe') return;
    const { element: host, reading, root } = this.#host;
    try {
      const { StripeFields } = await import('./stripe-fields.js');
      const shown = await StripeFields.show({ host, root: root(), slot: SLOT, language: reading().language, fields });
      if (isCurrent()) this.#shown = shown;
      else shown.remove();
    } catch {
      if (!isCurrent()) return;
      this.blocked = true;
      run.block();
      return;
    }
    await this.#host.changed();
  }

  /** Follows the language of the element. */
  follow(language: string): void {
    if (language === this.#language) return;
    this.#language = language;
    this.#shown?.restyle(language);
  }

  remove(): void {
    this.#shown?.remove();
    this.#shown = undefined;
  }
}
