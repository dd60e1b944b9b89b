/**
 * `kill -9` at random moments while clients pay, Stripe tells and staff give back. Afterwards the ledger is what Stripe has charged and
 * given back: no row is lost and none is there twice. `PAYMENT_KILLS` says how often, `KILL_SEED` repeats a run.
 */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { startStripeStandIn } from '@portico/testing';
import { Random } from '@portico/testing/random';
import { bundleProgram } from './kill/bundle.js';
import { Payers } from './kill/payers.js';
import { Victim } from './kill/victim.js';

const kills = Number(process.env['PAYMENT_KILLS'] ?? 12);
const seed = Number(process.env['KILL_SEED'] ?? 20261123);
const port = Number(process.env['KILL_PORT'] ?? 9470);
const PAYERS = 4;

const dataDir = await mkdtemp(path.join(tmpdir(), 'portico-kill-payments-'));
const program = await bundleProgram('paid-server.ts');
const stripe = await startStripeStandIn('2026-10-28.endive');
const victim = new Victim(program, dataDir, port, stripe.api);
after(async () => {
  await victim.kill();
  await stripe.close();
  await rm(dataDir, { recursive: true });
  await rm(program);
});

test(`no row of the ledger is lost or doubled in ${kills} kills (KILL_SEED=${seed})`, async () => {
  const random = new Random(seed);
  const { secretKey = '' } = await victim.start('first');
  const payers = new Payers(victim, stripe, secretKey);
  await payers.prepare();
  const stop = { now: false };
  const work = Promise.all(
    Array.from({ length: PAYERS }, (_none, index) => payers.work(new Random(seed + index), stop)),
  );
  for (let count = 0; count < kills; count += 1) {
    await victim.answered(random.between(1, 12));
    await wait(random.between(0, 30));
    await victim.kill();
    await victim.start();
  }
  stop.now = true;
  await work;
  await payers.tellAll();
  for (let times = 0; times < 3; times += 1) assert.equal(await victim.tell('settle'), 'settled');

  const { faults, charges, refunds, invoices } = await payers.reckon();
  console.log(`${kills} kills: ${invoices} invoices, ${charges} charges, ${refunds} refunds`);
  assert.ok(charges > kills / 4 && refunds > 0, 'the kills hit somebody at work');
  assert.deepEqual(faults, []);
});
