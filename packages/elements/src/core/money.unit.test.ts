import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Money } from './money.js';

/** Without the marks of direction and the spaces that do not break. */
function plain(text: string): string {
  return text.replace(/[\u061c\u200e\u200f]/g, '').replace(/\s/g, ' ');
}

test('an amount has the digits of its currency, whatever the runtime thinks of them', () => {
  const en = new Money('en');
  assert.deepEqual(
    [
      ['USD', 123_450],
      ['EUR', 5],
      ['JPY', 1_234],
      ['KWD', 1_234],
      ['HUF', 123_456],
      ['USD', 0],
    ].map(([currency, amount]) => plain(en.format(Number(amount), String(currency)))),
    ['$1,234.50', '€0.05', '¥1,234', 'KWD 1.234', 'HUF 1,234.56', '$0.00'],
  );
});

test('the largest sums are exact', () => {
  assert.equal(new Money('en').format(999_999_999_999, 'USD'), '$9,999,999,999.99');
  assert.equal(new Money('en').format(-999_999_999_999, 'KWD').replace(/\s/g, ' '), '-KWD 999,999,999.999');
});

test('sign, symbol and name stand as in the language', () => {
  assert.equal(plain(new Money('es').format(-123_450, 'EUR')), '-1234,50 €');
  assert.equal(plain(new Money('ar').format(-123_450, 'USD')), '-1,234.50 \u2068US$\u2069');
  assert.equal(new Money('en').nameOf('USD'), 'US Dollar');
  assert.equal(new Money('es').nameOf('EUR'), 'euro');
});
