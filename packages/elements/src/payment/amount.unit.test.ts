import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAmount, typedAmount } from './amount.js';

/** What was typed, the language, the digits of the currency, and what it is in minor units. */
const cases: readonly (readonly [string, string, number, number | undefined])[] = [
  ['500', 'en', 2, 50_000],
  ['500.5', 'en', 2, 50_050],
  ['1,234.50', 'en', 2, 123_450],
  ['$1,234', 'en', 2, 123_400],
  ['1,234', 'en', 2, 123_400],
  ['12,50', 'en', 2, 1_250],
  ['1.234,50', 'es', 2, 123_450],
  ['1.234', 'es', 2, 123_400],
  ['12.50', 'es', 2, 1_250],
  ['1 234,5 €', 'fr', 2, 123_450],
  ['1.234.567', 'es', 2, 123_456_700],
  ['١٬٢٣٤٫٥٠', 'ar', 2, 123_450],
  ['۵۰۰', 'fa', 2, 50_000],
  ['US$ 20', 'en', 2, 2_000],
  ['1500', 'ja', 0, 1_500],
  ['1,500', 'ja', 0, 1_500],
  ['1.500', 'en', 3, 1_500],
  ['1,500', 'en', 3, 1_500_000],
  ['1.5', 'en', 3, 1_500],
  ['0', 'en', 2, 0],
  ['10.', 'en', 2, 1_000],
  ['1500.5', 'ja', 0, undefined],
  ['1.2345', 'en', 2, undefined],
  ['1,23,4', 'en', 2, undefined],
  ['12,34,567', 'en', 2, undefined],
  ['-5', 'en', 2, undefined],
  ['', 'en', 2, undefined],
  ['all', 'en', 2, undefined],
  ['99999999999999999', 'en', 2, undefined],
];

for (const [typed, language, digits, amount] of cases) {
  test(`“${typed}” in ${language} with ${String(digits)} digits is ${String(amount)}`, () => {
    assert.equal(readAmount(typed, language, digits), amount);
  });
}

test('what a field begins with is read as the same amount, in every language', () => {
  for (const language of ['en', 'es', 'ar', 'ar-EG', 'de', 'fr', 'fa']) {
    for (const digits of [0, 2, 3]) {
      for (const amount of [1, 999, 1_000, 134_022, 123_456_789]) {
        assert.equal(readAmount(typedAmount(amount, language, digits), language, digits), amount, language);
      }
    }
  }
});
