/**
 * Days go by at random, with payments, disputes, rounds that are missed, servers that run side by side, and a mailer that fails: each
 * step is told once at most, and told where it can be, never in the night, and never of what is not owed. Runs by chance from a seed
 * that stands still; REMINDER_RUNS makes them more, REMINDER_SEED others.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { FirmInvoice } from '@portico/contract';
import { createTestServer, type TestServer } from '@portico/testing';
import { Random } from '@portico/testing/random';
import { sql } from 'kysely';
import { everyFirm } from '../database/confine.js';
import { newId } from '../database/ids.js';
import { aBody, anIssued, paid, type Scene } from '../firm-invoices/scene.suite.js';
import { createMailRelay } from '../mail/relay.js';
import type { Mail } from '../ports/mail.js';
import { createReminderGuard } from './guard.js';
import { createReminderRound } from './round.js';
import { aRemindingScene, setDay } from './scene.suite.js';

const runs = Number(process.env['REMINDER_RUNS'] ?? 12);
const seed = Number(process.env['REMINDER_SEED'] ?? 2026);
/** With their hours from UTC in the weeks of the test, which the test counts by itself. */
const ZONES = [
  ['America/Los_Angeles', -8],
  ['Asia/Kolkata', 5.5],
  ['Pacific/Kiritimati', 14],
  ['Europe/Madrid', 1],
] as const;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let server: TestServer;
before(async () => {
  server = await createTestServer();
});
after(() => server.close());

interface Owed {
  readonly id: string;
  readonly number: string;
  readonly issuedOn: number;
  readonly dueOn: number;
  balance: number;
  disputed: boolean;
}

const dayNumber = (day: string) => Date.parse(day) / DAY_MS;

class Run {
  /** What came, by the id under which a message may come again. */
  readonly #came = new Map<string, Mail>();
  readonly #told = new Set<string>();
  /** Steps of which a message was tried and may have come: they are not told again, and need not be. */
  #unsure = false;
  readonly #random: Random;
  readonly #scene: Scene;
  readonly #offset: number;
  readonly #steps: readonly number[];
  readonly #owed: Owed[] = [];

  constructor(random: Random, scene: Scene, offset: number, steps: readonly number[]) {
    this.#random = random;
    this.#scene = scene;
    this.#offset = offset;
    this.#steps = steps;
  }

  get told(): number {
    return this.#told.size;
  }

  async issue(): Promise<void> {
    const body = aBody(this.#random.between(100, 90_000), { due: { inDays: this.#random.between(0, 12) } });
    const { id, number, issuedOn, dueOn, balance }: FirmInvoice = await anIssued(this.#scene, body);
    const days = { issuedOn: dayNumber(issuedOn ?? ''), dueOn: dayNumber(dueOn ?? '') };
    this.#owed.push({ id, number: number ?? '', ...days, balance, disputed: false });
  }

  async step(): Promise<void> {
    const random = this.#random;
    server.clock.advance(random.between(1, random.between(1, 12) === 1 ? 240 : 14) * HOUR_MS);
    const one = this.#owed[random.between(0, this.#owed.length - 1)] ?? assert.fail('nothing is owed');
    if (random.between(1, 3) === 1) await this.#tell();
    switch (random.between(1, 12)) {
      case 1:
        return this.#pay(one, one.balance);
      case 2:
        return this.#pay(one, random.between(1, one.balance));
      case 3:
      case 4:
        return this.#dispute(one);
      case 5:
        return this.issue();
      case 6:
        // A mail waits while a server thinks about it, and something happens meanwhile.
        await this.#rounds();
        await this.#pay(one, random.between(1, one.balance));
        server.clock.advance(random.between(0, 20) * HOUR_MS);
        return this.#carry(false);
      case 7:
        await this.#rounds();
        await this.#carry(true);
        return;
      default:
        return this.#tell();
    }
  }

  async #rounds(): Promise<void> {
    const relay = { deliver: () => Promise.resolve(0), poke: () => undefined };
    const rounds = Array.from({ length: this.#random.between(1, 3) }, () =>
      createReminderRound({ ...server.deps, relay }),
    );
    await Promise.all(rounds.map((round) => round()));
  }

  /** @param fails whether the mailer says so; half of the time the mail has gone all the same */
  async #carry(fails: boolean): Promise<void> {
    const send = (mail: Mail) => {
      const goes = !fails || this.#random.between(1, 2) === 1;
      if (goes && mail.to === this.#scene.contact.email) this.#arrive(mail);
      if (fails) this.#unsure = true;
      return fails ? Promise.reject(new Error('cut off')) : Promise.resolve();
    };
    const relays = Array.from({ length: this.#random.between(1, 2) }, () =>
      createMailRelay({
        ...{ ...server.deps, mailer: { send } },
        guards: { paymentReminder: createReminderGuard(server.deps) },
      }),
    );
    await Promise.all(relays.map((relay) => relay.deliver()));
  }

  /** A round and what it writes; where nothing is in the way, everything that is due comes. */
  async #tell(): Promise<void> {
    await this.#carry(false);
    await this.#rounds();
    await this.#carry(false);
    if (this.#unsure || !this.#isDaytime()) return;
    for (const one of this.#owed) {
      const step = this.#stepOf(one);
      if (step === undefined || one.balance <= 0 || one.disputed) continue;
      assert.ok(this.#told.has(`${one.id} ${step}`), `${one.number} was not told of at ${step}`);
    }
  }

  #arrive(mail: Mail): void {
    if (this.#came.has(mail.id)) return;
    this.#came.set(mail.id, mail);
    assert.ok(this.#isDaytime(), `at ${server.clock.now().toISOString()}`);
    const lines = [...mail.text.matchAll(/^Invoice (\S+): USD\s([\d.,]+)(, due on|, due today|\. It was due)/gm)];
    assert.ok(lines.length > 0, mail.text);
    for (const [, number, amount, when] of lines) {
      const one = this.#owed.find((owed) => owed.number === number) ?? assert.fail(number);
      assert.equal(Math.round(Number(amount?.replaceAll(',', '')) * 100), one.balance, number);
      assert.equal(one.disputed, false, number);
      const late = this.#today() - one.dueOn;
      assert.equal(when, late < 0 ? ', due on' : late === 0 ? ', due today' : '. It was due', number);
      const key = `${one.id} ${this.#stepOf(one) ?? assert.fail(`${number} had no step`)}`;
      assert.ok(!this.#told.has(key), `${number} was told twice`);
      this.#told.add(key);
    }
  }

  #local(): number {
    return server.clock.now().getTime() + this.#offset * HOUR_MS;
  }

  #today(): number {
    return Math.floor(this.#local() / DAY_MS);
  }

  #isDaytime(): boolean {
    const hour = Math.floor((this.#local() % DAY_MS) / HOUR_MS);
    return hour >= 9 && hour < 18;
  }

  /** The last step that has come, if it came less than a week ago and after the day of issue. */
  #stepOf({ dueOn, issuedOn }: Owed): number | undefined {
    const late = this.#today() - dueOn;
    const last = this.#steps.filter((step) => step <= late).at(-1);
    return last === undefined || late - last >= 7 || dueOn + last <= issuedOn ? undefined : last;
  }

  async #pay(one: Owed, amount: number): Promise<void> {
    if (one.balance <= 0) return;
    await paid(this.#scene.call, one.id, amount);
    one.balance -= amount;
  }

  async #dispute(one: Owed): Promise<void> {
    const { firm, contact } = this.#scene;
    one.disputed = !one.disputed;
    await server.deps.work.upkeep(everyFirm, (tx, now) =>
      (one.disputed
        ? sql`insert into disputes (firm_id, id, invoice_id, contact_id, reason, state, opened_at)
            values (${firm.id}, ${newId('dsp')}, ${one.id}, ${contact.id}, 'unclear', 'open', ${now})`
        : sql`update disputes set state = 'withdrawn', closed_at = ${now} where invoice_id = ${one.id} and state = 'open'`
      ).execute(tx),
    );
  }
}

test(`${runs} runs by chance: each step once, in the firm’s hours, of what is owed`, async () => {
  let told = 0;
  for (let index = 0; index < runs; index += 1) {
    const random = new Random(seed + index);
    setDay(server, 0);
    const [timeZone, offset] = ZONES[random.between(0, ZONES.length - 1)] ?? ZONES[0];
    const [before, ...after] = [random.between(1, 5), 0, random.between(1, 4), random.between(5, 20)];
    const reminders = {
      ...{ on: true, daysBefore: [before], daysAfter: after, sms: false, hours: { from: 9, to: 18 } },
      escalateAfterDays: null,
    };
    const run = new Run(random, await aRemindingScene(server, { timeZone, reminders }), offset, [-before, ...after]);
    try {
      await run.issue();
      await run.issue();
      for (let steps = 40; steps > 0; steps -= 1) await run.step();
    } catch (error) {
      throw new Error(`REMINDER_RUNS=1 REMINDER_SEED=${seed + index}`, { cause: error });
    }
    told += run.told;
    // The next run's rounds are to be about its own firm.
    await server.deps.work.upkeep(everyFirm, (tx) =>
      sql`update firms set settings = settings - 'reminders'`.execute(tx),
    );
  }
  assert.ok(told > 2 * runs, `${told} reminders`);
});
