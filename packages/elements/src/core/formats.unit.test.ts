import assert from 'node:assert/strict';
import { test } from 'node:test';
import { daysUntil, Formats } from './formats.js';

test('sizes are said as people say them', () => {
  const en = new Formats('en');
  assert.deepEqual(
    [0, 1, 900_000, 1_572_864, 26_214_400, 2_147_483_648].map((bytes) => en.bytes(bytes)),
    ['0 kB', '1 kB', '879 kB', '1.5 MB', '25 MB', '2 GB'],
  );
  assert.equal(new Formats('es').bytes(1_572_864), '1,5 MB');
});

test('time left is rounded up and never says nothing', () => {
  const en = new Formats('en');
  assert.deepEqual(
    [0, 12, 61, 3_599, 9_000].map((seconds) => en.duration(seconds)),
    ['5 seconds', '15 seconds', '2 minutes', '60 minutes', '3 hours'],
  );
  assert.equal(new Formats('ar').duration(120), 'دقيقتان');
});

test('days are counted in calendar days, whatever the hour', () => {
  const late = new Date(2026, 10, 22, 23, 59);
  assert.equal(daysUntil('2026-11-22', late), 0);
  assert.equal(daysUntil('2026-11-23', late), 1);
  assert.equal(daysUntil('2026-11-20', late), -2);
});

test('near days are words in the language', () => {
  assert.equal(new Formats('en').relativeDays(1), 'tomorrow');
  assert.equal(new Formats('es').relativeDays(-1), 'ayer');
});

test('a day names its year only when it is another', () => {
  const now = new Date(2026, 5, 1);
  assert.equal(new Formats('en').day('2026-11-28', now), 'November 28');
  assert.equal(new Formats('en').day('2027-01-02', now), 'January 2, 2027');
});

test('a language that Intl does not know falls back to English', () => {
  assert.equal(new Formats('tlh').language, 'en');
});

test('quantities and rates keep the digits that the contract gives them', () => {
  const [en, es] = [new Formats('en'), new Formats('es')];
  assert.deepEqual(
    ['1', '6.5', '0.333333', '1250.25'].map((value) => en.decimal(value)),
    ['1', '6.5', '0.333333', '1,250.25'],
  );
  assert.deepEqual(
    ['8.875', '21', '0.0625'].map((value) => en.rate(value)),
    ['8.875%', '21%', '0.0625%'],
  );
  assert.equal(es.decimal('6.5'), '6,5');
  assert.equal(es.rate('8.875'), '8,875\u00a0%');
});

test('a formatter is made once, however many lines an invoice has', () => {
  const { NumberFormat } = Intl;
  let made = 0;
  const counting = new Proxy(NumberFormat, {
    construct: (target, options: [string, Intl.NumberFormatOptions]) => {
      made += 1;
      return new target(...options);
    },
  });
  Object.defineProperty(Intl, 'NumberFormat', { value: counting, configurable: true, writable: true });
  try {
    const en = new Formats('en');
    for (let line = 0; line < 40; line += 1) en.decimal(String(line)).concat(en.rate('8.875'));
    assert.equal(made, 2);
  } finally {
    Object.defineProperty(Intl, 'NumberFormat', { value: NumberFormat, configurable: true, writable: true });
  }
});
