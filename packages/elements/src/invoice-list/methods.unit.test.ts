import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTranslate } from '../core/translate.js';
import { isExpired, methodName } from './methods.js';
import { strings } from './methods.strings.js';

const words = createTranslate('en', strings);
const aCard = { id: 'pmt_1', kind: 'earned', type: 'card', name: 'visa', last4: '4242', autopay: false } as const;

test('a method is called by its brand or bank and its last digits, as far as they are known', () => {
  const named = (more: object): string =>
    methodName(words, { ...aCard, expires: null, ...more }).replace(/[\u2066-\u2069]/g, '');
  assert.equal(named({}), 'Visa ending in 4242');
  assert.equal(named({ name: 'amex' }), 'American Express ending in 4242');
  assert.equal(named({ type: 'bank', name: 'First Example Bank' }), 'First Example Bank ending in 4242');
  assert.equal(named({ name: 'unknown' }), 'Card ending in 4242');
  assert.equal(named({ type: 'bank', name: null, last4: null }), 'Bank account');
  assert.equal(named({ type: 'other', name: null }), 'Another way to pay ending in 4242');
});

test('a card is good until the end of its month, and what has no month does not run out', () => {
  const expired = (year: number, month: number) => isExpired({ expires: { year, month } }, new Date(2027, 4, 31, 23));
  assert.deepEqual(
    [expired(2027, 4), expired(2027, 5), expired(2026, 12), expired(2028, 1)],
    [true, false, true, false],
  );
  assert.equal(isExpired({ expires: null }, new Date(2027, 4, 31)), false);
});
