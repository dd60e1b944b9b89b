/** The demo processor's books: records on a shelf, what is said when one changes, and secrets made from their ids. */
import * as z from 'zod/mini';
import type { Clock } from './clock.js';
import { type DemoEvent, eventOf } from './payments.demo-events.js';
import { CustomerRecord, type Kept, PageRecord, PaymentRecord } from './payments.demo-records.js';
import type { DemoShelf } from './payments.demo-shelf.js';
import { settle } from './payments.demo-steps.js';
import { type Account, PaymentError } from './payments.js';
import { isSigned, sign } from './payments.signature.js';

export interface BookOptions {
  /** 32 characters or more that nobody else knows: signs messages and makes the page's secrets. */
  readonly secret: string;
  readonly shelf: DemoShelf;
  readonly clock: Clock;
  /** Takes a message to the webhook. What it throws is as a message that did not arrive. */
  readonly deliver: (body: Uint8Array, signature: string) => Promise<void>;
}

/** So many others may be first; more means that something turns in circles. */
const TRIES = 50;
const BETWEEN = '_secret_';

export class DemoBook {
  readonly #options: BookOptions;

  constructor(options: BookOptions) {
    if (options.secret.length < 32) throw new Error('The demo processor needs a secret of 32 characters');
    this.#options = options;
  }

  /** Writes a payment down, or gives back the one that is there. */
  async put(fresh: PaymentRecord): Promise<PaymentRecord> {
    return (await this.#change(`payment:${fresh.id}`, PaymentRecord, (was) => was ?? fresh)).after;
  }

  async putPage(fresh: PageRecord): Promise<PageRecord> {
    return (await this.#change(`page:${fresh.id}`, PageRecord, (was) => was ?? fresh)).after;
  }

  async putCustomer(fresh: CustomerRecord): Promise<CustomerRecord> {
    return (await this.#change(`customer:${fresh.id}`, CustomerRecord, (was) => was ?? fresh)).after;
  }

  /**
   * One step of a payment, said to the webhook where it changed anything. A bank whose time has come decides first.
   * @param account null for the client, who has proved which payment it is @throws PaymentError `not_found`
   */
  async step(account: Account | null, id: string, next: (was: PaymentRecord) => PaymentRecord): Promise<PaymentRecord> {
    const now = this.#options.clock.now().getTime();
    const { before, after } = await this.#change(`payment:${id}`, PaymentRecord, (found) => {
      const was = ofAccount(found, account);
      const stepped = next(settle(was, now));
      return stepped === was ? was : { ...stepped, events: was.events + 1 };
    });
    const event = after.events === before?.events ? undefined : eventOf(before, after, now);
    if (event) await this.say(event);
    return after;
  }

  async pageStep(account: Account | null, id: string, next: (was: PageRecord) => PageRecord): Promise<PageRecord> {
    return (await this.#change(`page:${id}`, PageRecord, (found) => next(ofAccount(found, account)))).after;
  }

  async customer(account: Account, id: string): Promise<CustomerRecord | undefined> {
    const text = await reached(() => this.#options.shelf.read(`customer:${id}`));
    const found = text === null ? undefined : z.parse(CustomerRecord, JSON.parse(text));
    return found?.account === account ? found : undefined;
  }

  async methods(customer: string, next: (was: readonly Kept[]) => Kept[]): Promise<void> {
    await this.#change(`customer:${customer}`, CustomerRecord, (was) => {
      if (!was) throw new PaymentError('not_found');
      return { ...was, methods: next(was.methods) };
    });
  }

  async keep(customer: string, method: Kept): Promise<void> {
    await this.methods(customer, (was) => [...was.filter(({ id }) => id !== method.id), method]);
  }

  /** Keeps the method of a payment that asked for it, once it was good. */
  async keepFor({ terms, method, state, present }: PaymentRecord): Promise<void> {
    const isGood = state === 'succeeded' || state === 'processing';
    if (terms.save && terms.customer !== null && method && present && isGood) await this.keep(terms.customer, method);
  }

  async say(event: DemoEvent): Promise<void> {
    const { secret, clock, deliver } = this.#options;
    const text = JSON.stringify(event);
    const signature = await sign(secret, text, clock.now());
    await deliver(new TextEncoder().encode(text), signature).catch(() => undefined);
  }

  /** The id and a proof that we named it. */
  async secretOf(id: string): Promise<string> {
    return `${id}${BETWEEN}${(await sign(this.#pageKey, id, new Date(0))).slice('t=0,v1='.length)}`;
  }

  /** Reverses {@link secretOf}. @throws PaymentError `not_found` */
  async idOf(clientSecret: string): Promise<string> {
    const at = clientSecret.lastIndexOf(BETWEEN);
    const id = clientSecret.slice(0, Math.max(at, 0));
    const proof = clientSecret.slice(at + BETWEEN.length);
    if (!(await isSigned(this.#pageKey, id, `t=0,v1=${proof}`))) throw new PaymentError('not_found');
    return id;
  }

  /** Other than the key of messages, so that no proof of the one kind is one of the other. */
  get #pageKey(): string {
    return `page:${this.#options.secret}`;
  }

  /** Compare-and-set until nobody else was first. */
  async #change<S extends z.ZodMiniType<object>>(
    key: string,
    schema: S,
    next: (was: z.infer<S> | null) => z.infer<S>,
  ): Promise<{ readonly before: z.infer<S> | null; readonly after: z.infer<S> }> {
    const { shelf } = this.#options;
    for (let tries = 0; tries < TRIES; tries += 1) {
      const text = await reached(() => shelf.read(key));
      const before = text === null ? null : z.parse(schema, JSON.parse(text));
      const after = next(before);
      if (after === before || (await reached(() => shelf.put(key, JSON.stringify(after), text)))) {
        return { before, after };
      }
    }
    throw new PaymentError('busy');
  }
}

function ofAccount<R extends { readonly terms: { readonly account: Account } }>(
  found: R | null,
  account: Account | null,
): R {
  if (!found || (account !== null && found.terms.account !== account)) throw new PaymentError('not_found');
  return found;
}

/** A shelf that fails may have taken what it was given. */
async function reached<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch {
    throw new PaymentError('unreachable', { moved: 'unknown' });
  }
}
