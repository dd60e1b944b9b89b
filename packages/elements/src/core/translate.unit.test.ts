import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTranslate } from './translate.js';

const english = {
  hello: 'Hello {{name}}',
  files_one: '{{count}} file',
  files_other: '{{count}} files',
  bye: 'Bye',
} as const;

test('holes are filled and plurals follow the count', () => {
  const words = createTranslate('en', english);
  assert.equal(words('hello', { name: 'Elena' }), 'Hello Elena');
  assert.equal(words('files', { count: 1 }), '1 file');
  assert.equal(words('files', { count: 1200 }), '1,200 files');
});

test('a translation wins, a missing key falls back to English', () => {
  const words = createTranslate('es', english, { bye: 'Adiós' });
  assert.equal(words('bye'), 'Adiós');
  assert.equal(words('files', { count: 2 }), '2 files');
});

test('a category without a text of its own reads as other', () => {
  const words = createTranslate('es', english, { files_one: '{{count}} archivo', files_other: '{{count}} archivos' });
  assert.equal(words('files', { count: 1_000_000 }), '1.000.000 archivos');
});

test('Arabic chooses among six categories', () => {
  const forms = { files_zero: 'z', files_one: 'o', files_two: 't', files_few: 'f', files_many: 'm', files_other: 'x' };
  const words = createTranslate('ar', english, forms);
  assert.deepEqual(
    [0, 1, 2, 3, 11, 100].map((count) => words('files', { count })),
    ['z', 'o', 't', 'f', 'm', 'x'],
  );
});

test('a name of the other direction keeps its own order inside the sentence', () => {
  const words = createTranslate('ar', english, { hello: 'أهلًا {{name}}' });
  assert.equal(words('hello', { name: 'Elena (2).pdf' }), 'أهلًا \u2068Elena (2).pdf\u2069');
  assert.equal(words('hello', { name: 'إيلينا' }), 'أهلًا إيلينا');
});
