import assert from 'node:assert/strict';
import { test } from 'node:test';
import { localized } from './localized.js';

test("the reader's language wins, then its base, then the firm's first", () => {
  const texts = { en: 'Passport', es: 'Pasaporte' };
  assert.deepEqual(localized(texts, 'es'), { text: 'Pasaporte', language: 'es' });
  assert.deepEqual(localized(texts, 'es-MX'), { text: 'Pasaporte', language: 'es' });
  assert.deepEqual(localized(texts, 'fr'), { text: 'Passport', language: 'en' });
});
