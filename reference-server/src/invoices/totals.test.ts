import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Discount, InvoiceBody, type LineBody } from '@portico/contract';
import { Random } from '@portico/testing/random';
import * as z from 'zod/mini';
import { Refusal } from '../http/refusal.js';
import { Fraction, shareOut } from './fraction.suite.js';
import { totalsOf } from './totals.js';

const seed = Number(process.env['TOTALS_SEED'] ?? 20261123);

/** The same by fractions: whole quotients of whole numbers, made from the decimals' digits one by one. */
function independently({ lines, discount, taxInclusive }: InvoiceBody) {
  const off = (given: Discount | null, from: Fraction) => {
    if (given === null) return Fraction.of(0);
    return 'percent' in given ? from.times(Fraction.parse(given.percent)).over(100).round() : Fraction.of(given.amount);
  };
  const subtotals = lines.map((line) => Fraction.parse(line.quantity).times(Fraction.of(line.unitPrice)).round());
  const left = subtotals.map((subtotal, at) => subtotal.minus(off(lines[at]!.discount, subtotal)));
  const shares =
    discount && 'amount' in discount
      ? shareOut(Fraction.of(discount.amount), left)
      : left.map((line) => off(discount, line));
  return lines.map(({ taxes }, at) => {
    const base = left[at]!.minus(shares[at]!);
    const rates = taxes.map(({ rate }) => Fraction.parse(rate).over(100));
    const all = rates.reduce((sum, rate) => sum.plus(rate), Fraction.of(0));
    const net = taxInclusive ? base.dividedBy(all.plus(Fraction.of(1))).round() : base;
    const amounts =
      taxInclusive && all.isMore() ? shareOut(base.minus(net), rates) : rates.map((rate) => net.times(rate).round());
    const total = amounts.reduce((sum, amount) => sum.plus(amount), net);
    return {
      subtotal: subtotals[at]!.whole(),
      discount: subtotals[at]!.minus(base).whole(),
      net: net.whole(),
      taxes: taxes.map(({ name, rate }, which) => ({ name, rate, amount: amounts[which]!.whole() })),
      total: total.whole(),
    };
  });
}

function anInvoice(random: Random): InvoiceBody {
  const below = (limit: number) => random.between(0, limit - 1);
  const pick = <T>(...from: readonly T[]): T => from[below(from.length)]!;
  const decimal = (whole: number, places: number) =>
    `${below(whole)}.${String(below(10 ** places)).padStart(places, '0')}`;
  const discount = (most: number): Discount | null =>
    pick<Discount | null>(
      null,
      { percent: decimal(100, pick(1, 2, 4)) },
      most > 0 ? { amount: 1 + below(most) } : null,
    );
  const rates = ['5', '7.7', '8.875', '13', '19', '20', '21', '9.975', '0', '33.3333'];
  const line = (): LineBody => ({
    description: 'Work',
    quantity: pick('1', '0.1', '0.25', String(1 + below(40)), `1.${below(999_999) + 1}`, `${1 + below(9)}.5`),
    unitPrice: pick(0, 1, 3, below(100), below(100_000), below(9_000_000)),
    kind: 'earned',
    discount: null,
    taxes: rates
      .slice(below(6), 6 + below(4))
      .filter(() => random.next() < 0.25)
      .slice(0, 4)
      .map((rate) => ({ name: rate, rate })),
  });
  const lines = Array.from({ length: 1 + below(pick(2, 5, 40)) }, line).map((one) => ({
    ...one,
    discount: discount(Fraction.parse(one.quantity).times(Fraction.of(one.unitPrice)).round().whole()),
  }));
  const bare = { seriesId: null, due: { inDays: 30 }, note: null, currency: pick('USD', 'EUR', 'JPY', 'KWD') };
  const body = { ...bare, taxInclusive: random.next() < 0.5, discount: null, lines };
  return {
    ...body,
    discount: discount(totalsOf({ ...body, lines: lines.map((one) => ({ ...one, taxes: [] })) }).total),
  };
}

test(`10,000 random invoices come to what fractions say (TOTALS_SEED=${seed})`, () => {
  const random = new Random(seed);
  let odd = 0;
  for (let at = 0; at < 10_000; at += 1) {
    const invoice = anInvoice(random);
    const { lines, total, net, taxes, subtotal, discount } = totalsOf(invoice);
    const right = independently(invoice);
    assert.deepEqual(lines, right, JSON.stringify(invoice));
    const sum = (of: (line: (typeof right)[number]) => number) => right.reduce((all, line) => all + of(line), 0);
    assert.deepEqual(
      [total, net, subtotal, discount],
      [sum((line) => line.total), sum((line) => line.net), sum((line) => line.subtotal), sum((line) => line.discount)],
    );
    assert.equal(net + taxes.reduce((all, { amount }) => all + amount, 0), total);
    assert.equal(subtotal - discount, invoice.taxInclusive ? total : net);
    odd += taxes.length > 1 && discount > 0 ? 1 : 0;
  }
  assert.ok(odd > 1000, `only ${odd} had several taxes and a discount`);
});

const invoice = (lines: readonly object[], more: object = {}) =>
  z.parse(InvoiceBody, { currency: 'USD', lines: lines.map((line) => ({ description: 'Work', ...line })), ...more });

test('halves go away from zero, once for each line', () => {
  const { lines, total } = totalsOf(
    invoice([
      { quantity: '0.5', unitPrice: 1 },
      { quantity: '0.5', unitPrice: 1 },
      { quantity: '0.333333', unitPrice: 100 },
    ]),
  );
  assert.deepEqual([...lines.map((line) => line.total), total], [1, 1, 33, 35]);
});

test('a discount of the whole is shared to the last unit', () => {
  const { lines, total } = totalsOf(
    invoice([{ unitPrice: 100 }, { unitPrice: 100 }, { unitPrice: 100 }], { discount: { amount: 100 } }),
  );
  assert.deepEqual(
    lines.map((line) => line.discount),
    [34, 33, 33],
  );
  assert.equal(total, 200);
});

test('a price with its taxes in it keeps its total', () => {
  const taxes = [
    { name: 'GST', rate: '5' },
    { name: 'QST', rate: '9.975' },
  ];
  const { net, taxes: amounts, total } = totalsOf(invoice([{ unitPrice: 299, taxes }], { taxInclusive: true }));
  assert.deepEqual([net, ...amounts.map(({ amount }) => amount), total], [260, 13, 26, 299]);
});

for (const [code, lines, more] of [
  ['currency_unknown', [{ unitPrice: 1 }], { currency: 'XXQ' }],
  ['kinds_mixed', [{ unitPrice: 1 }, { unitPrice: 1, kind: 'unearned' }], {}],
  ['discount_too_large', [{ unitPrice: 100, discount: { amount: 101 } }], {}],
  ['discount_too_large', [{ unitPrice: 100, discount: { percent: '50' } }], { discount: { amount: 51 } }],
  ['amount_too_large', [{ unitPrice: 999_999_999_999, quantity: '2' }], {}],
  ['amount_too_large', [{ unitPrice: 999_999_999_999 }, { unitPrice: 1 }], {}],
  ['amount_too_large', [{ unitPrice: 999_999_999_999, taxes: [{ name: 'VAT', rate: '0.0001' }] }], {}],
] as const) {
  test(`${code} is said of ${JSON.stringify(lines)}`, () => {
    assert.throws(
      () => totalsOf(invoice(lines, more)),
      (error) => error instanceof Refusal && error.problem.code === code,
    );
  });
}
