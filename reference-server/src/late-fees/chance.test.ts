/**
 * Weeks go by at random, with payments, disputes and servers side by side: no period is charged twice, nothing over the cap, and nothing
 * while it is paid or disputed. LATE_FEE_RUNS makes the runs more, LATE_FEE_SEED others.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { LateFees } from '@portico/contract';
import { createTestServer, type TestServer } from '@portico/testing';
import { Random } from '@portico/testing/random';
import { sql } from 'kysely';
import { everyFirm } from '../database/confine.js';
import { newId } from '../database/ids.js';
import { aBody, anIssued, paid, type Scene } from '../firm-invoices/scene.suite.js';
import { aRemindingScene, setDay } from '../reminders/scene.suite.js';
import { createLateFeeRound } from './round.js';

const runs = Number(process.env['LATE_FEE_RUNS'] ?? 8);
const seed = Number(process.env['LATE_FEE_SEED'] ?? 2026);
const DAY_MS = 86_400_000;
const GRACE = 3;
/** 2 % of what is late is a fiftieth, and at most 5 % of this a twentieth. */
const ASKED = 100_000;

let server: TestServer;
before(async () => {
  server = await createTestServer();
});
after(() => server.close());

interface Charged {
  readonly amount: number;
  readonly period: number;
  readonly charged_at: Date;
}

async function feesOf({ firm }: Scene): Promise<Charged[]> {
  const { rows } = await server.deps.work.read(everyFirm, (db) =>
    sql<Charged>`select amount, period, charged_at from late_fees where firm_id = ${firm.id} order by charged_at`.execute(
      db,
    ),
  );
  return rows;
}

async function run(random: Random): Promise<number> {
  setDay(server, 0);
  const lateFees: LateFees = {
    ...{ on: true, from: '2026-11-23', fee: { percent: '2' }, graceDays: GRACE },
    ...{ every: 'month', capPercent: '5', dueInDays: 14 },
  };
  const scene = await aRemindingScene(server, { lateFees });
  const { id } = await anIssued(scene, aBody(ASKED, { due: { inDays: 0 } }));
  const round = createLateFeeRound(server.deps);
  let [balance, day] = [ASKED, 0];
  let dispute: string | undefined;
  let ended = -Infinity;
  let known = 0;
  for (let step = 0; step < 14; step += 1) {
    day += random.between(0, 12);
    setDay(server, day);
    const what = random.between(1, 8);
    if (what === 1 && balance > 0) {
      const amount = random.between(1, balance);
      await paid(scene.call, id, amount);
      balance -= amount;
    } else if (what === 2 && dispute === undefined) {
      dispute = newId('dsp');
      await server.deps.work.upkeep(everyFirm, (tx, now) =>
        sql`insert into disputes (firm_id, id, invoice_id, contact_id, reason, state, opened_at)
          values (${scene.firm.id}, ${dispute}, ${id}, ${scene.contact.id}, 'unclear', 'open', ${now})`.execute(tx),
      );
    } else if (what <= 4 && dispute !== undefined) {
      await server.deps.work.upkeep(everyFirm, (tx, now) =>
        sql`update disputes set state = 'answered', closed_at = ${now} where id = ${dispute}`.execute(tx),
      );
      [dispute, ended] = [undefined, day];
    }
    await Promise.all(Array.from({ length: random.between(1, 3) }, () => round()));
    const fees = await feesOf(scene);
    const free = balance <= 0 || dispute !== undefined || day <= GRACE || day < ended + GRACE;
    const most = Math.min(Math.round(balance / 50), ASKED / 20 - sumOf(fees.slice(0, known)));
    assert.ok(fees.length <= known + 1, `${fees.length - known} at once`);
    if (free) assert.equal(fees.length, known, `charged on day ${day}`);
    if (fees.length > known) assert.equal(fees.at(-1)?.amount, most);
    known = fees.length;
  }
  const fees = await feesOf(scene);
  assert.equal(new Set(fees.map(({ period }) => period)).size, fees.length, 'a period was charged twice');
  assert.ok(sumOf(fees) <= ASKED / 20);
  for (const [at, fee] of fees.entries()) {
    const before = fees[at - 1];
    if (before)
      assert.ok(fee.period > before.period && fee.charged_at.getTime() - before.charged_at.getTime() >= DAY_MS);
  }
  await server.deps.work.upkeep(everyFirm, (tx) => sql`update firms set settings = settings - 'lateFees'`.execute(tx));
  return fees.length;
}

function sumOf(fees: readonly Charged[]): number {
  return fees.reduce((sum, { amount }) => sum + amount, 0);
}

test(`${runs} runs by chance: a period is charged once, within the cap, and of what is late alone`, async () => {
  let charged = 0;
  for (let index = 0; index < runs; index += 1) {
    try {
      charged += await run(new Random(seed + index));
    } catch (error) {
      throw new Error(`LATE_FEE_RUNS=1 LATE_FEE_SEED=${seed + index}`, { cause: error });
    }
  }
  assert.ok(charged > runs, `${charged} fees`);
});
