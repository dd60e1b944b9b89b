/**
 * Whatever breaks on the way, the ledger says what Stripe has charged and given back: each payment once, each refund once. Runs
 * by chance from a seed that stands still; PAYMENT_RUNS makes them more, PAYMENT_SEED others.
 */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { SavedMethod } from '@portico/contract';
import { created, ORIGIN, type StripeFault } from '@portico/testing';
import { Random } from '@portico/testing/random';
import { sql } from 'kysely';
import * as z from 'zod/mini';
import { everyFirm } from '../database/confine.js';
import { paid, type Scene } from '../firm-invoices/scene.suite.js';
import { chargeSaved } from './charge-saved.js';
import { anOpen, aPaidServer, aPayingScene, intentOf, processorRows, send, Started } from './scene.suite.js';

const runs = Number(process.env['PAYMENT_RUNS'] ?? 60);
const seed = Number(process.env['PAYMENT_SEED'] ?? 2026);

const FAULTS: readonly StripeFault[] = ['500', '500-after', 'cut-after', '429', '409', 'page'];
const CARDS = [
  ...['pm_card_visa', 'pm_card_visa', 'pm_card_visa', 'pm_card_chargeDeclined', 'pm_card_authenticationRequired'],
  ...['pm_usBankAccount_success', 'pm_usBankAccount_insufficientFunds'],
];
const OPEN = 'POST /v1/payment_intents';
const CALLS = [
  ...[OPEN, OPEN, 'GET /v1/payment_intents/:id', 'POST /v1/payment_intents/:id/cancel', 'POST /v1/refunds'],
  ...['POST /v1/payment_intents/:id/confirm', 'POST /v1/checkout/sessions', 'GET /v1/checkout/sessions/:id'],
  ...['POST /v1/checkout/sessions/:id/expire', 'GET /v1/disputes'],
];
const KEPT = ['pm_card_visa', 'pm_card_chargeDeclined', 'pm_card_authenticationRequired'];

const place = await aPaidServer();
let scene: Scene;
/** Ids of methods that the client keeps. */
let methods: readonly string[];
before(async () => {
  scene = await aPayingScene(place.server);
  await created(scene.page('POST', '/v1/payment-methods/set-ups', { kind: 'earned' }));
  const own = place.stripe.account('own');
  for (const token of KEPT) own.keep([...own.customers.keys()][0] ?? '', token);
  const { data } = await created(scene.page('GET', '/v1/payment-methods'));
  methods = z.parse(z.array(SavedMethod), data).map(({ id }) => id);
  assert.equal(methods.length, KEPT.length);
});

/** One run: two invoices, some steps by chance, and then everything that is still to be told. */
class Run {
  readonly #random: Random;
  readonly #from = {
    events: place.stripe.events.length,
    charges: place.stripe.charges().length,
    intents: place.stripe.account('own').intents.size,
  };
  readonly #attempts = new Set<string>();
  readonly #intents = new Set<string>();
  /** Stripe's own pages. */
  readonly #pages = new Set<string>();
  readonly #purposes = [crypto.randomUUID(), crypto.randomUUID()];
  readonly #invoices: readonly { readonly id: string }[];
  /** Whether somebody wrote a payment down meanwhile, so that there may be too much. */
  byHand = false;

  constructor(random: Random, invoices: readonly { readonly id: string }[]) {
    this.#random = random;
    this.#invoices = invoices;
  }

  async step(): Promise<void> {
    const steps = [
      ...[this.#start, this.#start, this.#confirm, this.#confirm, this.#confirm],
      ...[this.#onPage, this.#onPage, this.#away, this.#bank, this.#bank, this.#look, this.#cancel],
      ...[this.#tell, this.#tell, this.#round, this.#giveBack, this.#dispute, this.#hand],
    ];
    await this.#try(steps);
  }

  /** Of what was paid, some goes back. */
  async stepBack(): Promise<void> {
    await this.#try([this.#giveBack, this.#giveBack, this.#dispute, this.#tell, this.#round]);
  }

  async #try(steps: readonly (() => Promise<void>)[]): Promise<void> {
    if (this.#random.between(1, 3) === 1) place.stripe.break(this.#one(CALLS), this.#one(FAULTS));
    await this.#one(steps).call(this);
  }

  /** Two tabs, or one that asks again. */
  async #start(): Promise<void> {
    const some = this.#random.between(1, 2) === 1 ? this.#invoices : [this.#one(this.#invoices)];
    const amount = this.#random.between(1, 3) === 1 ? { amount: this.#random.between(1, 900) } : {};
    const body = { invoices: some.map(({ id }) => ({ id, ...amount })), ...this.#way() };
    const tabs = Array.from({ length: this.#random.between(1, 3) }, () => scene.page('POST', '/v1/payments', body));
    for (const answer of await Promise.all(tabs)) {
      assert.ok([201, 409, 422, 503].includes(answer.status), `${answer.status}`);
      if (answer.status !== 201) continue;
      const made = z.parse(Started, await answer.json());
      this.#attempts.add(made.id);
      if (made.fields) this.#intents.add(intentOf(made));
      if (made.checkout) this.#pages.add(made.checkout.url.split('/').at(-1) ?? '');
    }
  }

  /** How it is to be paid: in fields of the page, on Stripe's page, or by what is kept. */
  #way(): object {
    const ways = [{}, {}, { save: true }, { checkout: { returnUrl: `${ORIGIN}/` } }, { methodId: this.#one(methods) }];
    return this.#one(ways);
  }

  /** The client on Stripe's own page, or nobody any more. */
  async #onPage(): Promise<void> {
    const own = place.stripe.account('own');
    await this.#inStripe(this.#pages, (id) => {
      const steps = [
        () => own.payOnPage(id, this.#one(CARDS)),
        () => own.payOnPage(id, this.#one(CARDS)),
        () => own.authenticateOnPage(id, this.#random.between(1, 2) === 1),
        () => own.expire(id),
      ];
      return this.#one(steps)();
    });
  }

  /** Charged by itself, by one server or by two. */
  async #away(): Promise<void> {
    const { id } = this.#one(this.#invoices);
    const { balance } = await this.#invoice(id);
    if (balance < 1) return;
    const charge = {
      ...{ firmId: scene.firm.id, contactId: scene.contact.id, methodId: this.#one(methods) },
      ...{ purpose: this.#one(this.#purposes), parts: [{ invoiceId: id, amount: this.#random.between(1, balance) }] },
    };
    const servers = Array.from({ length: this.#random.between(1, 2) }, () => chargeSaved(place.server.deps, charge));
    await Promise.all(servers);
  }

  /** The client's bank takes back what is left of a payment, and mostly gets it. */
  async #dispute(): Promise<void> {
    const own = place.stripe.account('own');
    const paid = new Set(
      place.stripe
        .charges()
        .slice(this.#from.charges)
        .map(({ intent }) => intent),
    );
    await this.#inStripe(paid, (id) => {
      if ([...own.disputes.values()].some((one) => one.payment_intent === id && one.status !== 'needs_response'))
        return;
      const left = own.refundsOf(id).reduce((sum, { amount }) => sum - amount, own.intent(id).amount);
      if (left > 0) own.dispute(id, this.#one(['needs_response', 'lost', 'lost', 'won']), left);
    });
  }

  /** The client, in Stripe's own fields, of any page that is still open. */
  async #confirm(): Promise<void> {
    await this.#inStripe(this.#intents, (id) => place.stripe.account('own').confirm(id, this.#one(CARDS), false));
  }

  async #bank(): Promise<void> {
    const passed = this.#random.between(1, 2) === 1;
    await this.#inStripe(this.#intents, (id) => place.stripe.account('own').authenticate(id, passed));
    await this.#inStripe(this.#intents, (id) => place.stripe.account('own').settle(id));
  }

  async #inStripe(things: ReadonlySet<string>, act: (id: string) => unknown): Promise<void> {
    if (things.size === 0) return;
    try {
      // Mostly the last one: those before are over as a rule.
      const last = [...things].slice(-1);
      await act(this.#one(this.#random.between(1, 3) === 1 ? [...things] : last));
    } catch (error) {
      // What Stripe refuses of a client is between the two of them.
      assert.equal(error instanceof Error && error.constructor.name, 'StripeProblem');
    }
  }

  #look(): Promise<void> {
    return this.#ask('GET', '');
  }

  #cancel(): Promise<void> {
    return this.#ask('POST', '/cancel');
  }

  async #ask(method: string, what: string): Promise<void> {
    if (this.#attempts.size === 0) return;
    const answer = await scene.page(method, `/v1/payments/${this.#one([...this.#attempts])}${what}`);
    assert.ok([200, 503].includes(answer.status), `${answer.status}`);
  }

  /** Some of what was said, in any order, some of it twice and side by side. */
  async #tell(): Promise<void> {
    const said = place.stripe.events.slice(this.#from.events);
    const some = Array.from({ length: Math.min(said.length, this.#random.between(1, 6)) }, () => this.#one(said));
    const answers = await Promise.all(some.map(({ body }) => send(place, body)));
    for (const { status } of answers) assert.ok([204, 503].includes(status), `${status}`);
  }

  /** Looks at what this run has begun: what others have left open would be asked for a thousand times. */
  async #round(): Promise<void> {
    const ours = sql`(${sql.join(this.#invoices.map(({ id }) => id))})`;
    await place.server.deps.work.upkeep(everyFirm, async (tx, now) => {
      await sql`update payment_attempts set look_at = ${now} where look_at is not null and id in
        (select p.attempt_id from payment_attempt_invoices p where p.invoice_id in ${ours})`.execute(tx);
      await sql`update payment_refunds set look_at = ${now} where look_at is not null
        and invoice_id in ${ours}`.execute(tx);
    });
    await place.server.deps.settling.deliver();
  }

  async #giveBack(): Promise<void> {
    const rows = await this.rows();
    if (rows.length === 0) return;
    const { id } = this.#one(rows);
    const amount = this.#random.between(1, 600);
    const answer = await scene.call('POST', `/v1/firm/payments/${id}/processor-refunds`, { amount });
    assert.ok([202, 409].includes(answer.status), `${answer.status}`);
  }

  async #hand(): Promise<void> {
    if (this.#random.between(1, 4) !== 1) return;
    const { id } = this.#one(this.#invoices);
    const { balance } = await this.#invoice(id);
    if (balance < 1) return;
    this.byHand = true;
    await paid(scene.call, id, this.#random.between(1, balance));
  }

  /** Banks decide, every message comes at last, and the round has had its time. */
  async end(): Promise<void> {
    for (const id of [...place.stripe.account('own').intents.keys()].slice(this.#from.intents)) {
      const { status } = place.stripe.account('own').intent(id);
      if (status === 'processing') place.stripe.account('own').settle(id);
    }
    const late = place.stripe.events.slice(this.#from.events).map((event) => ({ event, at: this.#random.next() }));
    for (const { event } of late.toSorted((one, other) => one.at - other.at)) {
      for (let tries = 0; (await send(place, event.body)).status !== 204; tries += 1) assert.ok(tries < 50);
    }
    // What is still broken is used up by it.
    for (let times = 0; times < 8; times += 1) {
      await this.#round();
      const [ledger, stripe] = await this.#both();
      if (isDeepStrictEqual(ledger, stripe)) break;
    }
  }

  async check(): Promise<void> {
    const [ledger, stripe] = await this.#both();
    assert.deepEqual(ledger, stripe);
    for (const { id } of this.#invoices) {
      const { balance } = await this.#invoice(id);
      assert.ok(balance >= 0 || this.byHand, `${id} was paid twice: ${balance}`);
    }
  }

  /** What the ledger says was charged by payment, and what was given back; and what Stripe says. */
  async #both(): Promise<readonly [unknown, unknown]> {
    const rows = await this.rows(true);
    const ledger = new Map<string, number>();
    for (const { type, amount, external_ref } of rows) {
      const key = type === 'payment' ? (external_ref.split(':')[1] ?? '') : `${type}s`;
      ledger.set(key, (ledger.get(key) ?? 0) - amount);
    }
    const stripe = new Map<string, number>();
    for (const { intent, amount } of place.stripe.charges().slice(this.#from.charges)) {
      assert.ok(!stripe.has(intent), `${intent} was charged twice`);
      stripe.set(intent, amount);
    }
    const own = place.stripe.account('own');
    const back = [...stripe.keys()].flatMap((id) => own.refundsOf(id)).reduce((sum, { amount }) => sum - amount, 0);
    if (back !== 0) stripe.set('refunds', back);
    const lost = [...own.disputes.values()].filter(
      ({ payment_intent, status }) => status === 'lost' && stripe.has(String(payment_intent)),
    );
    if (lost.length > 0)
      stripe.set(
        'chargebacks',
        lost.reduce((sum, { amount }) => sum - amount, 0),
      );
    return [[...ledger].sort(), [...stripe].sort()];
  }

  async rows(all = false) {
    const ids = this.#invoices.map(({ id }) => id);
    return (await processorRows(place, scene.firm.id, ids)).filter(({ type }) => all || type === 'payment');
  }

  async #invoice(id: string): Promise<{ balance: number }> {
    return (await scene.call('GET', `/v1/firm/invoices/${id}`)).json();
  }

  #one<T>(all: readonly T[]): T {
    return all[this.#random.between(0, all.length - 1)] ?? assert.fail('nothing to choose from');
  }
}

test(`${runs} runs by chance: the ledger is what Stripe charged`, async () => {
  let [charged, given, taken] = [0, 0, 0];
  for (let index = 0; index < runs; index += 1) {
    const random = new Random(seed + index);
    const run = new Run(random, [await anOpen(scene, 1_000), await anOpen(scene, 2_000)]);
    try {
      for (let steps = random.between(6, 18); steps > 0; steps -= 1) await run.step();
      await run.end();
      for (let steps = random.between(0, 4); steps > 0; steps -= 1) await run.stepBack();
      await run.end();
      await run.check();
    } catch (error) {
      throw new Error(`PAYMENT_RUNS=1 PAYMENT_SEED=${seed + index}`, { cause: error });
    }
    const rows = await run.rows(true);
    charged += rows.filter(({ type }) => type === 'payment').length;
    given += rows.filter(({ type }) => type === 'refund').length;
    taken += rows.filter(({ type }) => type === 'chargeback').length;
  }
  console.log(`${runs} runs: ${charged} payments, ${given} refunds, ${taken} chargebacks`);
  // One that is repeated by its seed may have none.
  const isAll = charged > 0 && given > 0 && taken > 0;
  assert.ok(isAll || runs < 60, `${charged} payments, ${given} refunds, ${taken} chargebacks`);
});
