/** What an invoice comes to. The server alone computes it, from quantities, prices and rates; no caller sends a total. */
import {
  amountTooLarge,
  currencyUnknown,
  type Discount,
  discountTooLarge,
  type FeeKind,
  type InvoiceBody,
  kindsMixed,
  LARGEST_AMOUNT,
  type LineBody,
} from '@portico/contract';
import { Refusal } from '../http/refusal.js';
import { millionths, MILLION, rounded, scaled, shared } from './rounding.js';

export interface Tax {
  readonly name: string;
  readonly rate: string;
  readonly amount: number;
}

/** Minor units; what they mean is in the contract's `InvoiceLine`. */
export interface Sums {
  readonly subtotal: number;
  readonly discount: number;
  readonly net: number;
  readonly taxes: readonly Tax[];
  readonly total: number;
}

export interface Totals extends Sums {
  readonly kind: FeeKind;
  /** In the order of the lines. */
  readonly lines: readonly Sums[];
}

export type Priced = Pick<InvoiceBody, 'currency' | 'taxInclusive' | 'discount' | 'lines'>;

/** @throws Refusal with one of the contract's `sumProblems` */
export function totalsOf({ currency, taxInclusive, discount, lines }: Priced): Totals {
  if (!currencies.has(currency)) throw new Refusal(currencyUnknown);
  const kind = lines[0]?.kind ?? 'earned';
  if (lines.some((line) => line.kind !== kind)) throw new Refusal(kindsMixed);
  const subtotals = lines.map((line) => rounded(scaled(line.quantity, 6) * BigInt(line.unitPrice), MILLION));
  const left = subtotals.map((subtotal, at) => subtotal - taken(lines[at]?.discount ?? null, subtotal));
  const further = spread(discount, left);
  const sums = lines.map((line, at) => {
    const [subtotal, base] = [subtotals[at] ?? 0n, (left[at] ?? 0n) - (further[at] ?? 0n)];
    return lineSums(subtotal, base, line.taxes, taxInclusive);
  });
  return { kind, lines: sums, ...added(sums) };
}

/** Currencies in use today, as the runtime knows them. */
const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** What a discount takes off one amount. */
function taken(discount: Discount | null, from: bigint): bigint {
  if (discount === null) return 0n;
  if ('percent' in discount) return rounded(from * millionths(discount.percent), MILLION);
  const amount = BigInt(discount.amount);
  if (amount > from) throw new Refusal(discountTooLarge);
  return amount;
}

/** What a discount of the whole invoice takes off each line: per cent of each, an amount by their weight. */
function spread(discount: Discount | null, lines: readonly bigint[]): readonly bigint[] {
  if (discount === null || 'percent' in discount) return lines.map((line) => taken(discount, line));
  const all = lines.reduce((sum, line) => sum + line, 0n);
  return shared(taken(discount, all), lines);
}

/** @param base the line less its discounts @param inclusive whether the taxes are in it */
function lineSums(subtotal: bigint, base: bigint, taxes: LineBody['taxes'], inclusive: boolean): Sums {
  const rates = taxes.map(({ rate }) => millionths(rate));
  const all = rates.reduce((sum, rate) => sum + rate, 0n);
  const net = inclusive ? rounded(base * MILLION, MILLION + all) : base;
  const amounts = inclusive && all > 0n ? shared(base - net, rates) : rates.map((rate) => rounded(net * rate, MILLION));
  const total = amounts.reduce((sum, amount) => sum + amount, net);
  return {
    subtotal: numbered(subtotal),
    discount: numbered(subtotal - base),
    net: numbered(net),
    taxes: taxes.map(({ name, rate }, at) => ({ name, rate, amount: numbered(amounts[at] ?? 0n) })),
    total: numbered(total),
  };
}

/** Sums of lines are sums: nothing is rounded a second time. */
function added(lines: readonly Sums[]): Sums {
  const sum = (of: (line: Sums) => number) => numbered(lines.reduce((all, line) => all + BigInt(of(line)), 0n));
  const taxes = new Map<string, Tax>();
  for (const { name, rate, amount } of lines.flatMap((line) => line.taxes)) {
    const key = JSON.stringify([name, rate]);
    taxes.set(key, { name, rate, amount: amount + (taxes.get(key)?.amount ?? 0) });
  }
  return {
    subtotal: sum(({ subtotal }) => subtotal),
    discount: sum(({ discount }) => discount),
    net: sum(({ net }) => net),
    taxes: [...taxes.values()],
    total: sum(({ total }) => total),
  };
}

function numbered(amount: bigint): number {
  if (amount > BigInt(LARGEST_AMOUNT)) throw new Refusal(amountTooLarge);
  return Number(amount);
}
