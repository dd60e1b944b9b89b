/** Where a client types their card: in the processor's fields on this page, or on the processor's own page (hosted Checkout). */
export type PayBy = 'fields' | 'checkout';

const warned = new Set<string>();

/**
 * True where it is the processor's page, and nothing of the processor's may be loaded here. A word that is neither is warned about
 * once and taken for that: a firm that says anything at all wants another way than the usual.
 */
export function isCheckout(payBy: string | null | undefined): boolean {
  if (payBy === undefined || payBy === null || payBy === 'fields') return false;
  if (payBy !== 'checkout' && !warned.has(payBy)) {
    warned.add(payBy);
    console.warn(`pay-by must be fields or checkout; “${payBy}” was taken for checkout.`);
  }
  return true;
}
