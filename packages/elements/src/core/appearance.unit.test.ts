import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { schemeOf, tokensOf } from './appearance.js';

test('variables become tokens, for light and dark at once', () => {
  const tokens = tokensOf({ colorPrimary: '#1f4f82', borderRadius: '4px', fontSizeBase: '18px' });
  assert.match(tokens['color-accent'] ?? '', /^light-dark\(#1f4f82, #[0-9a-f]{6}\)$/);
  assert.equal(tokens.radius, '4px');
  assert.equal(tokens['font-size'], '18px');
  assert.equal(tokens['color-surface'], undefined);
});

test('text that could not be read on the surface is moved', () => {
  const { 'color-text': text } = tokensOf({ colorBackground: '#ffffff', colorText: '#eeeeee' });
  assert.notEqual(text, 'light-dark(#eeeeee, #eeeeee)');
});

test('a surface of the firm settles whether everything on it is light or dark', () => {
  assert.equal(schemeOf({ colorBackground: '#faf4e8' }), 'light');
  assert.equal(schemeOf({ colorBackground: '#20242c' }), 'dark');
  assert.equal(schemeOf({ colorPrimary: '#20242c' }), undefined);
});

test('values out of range are left out and warned about once', () => {
  const warn = mock.method(console, 'warn', () => undefined);
  const wrong = { borderRadius: '90px', fontSizeBase: '9px', colorPrimary: 'blue' } as const;
  assert.deepEqual([tokensOf(wrong), tokensOf(wrong)], [{}, {}]);
  assert.equal(warn.mock.callCount(), 3);
  warn.mock.restore();
});
