/**
 * Which open invoices may be paid together: one payment has one currency and one kind of money, so that trust money and the firm's
 * own never mix. The server refuses what breaks this; here it is known before anybody presses a button. Knows no DOM.
 */
import type { InvoiceSummary, PayingOptions } from '@portico/contract';
import { dueOf } from '../payment/due.js';

/** As many as the server takes in one payment, and as are offered at once. */
export const MOST = 20;

/** An open invoice, and what the server says about paying it. */
export interface Choice {
  readonly invoice: InvoiceSummary;
  readonly options: PayingOptions;
}

/** Why an invoice cannot be chosen now. `trust` and `fees` say of which kind of money it is itself. */
export type Hindrance = 'notHere' | 'onItsWay' | 'currency' | 'trust' | 'fees';

/** Minor units of all of them. */
export function sumOf(choices: readonly Choice[]): number {
  return choices.reduce((sum, { options }) => sum + dueOf(options), 0);
}

/** @param chosen what is chosen already; undefined where it can be chosen as well, or has been */
export function hindranceOf({ invoice, options }: Choice, chosen: readonly Choice[]): Hindrance | undefined {
  const [first] = chosen;
  if (chosen.some((one) => one.invoice.id === invoice.id)) return undefined;
  if (options.underWay !== null) return 'onItsWay';
  if (!options.payable) return 'notHere';
  if (!first) return undefined;
  if (first.options.kind !== options.kind) return options.kind === 'unearned' ? 'trust' : 'fees';
  return first.options.currency === options.currency ? undefined : 'currency';
}

/** One invoice of each sort of money of which more than one is open. */
export function sampleOf(open: readonly InvoiceSummary[]): readonly InvoiceSummary[] {
  const isLike = (one: InvoiceSummary, other: InvoiceSummary): boolean =>
    one.currency === other.currency && one.kind === other.kind;
  const firsts = open.filter((one, at) => open.findIndex((other) => isLike(one, other)) === at);
  return firsts.filter((first) => open.some((other) => other !== first && isLike(first, other)));
}

/** What falls due first comes first. */
export function byDay(open: readonly InvoiceSummary[]): readonly InvoiceSummary[] {
  const day = ({ nextDueOn, dueOn }: InvoiceSummary): string => nextDueOn ?? dueOn;
  return [...open].sort((one, other) => day(one).localeCompare(day(other)));
}
