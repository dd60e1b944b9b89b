/**
 * How Stripe is reached: by its SDK over `fetch`, at a version of its API that stands still, each call for one account.
 * What the SDK asks again after a broken connection carries the same idempotency key, so it is done once.
 */
import Stripe from 'stripe';
import { type Account, PaymentError } from './payments.js';
import { paymentErrorOf } from './payments.stripe-errors.js';

export interface StripeOptions {
  /** `sk_…` or, better, `rk_…` with the rights that docs/decisions/0015 names. */
  readonly secretKey: string;
  /** `pk_…`, which the client's page gets. */
  readonly publishableKey: string;
  /** Of the webhook endpoint (`whsec_…`), and while it is being changed the one before it. */
  readonly webhookSecrets: readonly string[];
  /** Connected account (`acct_…`) for each kind of money, or `own` for the one that the key is of. */
  readonly accounts: Readonly<Partial<Record<Account, string>>>;
  /** Direct debit besides cards, in the currencies where Stripe has it. */
  readonly bankDebits?: boolean;
  /** Where Stripe's API is; plain http for this machine alone. */
  readonly api?: string;
  readonly timeoutMs?: number;
  /** How often a call is made again that got no answer. */
  readonly retries?: number;
}

/** What a call is given besides its parameters. */
export interface CallOptions {
  readonly stripeAccount?: string;
  readonly idempotencyKey?: string;
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);
/** Nobody waits longer for a page; the outcome is then asked for. */
const TIMEOUT_MS = 20_000;

export class StripeClient {
  readonly accounts: readonly Account[];
  /** Whether money moves with this key. */
  readonly live: boolean;
  readonly #ids: StripeOptions['accounts'];
  readonly #stripe: Stripe;

  /** @throws Error where the options cannot be used */
  constructor(options: StripeOptions) {
    const { secretKey, publishableKey, webhookSecrets, accounts } = options;
    const [, mode] = /^[sr]k_(live|test)_\w+$/.exec(secretKey) ?? [];
    if (mode === undefined) throw new Error('STRIPE_SECRET_KEY must begin with sk_ or rk_');
    if (!new RegExp(`^pk_${mode}_\\w+$`).test(publishableKey)) {
      throw new Error(`STRIPE_PUBLISHABLE_KEY must begin with pk_${mode}_, as the secret key does`);
    }
    if (webhookSecrets.length === 0 || webhookSecrets.some((secret) => !/^whsec_\S+$/.test(secret))) {
      throw new Error('STRIPE_WEBHOOK_SECRET must begin with whsec_');
    }
    fitAccounts(accounts);
    this.live = mode === 'live';
    this.#ids = accounts;
    this.accounts = (['operating', 'trust'] as const).filter((kind) => accounts[kind] !== undefined);
    this.#stripe = new Stripe(secretKey, {
      apiVersion: '2026-10-28.endive',
      maxNetworkRetries: options.retries ?? 2,
      timeout: options.timeoutMs ?? TIMEOUT_MS,
      telemetry: false,
      // A redirect would hand our key to whoever it names.
      httpClient: Stripe.createFetchHttpClient((input: RequestInfo | URL, init?: RequestInit) =>
        fetch(input, { ...init, redirect: 'manual' }),
      ),
      ...addressOf(options.api ?? 'https://api.stripe.com'),
    });
  }

  /** Id of the connected account, or null for the key's own. @throws PaymentError `account_not_configured` */
  idOf(account: Account): string | null {
    const id = this.#ids[account];
    if (id === undefined) throw new PaymentError('account_not_configured');
    return id === 'own' ? null : id;
  }

  /** Which of the accounts an event is of. */
  kindOf(id: string | null): Account | undefined {
    return this.accounts.find((kind) => this.idOf(kind) === id);
  }

  /** A call that moves no money. @throws PaymentError */
  async ask<T>(account: Account, call: (stripe: Stripe, options: CallOptions) => Promise<T>, key?: string): Promise<T> {
    return this.#call(account, call, key, false);
  }

  /** A call that may move money. @throws PaymentError, with `moved: unknown` where there was no answer */
  async move<T>(account: Account, call: (stripe: Stripe, options: CallOptions) => Promise<T>, key: string): Promise<T> {
    return this.#call(account, call, key, true);
  }

  async #call<T>(
    account: Account,
    call: (stripe: Stripe, options: CallOptions) => Promise<T>,
    key: string | undefined,
    moves: boolean,
  ): Promise<T> {
    const id = this.idOf(account);
    try {
      return await call(this.#stripe, {
        ...(id !== null && { stripeAccount: id }),
        ...(key !== undefined && { idempotencyKey: key }),
      });
    } catch (error) {
      throw paymentErrorOf(error, moves);
    }
  }
}

/** Keeps the two kinds of money apart before the first payment is made. */
function fitAccounts({ operating, trust }: StripeOptions['accounts']): void {
  for (const id of [operating, trust]) {
    if (id !== undefined && !/^(own|acct_\w+)$/.test(id)) throw new Error('A Stripe account must begin with acct_');
  }
  if (operating !== undefined && operating === trust) {
    throw new Error('Operating and trust money must not go to one Stripe account');
  }
  // Stripe takes its fee out of what its key's own account receives; a connected account can be free of it.
  if (trust === 'own')
    throw new Error('Trust money needs a connected Stripe account whose fees the firm pays elsewhere');
}

function addressOf(api: string): { readonly protocol: 'http' | 'https'; readonly host: string; readonly port: number } {
  const { protocol, hostname, port, pathname } = new URL(api);
  if (pathname !== '/') throw new Error('STRIPE_API must have no path');
  if (protocol === 'https:') return { protocol: 'https', host: hostname, port: Number(port || 443) };
  if (protocol === 'http:' && LOOPBACK.has(hostname)) {
    return { protocol: 'http', host: hostname, port: Number(port || 80) };
  }
  throw new Error('STRIPE_API must begin with https://');
}
