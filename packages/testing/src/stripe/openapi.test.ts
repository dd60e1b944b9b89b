import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseForm } from './form.js';
import { newCustomer, newIntent } from './objects.js';
import { faultsOfAnswer, faultsOfAsked } from './openapi.js';

const OPEN = 'POST /v1/payment_intents';
const anIntent = () =>
  newIntent({
    amount: 100,
    currency: 'usd',
    customer: null,
    description: null,
    metadata: {},
    setup_future_usage: null,
    types: [],
  });

test('what Stripe takes and answers is without fault', () => {
  const form =
    'amount=100&currency=usd&allowed_payment_method_types[0]=card&metadata[firm]=frm_1&expand[0]=payment_method';
  assert.deepEqual(faultsOfAsked(OPEN, parseForm(form)), []);
  assert.deepEqual(faultsOfAnswer(OPEN, 200, anIntent()), []);
  assert.deepEqual(faultsOfAnswer('POST /v1/customers', 200, newCustomer({})), []);
  assert.deepEqual(faultsOfAnswer(OPEN, 402, { error: { type: 'card_error', code: 'card_declined' } }), []);
});

for (const [what, form, said] of [
  ['a name that the call does not have', 'amount=1&currency=usd&ammount=2', /ammount/],
  ['a word for a number', 'amount=much&currency=usd', /\/amount must be integer/],
  ['nothing where something must be', 'currency=usd', /"missingProperty":"amount"/],
  ['a value that is none of the choices', 'amount=1&currency=usd&capture_method=never', /\/capture_method/],
  ['a text that is too long', `amount=1&currency=usd&description=${'x'.repeat(1001)}`, /\/description/],
] as const) {
  test(`asked: ${what} is a fault`, () => {
    const [fault = '', ...more] = faultsOfAsked(OPEN, parseForm(form));
    assert.match(fault, said);
    assert.deepEqual(more, []);
  });
}

for (const [what, answer, said] of [
  ['a status that Stripe does not have', { ...anIntent(), status: 'paid' }, /\/status/],
  ['a missing field', { ...anIntent(), created: undefined }, /created/],
  ['another kind', { ...anIntent(), amount: '100' }, /\/amount must be integer/],
] as const) {
  test(`answered: ${what} is a fault`, () => {
    assert.match(faultsOfAnswer(OPEN, 200, answer).join(), said);
  });
}

test('refused: an error of another type is a fault', () => {
  assert.match(faultsOfAnswer(OPEN, 400, { error: { type: 'mistake' } }).join(), /\/error\/type/);
});
