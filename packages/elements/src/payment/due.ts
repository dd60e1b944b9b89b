import type { PayingOptions } from '@portico/contract';

/** Minor units that an invoice asks for now: what is open, or with an active payment plan what that asks for next. */
export function dueOf({ next, amount }: Pick<PayingOptions, 'next' | 'amount'>): number {
  return next?.amount ?? amount;
}
