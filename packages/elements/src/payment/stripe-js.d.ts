/** The package declares its loader in a way that TypeScript does not find from an ES module. */
declare module '@stripe/stripe-js/dist/pure.mjs' {
  import type { Stripe, StripeConstructorOptions } from '@stripe/stripe-js';

  /** Null where there is no page. Takes the `Stripe` that is there, and loads it otherwise. */
  export function loadStripe(publishableKey: string, options?: StripeConstructorOptions): Promise<Stripe | null>;
}
