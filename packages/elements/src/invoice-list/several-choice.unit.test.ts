import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type InvoiceSummary, type PayingOptions, startPayment } from '@portico/contract';
import { safeParse } from 'zod/mini';
import { dueOf } from '../payment/due.js';
import { byDay, type Choice, hindranceOf, MOST, sampleOf, sumOf } from './several-choice.js';

let made = 0;

function invoice(facts: Partial<InvoiceSummary> = {}): InvoiceSummary {
  made += 1;
  return {
    ...{ id: `inv_${made}`, number: `INV-${made}`, matterId: 'mat_1', matter: { title: 'Case', reference: null } },
    ...{ about: 'Work', lineCount: 1, status: 'unpaid', currency: 'USD', kind: 'earned', issuedOn: '2026-01-01' },
    ...{ dueOn: '2026-02-01', nextDueOn: null, planId: null, total: 100, balance: 100 },
    ...facts,
  };
}

function choice(facts: Partial<PayingOptions> = {}): Choice {
  const options: PayingOptions = {
    ...{ payable: true, amount: 100, currency: 'USD', kind: 'earned', partial: false, next: null },
    ...{ processor: 'demo', underWay: null },
    ...facts,
  };
  return { invoice: invoice({ currency: options.currency, kind: options.kind }), options };
}

test('one currency and one kind of money go together', () => {
  const [one, other] = [choice(), choice()];
  const trust = choice({ kind: 'unearned' });
  assert.equal(hindranceOf(one, []), undefined);
  assert.equal(hindranceOf(other, [one]), undefined);
  assert.equal(hindranceOf(choice({ currency: 'EUR' }), [one]), 'currency');
  assert.equal(hindranceOf(trust, [one]), 'trust');
  assert.equal(hindranceOf(one, [trust]), 'fees');
  assert.equal(hindranceOf(choice({ currency: 'EUR', kind: 'unearned' }), [one]), 'trust');
});

test('what is chosen can be taken back, whatever else is chosen', () => {
  const one = choice();
  assert.equal(hindranceOf(one, [one]), undefined);
});

test('what cannot be paid here, or is on its way, is not chosen', () => {
  assert.equal(hindranceOf(choice({ payable: false, processor: null }), []), 'notHere');
  assert.equal(hindranceOf(choice({ underWay: 'pat_1' }), []), 'onItsWay');
});

test('as many are offered as the server takes', () => {
  const ids = (count: number) =>
    Array.from({ length: count }, (_, at) => ({ id: `inv_${String(at).padStart(26, '0')}` }));
  assert.equal(safeParse(startPayment.body, { invoices: ids(MOST) }).success, true);
  assert.equal(safeParse(startPayment.body, { invoices: ids(MOST + 1) }).success, false);
});

test('the sum is of what the server has open, and with a payment plan of what that asks for next', () => {
  const part = choice({ amount: 900, next: { amount: 300, dueOn: '2026-03-01' } });
  assert.equal(dueOf(part.options), 300);
  assert.equal(sumOf([choice(), part]), 400);
  assert.equal(sumOf([]), 0);
});

test('several of a sort are needed, and one of each sort is asked about', () => {
  const dollars = [invoice(), invoice(), invoice()];
  const trust = [invoice({ kind: 'unearned' }), invoice({ kind: 'unearned' })];
  assert.deepEqual(sampleOf([...dollars, invoice({ currency: 'EUR' }), ...trust]), [dollars[0], trust[0]]);
  assert.deepEqual(sampleOf([invoice(), invoice({ kind: 'unearned' }), invoice({ currency: 'EUR' })]), []);
});

test('what falls due first comes first, by the plan where there is one', () => {
  const [march, april] = [invoice({ dueOn: '2026-03-01' }), invoice({ dueOn: '2026-04-01' })];
  const january = invoice({ dueOn: '2026-09-01', nextDueOn: '2026-01-09' });
  assert.deepEqual(byDay([april, march, january]), [january, march, april]);
});
