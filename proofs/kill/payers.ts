/** Clients who pay, a Stripe that tells of it, and staff who give back, all of whom ask again until they are answered. */
import assert from 'node:assert/strict';
import { signatureOf, type StripeStandIn } from '@portico/testing';
import type { Random } from '@portico/testing/random';
import type { Victim } from './victim.js';

const SECRET = 'whsec_now';
const AMOUNT = 10_000;

export interface Reckoning {
  readonly faults: readonly string[];
  readonly invoices: number;
  readonly charges: number;
  readonly refunds: number;
}

export class Payers {
  readonly #victim: Victim;
  readonly #stripe: StripeStandIn;
  readonly #secretKey: string;
  readonly #invoices = new Set<string>();
  /** The invoice that a payment of Stripe's is for. */
  readonly #paidFor = new Map<string, string>();
  #matterId = '';
  #cookie = '';
  #told = 0;

  constructor(victim: Victim, stripe: StripeStandIn, secretKey: string) {
    this.#victim = victim;
    this.#stripe = stripe;
    this.#secretKey = secretKey;
  }

  /** A contact with a matter to be billed for. */
  async prepare(): Promise<void> {
    const client = await this.#firm('POST', '/v1/firm/clients', { name: 'Payer' });
    const contact = await this.#firm('POST', '/v1/firm/contacts', {
      ...{ clientId: client.id, name: 'Payer', email: 'payer@client.example' },
    });
    const matter = await this.#firm('POST', '/v1/firm/matters', { clientId: client.id, title: 'Matter' });
    await this.#firm('PUT', `/v1/firm/contacts/${contact.id}/portal-access`, { enabled: true });
    await this.#firm('PUT', `/v1/firm/matters/${matter.id}/shares/${contact.id}`);
    this.#matterId = matter.id;
    this.#cookie = await this.#victim.cookieFor(contact.id);
  }

  /** Invoice after invoice, by one of the ways that a payment can go. */
  async work(random: Random, stop: { readonly now: boolean }): Promise<void> {
    while (!stop.now) {
      const draft = await this.#firm('POST', `/v1/firm/matters/${this.#matterId}/invoices`, {
        ...{ currency: 'USD', lines: [{ description: 'Consultation', unitPrice: AMOUNT }] },
      });
      const path = `/v1/firm/invoices/${draft.id}`;
      await this.#firm('POST', `${path}/issue`, undefined, { 'if-match': `"${draft.version}"` });
      this.#invoices.add(draft.id);
      const started = await this.#page('POST', '/v1/payments', { invoices: [{ id: draft.id }] });
      const [intent = ''] = String(started.fields?.clientSecret ?? '').split('_secret_');
      if (intent === '') continue;
      this.#paidFor.set(intent, draft.id);
      this.#confirm(intent);
      // The message, the client who waits, or both at once.
      const ways = [() => this.#tell(random), () => this.#page('GET', `/v1/payments/${started.id}`)];
      await Promise.all(
        ways.filter((_one, index) => random.between(0, 1) === index || random.between(0, 2) === 0).map((way) => way()),
      );
      if (random.between(1, 2) === 1) await this.#giveBack(draft.id, random);
    }
  }

  /** Every message arrives at last. */
  async tellAll(): Promise<void> {
    for (const { body } of this.#stripe.events) await this.#send(body);
  }

  /** The ledger beside what Stripe says. */
  async reckon(): Promise<Reckoning> {
    const faults: string[] = [];
    const own = this.#stripe.account('own');
    const charges = this.#stripe.charges();
    let refunds = 0;
    for (const id of this.#invoices) {
      const { history, balance } = await this.#firm('GET', `/v1/firm/invoices/${id}`);
      const moves = history as { type: string; amount: number }[];
      const sum = (type: string) =>
        moves.filter((move) => move.type === type).reduce((all, { amount }) => all + Math.abs(amount), 0);
      const intents = [...this.#paidFor].filter(([, invoice]) => invoice === id).map(([intent]) => intent);
      const charged = charges
        .filter(({ intent }) => intents.includes(intent))
        .reduce((all, { amount }) => all + amount, 0);
      const back = intents.flatMap((intent) => own.refundsOf(intent));
      const given = back.reduce((all, { amount }) => all + amount, 0);
      refunds += back.length;
      const said = [sum('payment'), sum('refund'), balance].join();
      const is = [charged, given, AMOUNT - charged + given].join();
      if (said !== is) faults.push(`${id}: the ledger says ${said}, Stripe ${is}`);
    }
    return { faults, invoices: this.#invoices.size, charges: charges.length, refunds };
  }

  /** In Stripe's own fields; where it has been paid or ended already, Stripe says so to the client. */
  #confirm(intent: string): void {
    try {
      this.#stripe.account('own').confirm(intent, 'pm_card_visa', false);
    } catch (error) {
      assert.equal(error instanceof Error && error.constructor.name, 'StripeProblem');
    }
  }

  async #giveBack(invoiceId: string, random: Random): Promise<void> {
    const { history } = await this.#firm('GET', `/v1/firm/invoices/${invoiceId}`);
    const payment = (history as { id: string; type: string }[]).find(({ type }) => type === 'payment');
    if (!payment) return;
    const amount = random.between(1, AMOUNT / 2);
    await this.#firm('POST', `/v1/firm/payments/${payment.id}/processor-refunds`, { amount });
  }

  /** What was said since, in any order. */
  async #tell(random: Random): Promise<void> {
    const said = this.#stripe.events.slice(this.#told);
    this.#told = this.#stripe.events.length;
    const shuffled = said.map(({ body }) => ({ body, at: random.next() })).toSorted((one, other) => one.at - other.at);
    await Promise.all(shuffled.map(({ body }) => this.#send(body)));
  }

  async #send(body: string): Promise<void> {
    for (;;) {
      const answer = await this.#victim.request('/v1/hooks/payments', {
        ...{ method: 'POST', body, headers: { 'stripe-signature': signatureOf(body, SECRET) } },
      });
      if (answer?.response.status === 204) return;
      assert.equal(answer?.response.status, 503, answer?.body.toString());
    }
  }

  #firm(method: string, path: string, body?: unknown, more: Record<string, string> = {}) {
    const headers = { authorization: `Bearer ${this.#secretKey}`, 'idempotency-key': crypto.randomUUID(), ...more };
    return this.#call(method, path, headers, body);
  }

  #page(method: string, path: string, body?: unknown) {
    const headers = { cookie: this.#cookie, origin: 'https://www.firm.example', 'portico-client': '1' };
    return this.#call(method, path, headers, body);
  }

  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the tester knows what it asked for
  async #call(method: string, path: string, headers: Record<string, string>, body?: unknown): Promise<any> {
    const init = {
      method,
      headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    };
    for (;;) {
      const { response, body: answer } = (await this.#victim.request(path, init))!;
      // Under way, or the processor did not answer in time: the same call again.
      if (response.status === 503 || (response.status === 409 && answer.includes('idempotency'))) continue;
      assert.ok(response.ok, `${method} ${path}: ${response.status} ${answer}`);
      return answer.length === 0 ? undefined : JSON.parse(answer.toString('utf8'));
    }
  }
}
