import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LateWords, lateWords } from './late-words.js';

const english = { hello: 'Hello' } as const;
const texts = {
  es: () => Promise.resolve({ hello: 'Hola' }),
  ar: () => Promise.reject(new Error('no connection')),
};

test('what was there stays until the language that was asked for has arrived', async () => {
  let arrivals = 0;
  const late = new LateWords(english, texts, () => (arrivals += 1));
  assert.equal(late.in('en')('hello'), 'Hello');
  assert.equal(late.in('es-MX')('hello'), 'Hello');
  await late.ready('es-MX');
  assert.equal(late.in('es-MX')('hello'), 'Hola');
  assert.equal(arrivals, 1);
});

test('a language that does not load is English', async () => {
  assert.equal((await lateWords('ar', english, texts))('hello'), 'Hello');
});

test('of two languages that were asked for one after the other, the later one stays', async () => {
  let arrivals = 0;
  const late = new LateWords(english, texts, () => (arrivals += 1));
  const first = late.ready('es');
  late.in('en');
  await first;
  assert.equal(late.in('en')('hello'), 'Hello');
  assert.equal(arrivals, 0);
});
