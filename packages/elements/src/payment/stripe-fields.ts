/**
 * Stripe's own fields for one payment, or for a card or bank account that is to be kept. Card numbers are typed there and never
 * come here. Stripe does not work in a shadow root, however deep: its container stands in the document, and slots show it where
 * it belongs.
 */
import type { PayingFields } from '@portico/contract';
import type { Stripe, StripeElementLocale, StripeElements, StripeError } from '@stripe/stripe-js';
import { placeInLight } from '../core/light-slot.js';
import type { Confirmed } from './payment-run.js';
import { stripeLook } from './stripe-look.js';
import { stripeFor } from './stripe-script.js';

/** What fields need to be shown. */
export interface StripeFieldsOptions {
  readonly host: Element;
  /** Where the tokens of the host are known. */
  readonly root: HTMLElement | DocumentFragment;
  /** Of the host, for the fields. */
  readonly slot: string;
  readonly language: string;
  readonly fields: Extract<PayingFields, { processor: 'stripe' }>;
}

/** Languages of ours that Stripe's fields speak. */
const spoken: readonly StripeElementLocale[] = ['ar', 'en', 'es'];

export class StripeFields {
  readonly #stripe: Stripe;
  readonly #options: StripeFieldsOptions;
  readonly #elements: StripeElements;
  #placed: readonly Element[] = [];

  private constructor(stripe: Stripe, options: StripeFieldsOptions) {
    const { fields, language, root } = options;
    this.#stripe = stripe;
    this.#options = options;
    this.#elements = stripe.elements({
      clientSecret: fields.clientSecret,
      appearance: stripeLook(root),
      locale: localeOf(language),
      loader: 'always',
    });
  }

  /** Shows the fields. Rejects where Stripe's script is kept away, or its fields do not come. */
  static async show(options: StripeFieldsOptions): Promise<StripeFields> {
    const { accountId, publishableKey } = options.fields;
    const stripe = await stripeFor(publishableKey, accountId === null ? {} : { stripeAccount: accountId });
    const shown = new StripeFields(stripe, options);
    try {
      await shown.#mount();
    } catch (error) {
      shown.remove();
      throw error;
    }
    return shown;
  }

  /** Pays by what was typed, and does what the client's bank asks. @param returnTo where a bank with pages of its own sends them back */
  async confirm(returnTo: string): Promise<Confirmed> {
    const elements = this.#elements;
    const { error: missing } = await elements.submit();
    if (missing) return 'incomplete';
    return confirmed(
      await this.#stripe.confirmPayment({
        ...{ elements, confirmParams: { return_url: returnTo }, redirect: 'if_required' },
      }),
    );
  }

  /** Keeps what was typed, without paying. @param returnTo as of {@link confirm} */
  async keep(returnTo: string): Promise<Confirmed> {
    const elements = this.#elements;
    const { error: missing } = await elements.submit();
    if (missing) return 'incomplete';
    return confirmed(
      await this.#stripe.confirmSetup({
        ...{ elements, confirmParams: { return_url: returnTo }, redirect: 'if_required' },
      }),
    );
  }

  /** Does what the client's bank asks of a payment that was confirmed before. */
  async authenticate(): Promise<Confirmed> {
    const { clientSecret } = this.#options.fields;
    const { error } = await this.#stripe.handleNextAction({ clientSecret });
    return error ? 'refused' : 'done';
  }

  /** Takes over another language or another look; what was typed stays. */
  restyle(language: string): void {
    void this.#elements.update({ appearance: stripeLook(this.#options.root), locale: localeOf(language) });
  }

  remove(): void {
    for (const element of this.#placed) element.remove();
    this.#placed = [];
  }

  #mount(): Promise<void> {
    const { host, slot } = this.#options;
    const container = document.createElement('div');
    this.#placed = placeInLight(host, slot, container);
    const payment = this.#elements.create('payment', { layout: 'tabs' });
    return new Promise((resolve, reject) => {
      payment.on('ready', () => {
        resolve();
      });
      payment.on('loaderror', ({ error }) => {
        reject(new Error(`The fields of Stripe did not load: ${error.type}`));
      });
      payment.mount(container);
    });
  }
}

function confirmed({ error }: { readonly error?: StripeError | undefined }): Confirmed {
  if (!error) return 'done';
  return error.type === 'validation_error' ? 'incomplete' : 'refused';
}

function localeOf(language: string): StripeElementLocale {
  return spoken.find((one) => one === language.split('-')[0]) ?? 'auto';
}
