import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LARGEST_AMOUNT, PlanEvery } from '@portico/contract';
import fc from 'fast-check';
import { fill, instalmentStatus, type Moved, nextOf } from './filling.js';
import { isInTime, scheduleOf, type Terms } from './schedule.js';

/** `PLANS_RUNS=100000 PLANS_SEED=7` tries more, and others. */
const numRuns = Number(process.env['PLANS_RUNS'] ?? 2_000);
const seed = Number(process.env['PLANS_SEED'] ?? 20261123);
const DAY_MS = 86_400_000;
const LENGTHS = { week: 7, two_weeks: 14, three_weeks: 21, month: 0 } as const;

const terms: Terms = { downPayment: 0, instalments: 3, every: 'month', firstOn: '2027-01-31' };
const days = (more: Partial<Terms>) =>
  scheduleOf({ ...terms, ...more }, 100_000, '2026-12-24')?.map(({ dueOn }) => dueOn);
const amounts = (amount: number, more: Partial<Terms>) =>
  scheduleOf({ ...terms, ...more }, amount, '2026-12-24')?.map((row) => row.amount);

test('a month keeps the day, and has its last one where it is shorter', () => {
  assert.deepEqual(days({}), ['2027-01-31', '2027-02-28', '2027-03-31']);
  assert.deepEqual(days({ firstOn: '2027-10-30', instalments: 6 }), [
    ...['2027-10-30', '2027-11-30', '2027-12-30', '2028-01-30', '2028-02-29', '2028-03-30'],
  ]);
  assert.deepEqual(days({ firstOn: '2028-02-29', instalments: 2 }), ['2028-02-29', '2028-03-29']);
});

test('weeks are of seven days, over the end of a year and a change of the clock', () => {
  assert.deepEqual(days({ every: 'week', firstOn: '2026-12-25', instalments: 2 }), ['2026-12-25', '2027-01-01']);
  assert.deepEqual(days({ every: 'two_weeks', firstOn: '2027-03-20', instalments: 2 }), ['2027-03-20', '2027-04-03']);
  assert.deepEqual(days({ every: 'three_weeks', firstOn: '2027-02-20', instalments: 2 }), ['2027-02-20', '2027-03-13']);
});

test('what does not divide goes to the last instalment; a down payment is asked for on the day itself', () => {
  assert.deepEqual(amounts(100, {}), [33, 33, 34]);
  assert.deepEqual(amounts(100_000, { instalments: 7 }), [14_285, 14_285, 14_285, 14_285, 14_285, 14_285, 14_290]);
  assert.deepEqual(amounts(100, { downPayment: 10, instalments: 2 }), [10, 45, 45]);
  assert.equal(days({ downPayment: 10 })?.[0], '2026-12-24');
  assert.deepEqual(amounts(3, {}), [1, 1, 1]);
  assert.equal(amounts(2, {}), undefined);
  assert.equal(amounts(100, { downPayment: 98 }), undefined);
  assert.equal(amounts(-5, {}), undefined);
});

test('a plan begins on its first day at the latest, and after the day of its down payment', () => {
  const day = { firstOn: '2027-01-31' };
  assert.equal(isInTime({ downPayment: 0, ...day }, '2027-01-31'), true);
  assert.equal(isInTime({ downPayment: 0, ...day }, '2027-02-01'), false);
  assert.equal(isInTime({ downPayment: 1, ...day }, '2027-01-30'), true);
  assert.equal(isInTime({ downPayment: 1, ...day }, '2027-01-31'), false);
});

const someTerms = fc.record({
  downPayment: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 5_000_000 })),
  instalments: fc.integer({ min: 1, max: 60 }),
  every: fc.constantFrom(...PlanEvery.options),
  firstOn: fc.integer({ min: 1, max: 366 * 8 }).map((day) => isoDay(Date.parse('2026-11-23') + day * DAY_MS)),
});
// Minor units have no currency here: of yen, dollars and dinars alike they are whole.
const amount = fc.oneof(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: LARGEST_AMOUNT }));

test(`every table sums to the last unit, and its days rise (PLANS_SEED=${seed})`, () => {
  let made = 0;
  fc.assert(
    fc.property(someTerms, amount, (given, open) => {
      const rows = scheduleOf(given, open, '2026-11-23');
      assert.equal(rows === undefined, open - given.downPayment < given.instalments);
      if (!rows) return;
      made += 1;
      assert.equal(
        rows.reduce((sum, row) => sum + BigInt(row.amount), 0n),
        BigInt(open),
      );
      const instalments = rows.filter(({ number }) => number > 0);
      assert.equal(instalments.length, given.instalments);
      assert.equal(rows.length - instalments.length, given.downPayment > 0 ? 1 : 0);
      const [first, ...others] = instalments.map((row) => row.amount);
      assert.ok(rows.every((row) => row.amount >= 1));
      assert.ok(others.slice(0, -1).every((one) => one === first));
      assert.ok((others.at(-1) ?? first ?? 0) - (first ?? 0) < given.instalments);
      assert.equal(instalments[0]?.dueOn, given.firstOn);
      rows.slice(1).forEach((row, at) => assert.ok((rows[at]?.dueOn ?? '') < row.dueOn));
      instalments.slice(1).forEach(({ dueOn }, at) => {
        const before = instalments[at]?.dueOn ?? '';
        if (given.every !== 'month') {
          assert.equal(Date.parse(dueOn) - Date.parse(before), LENGTHS[given.every] * DAY_MS);
          return;
        }
        // The same day, or the last of a month that has no such day: the next is another month.
        const isLast = isoDay(Date.parse(dueOn) + DAY_MS).slice(0, 7) !== dueOn.slice(0, 7);
        assert.ok(dueOn.slice(8) === given.firstOn.slice(8) || (isLast && dueOn.slice(8) < given.firstOn.slice(8)));
        assert.equal(monthOf(dueOn) - monthOf(before), 1);
      });
    }),
    { numRuns, seed },
  );
  assert.ok(made > numRuns / 4);
});

const table = scheduleOf({ ...terms, downPayment: 10 }, 100, '2027-01-01') ?? [];
const open = (moved: Partial<Moved>) => fill(table, { paid: 0, credited: 0, ...moved }).map((row) => row.open);

test('payments fill rows in order, credit notes take off the last ones, a refund opens what was filled', () => {
  assert.deepEqual(open({}), [10, 30, 30, 30]);
  assert.deepEqual(open({ paid: 25 }), [0, 15, 30, 30]);
  assert.deepEqual(open({ credited: 40 }), [10, 30, 20, 0]);
  assert.deepEqual(open({ paid: 25, credited: 40 }), [0, 15, 20, 0]);
  assert.deepEqual(open({ paid: 100 }), [0, 0, 0, 0]);
  assert.deepEqual(open({ paid: 80, credited: 40 }), [0, 0, 0, 0]);
  // Something was given back that had been paid before the consent.
  assert.deepEqual(open({ paid: -7 }), [10, 30, 30, 37]);
  assert.deepEqual(open({ paid: -7, credited: 104 }), [0, 0, 0, 3]);
});

test('what is open of a table sums to what the invoice has open, whatever was paid, given back and credited', () => {
  const moved = fc.record({
    paid: fc.integer({ min: -500, max: 5_000 }),
    credited: fc.integer({ min: 0, max: 5_000 }),
  });
  fc.assert(
    fc.property(someTerms, fc.integer({ min: 1, max: 5_000 }), moved, (given, total, since) => {
      const rows = scheduleOf({ ...given, downPayment: given.downPayment % 400 }, total, '2026-11-23');
      if (!rows) return;
      const filled = fill(rows, since);
      const balance = total - since.paid - since.credited;
      assert.equal(
        filled.reduce((sum, row) => sum + row.open, 0),
        Math.max(balance, 0),
      );
      for (const row of filled)
        assert.ok(row.open >= 0 && row.paid >= 0 && row.credited >= 0 && row.credited <= row.amount);
      // No row has been paid before one that stands above it.
      const firstOpen = filled.findIndex((row) => row.open > 0);
      if (firstOpen >= 0) assert.ok(filled.slice(firstOpen + 1).every((row) => row.paid === 0));
    }),
    { numRuns, seed },
  );
});

test('a row is due on its day and late the day after; what is asked for next is all that has come', () => {
  const rows = fill(table, { paid: 10, credited: 0 });
  const statuses = (day: string) => rows.map((row) => instalmentStatus(row, day));
  assert.deepEqual(statuses('2027-01-30'), ['paid', 'upcoming', 'upcoming', 'upcoming']);
  assert.deepEqual(statuses('2027-01-31'), ['paid', 'due', 'upcoming', 'upcoming']);
  assert.deepEqual(statuses('2027-02-28'), ['paid', 'overdue', 'due', 'upcoming']);
  assert.deepEqual(nextOf(rows, '2027-01-30'), { amount: 30, dueOn: '2027-01-31' });
  assert.deepEqual(nextOf(rows, '2027-02-28'), { amount: 60, dueOn: '2027-01-31' });
  assert.equal(nextOf(fill(table, { paid: 100, credited: 0 }), '2027-02-28'), null);
});

function isoDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

function monthOf(day: string): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
}
