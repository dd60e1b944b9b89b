/** LATE_FEE_SEED gives other random fees than the ones that stand still. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '@portico/testing/random';
import { daysAfter, monthsBetween } from '../firms/today.js';
import { feeOf, periodOn } from './fee.js';

test('months end on the same day, or on the last one of a month that is too short', () => {
  for (const [from, to, months] of [
    ['2026-01-31', '2026-02-27', 0],
    ['2026-01-31', '2026-02-28', 1],
    ['2026-01-31', '2026-03-30', 1],
    ['2026-01-31', '2026-03-31', 2],
    ['2028-01-30', '2028-02-29', 1],
    ['2026-11-29', '2027-11-28', 11],
    ['2026-11-29', '2027-11-29', 12],
    ['2026-11-29', '2026-11-28', 0],
  ] as const)
    assert.equal(monthsBetween(from, to), months, `${from} ${to}`);
});

test('periods begin after the days of grace, and each has a day of its own to begin on', () => {
  const terms = { graceDays: 5, every: 'month' } as const;
  assert.equal(periodOn('2026-01-15', '2026-01-10', terms), undefined);
  assert.equal(periodOn('2026-01-16', '2026-01-10', terms), 0);
  let last = -1;
  for (let days = 6; days < 800; days += 1) {
    const period = periodOn(daysAfter('2026-01-25', days), '2026-01-25', terms) ?? -1;
    assert.ok(period === last || period === last + 1, `${days}`);
    last = period;
  }
  assert.equal(last, 26);
  assert.equal(periodOn('2027-01-10', '2026-01-10', { graceDays: 5, every: 'once' }), 0);
});

test('fees never come to more than the cap, whatever is paid meanwhile, and are of whole units', () => {
  const random = new Random(Number(process.env['LATE_FEE_SEED'] ?? 2026));
  for (let run = 0; run < 2_000; run += 1) {
    const asked = random.between(1, 10 ** random.between(1, 12));
    const percent = `${random.between(0, 99)}.${String(random.between(0, 9999)).padStart(4, '0')}`;
    const capPercent = String(random.between(0, 100));
    const fee = random.between(1, 2) === 1 ? { percent } : { amounts: { USD: random.between(1, 10_000) } };
    let charged = 0;
    for (let period = 0; period < 20; period += 1) {
      const late = random.between(1, asked);
      const one = feeOf({ currency: 'USD', late, asked, charged }, { fee, capPercent });
      assert.ok(Number.isSafeInteger(one) && one >= 0);
      if ('percent' in fee) assert.ok(one <= Math.ceil((late * Number(percent)) / 100) + 1);
      charged += one;
    }
    assert.ok(charged * 100 <= asked * Number(capPercent) + 50, `${charged} of ${asked} at ${capPercent} %`);
  }
});
