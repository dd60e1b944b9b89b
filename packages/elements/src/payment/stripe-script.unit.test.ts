import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

test('the script is of the release that the package is for', async () => {
  const source = await readFile(new URL('stripe-script.ts', import.meta.url), 'utf8');
  const [, address] = /STRIPE_SCRIPT = '([^']+)'/.exec(source) ?? [];
  const pure = await readFile(new URL(import.meta.resolve('@stripe/stripe-js/dist/pure.mjs')), 'utf8');
  const [, release = ''] = /RELEASE_TRAIN = '(\w+)'/.exec(pure) ?? [];
  assert.equal(address, `https://js.stripe.com/${release}/stripe.js`);
});
