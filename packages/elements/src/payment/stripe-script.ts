/**
 * Stripe's script, which has to come from Stripe itself. It is asked for when somebody pays and never before, once a page, and by an
 * address that a page under Trusted Types takes: the loader of the package sets a plain text, which such a page refuses unless it
 * has a policy for everything. The package then finds what is there, and makes of it what belongs to one account.
 */
import type { Stripe, StripeConstructorOptions } from '@stripe/stripe-js';
import { loadStripe } from '@stripe/stripe-js/dist/pure.mjs';
import { scriptAddress } from '../core/worker-address.js';

/** Of the release that the package is for, which a test holds it to. */
export const STRIPE_SCRIPT = 'https://js.stripe.com/endive/stripe.js';
/** Milliseconds after which a script that neither comes nor fails counts as kept away. */
const PATIENCE = 20_000;

let loading: Promise<void> | undefined;

/** Stripe for one of the firm's accounts. Rejects where its script is kept away; asked again, it is tried again. */
export async function stripeFor(publishableKey: string, options: StripeConstructorOptions): Promise<Stripe> {
  loading ??= 'Stripe' in globalThis ? Promise.resolve() : loadScript();
  try {
    await loading;
    const stripe = await loadStripe(publishableKey, options);
    if (stripe) return stripe;
  } catch (error) {
    loading = undefined;
    throw error;
  }
  throw new Error('Stripe is for pages alone');
}

function loadScript(): Promise<void> {
  const script = document.createElement('script');
  return new Promise<void>((resolve, reject) => {
    const fail = (): void => {
      script.remove();
      reject(new Error('The script of Stripe did not load'));
    };
    const late = setTimeout(fail, PATIENCE);
    script.addEventListener('load', () => {
      clearTimeout(late);
      if ('Stripe' in globalThis) resolve();
      else fail();
    });
    script.addEventListener('error', () => {
      clearTimeout(late);
      fail();
    });
    script.src = scriptAddress(STRIPE_SCRIPT);
    document.head.append(script);
  });
}
