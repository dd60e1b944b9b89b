/** Paying, as the client sees it. */
import {
  type BodyOf,
  conflict,
  type DemoStep,
  notFound,
  type PaymentAttempt,
  paymentsNotConfigured,
  paymentUnderWay,
  type PayingFields,
  type PayingOptions,
  type ResponseOf,
  type startPayment,
} from '@portico/contract';
import type { Actor } from '../database/actor.js';
import { causeOf } from '../database/rounds.js';
import type { Deps } from '../deps.js';
import { dayOf } from '../firms/today.js';
import { type ClientCaller, viewerOf } from '../http/caller.js';
import { requireOneself } from '../http/authorise.js';
import { found, Refusal } from '../http/refusal.js';
import { getInvoice } from '../invoices/store.js';
import { nextDueOf } from '../payment-plans/next.js';
import { type Payment, PaymentError, type PaymentProcessor } from '../ports/payments.js';
import { chargeMethod } from './charge-method.js';
import { claim, processorFor } from './claim.js';
import { isDemo } from './demo.js';
import { endAttempt, lookAt, openAttempt, type Opened, unavailableNow } from './open.js';
import { fitReturn } from './return-address.js';
import { accountOf, aliveFor, type AttemptRow, findAttempt, mayAsk, partsOf } from './store.js';

type Needs = Pick<Deps, 'work' | 'config' | 'log' | 'clock' | 'payments'>;
type Wanted = BodyOf<typeof startPayment>;
type StartedPayment = ResponseOf<typeof startPayment>;

/** A page that waits asks every second or so; the processor is not asked more often than this. */
const ASK_EVERY_MS = 2_000;
/** States in which the client has done something that is not over. */
const WAITING: ReadonlySet<AttemptRow['state']> = new Set(['action', 'processing', 'held']);
/** So often another attempt may have come in the way meanwhile. */
const TRIES = 3;

export const createPaying = (deps: Needs) => ({
  async options(caller: ClientCaller, invoiceId: string): Promise<PayingOptions> {
    const { firmId, contactId, session } = caller;
    const { invoice, alive, next } = await deps.work.read(firmId, async (db) => {
      const row = found(await getInvoice(db, viewerOf(caller), invoiceId));
      const today = dayOf(session.settings, deps.clock.now());
      return {
        invoice: row,
        alive: await aliveFor(db, firmId, [invoiceId]),
        next: await nextDueOf(db, row, today),
      };
    });
    const { currency, kind, state, balance } = invoice;
    const waits = alive.find((one) => one.contact_id === contactId && WAITING.has(one.state));
    const { payments } = caller.session.settings;
    const processor = payments.processor ? processorFor(deps, invoice) : undefined;
    const amount = state === 'issued' ? Math.max(balance, 0) : 0;
    const payable = processor !== undefined && amount > 0;
    return {
      ...{ payable, amount, currency, kind, partial: payments.partial, processor: processor?.name ?? null },
      next,
      underWay: waits?.id ?? null,
    };
  },

  /** @returns the attempt, and where it waits for the client, what the page needs to confirm it or where the processor's page is */
  async start(
    caller: ClientCaller,
    actor: Actor,
    { invoices, checkout, methodId, save = false }: Wanted,
  ): Promise<StartedPayment> {
    if (methodId !== undefined) requireOneself(caller.session, deps.clock.now());
    const return_url = checkout ? await fitReturn(deps, caller.firmId, checkout.returnUrl) : null;
    const way = methodId === undefined ? (checkout ? 'page' : 'fields') : 'saved';
    const terms = { way, return_url, saves: save, method_id: methodId ?? null } as const;
    for (let tries = 0; tries < TRIES; tries += 1) {
      const claimed = await deps.work.change(actor, (change) => claim(deps, change, caller, invoices, terms));
      if ('attempt' in claimed) return present(deps, await charged(deps, await ready(deps, claimed.attempt)));
      for (const attempt of claimed.inTheWay) await outOfTheWay(deps, attempt);
    }
    throw new Refusal(paymentUnderWay);
  },

  async get(caller: ClientCaller, id: string): Promise<PaymentAttempt> {
    const attempt = await own(deps, caller, id);
    const { payments, work, log, clock } = deps;
    if (payments && isOpened(attempt) && attempt.look_at !== null) {
      const before = new Date(clock.now().getTime() - ASK_EVERY_MS);
      try {
        if (await work.upkeep(caller.firmId, (tx, now) => mayAsk(tx, attempt, now, before)))
          await lookAt(deps, payments, attempt);
      } catch (error) {
        // It is as it was, as far as anybody knows; the round asks again.
        if (!(error instanceof PaymentError)) throw error;
        log.error({ attempt: id, code: error.code, cause: causeOf(error) }, 'payment not looked at');
      }
    }
    return shown(deps, await own(deps, caller, id));
  },

  async cancel(caller: ClientCaller, id: string): Promise<PaymentAttempt> {
    const attempt = await own(deps, caller, id);
    if (attempt.look_at !== null) await reached(() => endAttempt(deps, mustHave(deps), attempt));
    return shown(deps, await own(deps, caller, id));
  },

  /** Plays the client in the demo's fields. */
  async demo(caller: ClientCaller, id: string, step: DemoStep): Promise<PaymentAttempt> {
    const { payments } = deps;
    if (!payments || !isDemo(payments)) throw new Refusal(notFound);
    const attempt = await own(deps, caller, id);
    if (attempt.external_id === null) throw new Refusal(conflict);
    try {
      const { clientSecret } = await payments.retrieve({
        account: accountOf(attempt.kind),
        id: attempt.external_id,
      });
      if ('card' in step) await payments.confirm(clientSecret ?? '', step.card);
      else await payments.authenticate(clientSecret ?? '', step.passed);
    } catch (error) {
      if (error instanceof PaymentError && error.code === 'conflict') throw new Refusal(conflict);
      throw error;
    }
    await lookAt(deps, payments, attempt);
    return shown(deps, await own(deps, caller, id));
  },
});

function mustHave({ payments }: Needs): PaymentProcessor {
  if (!payments) throw new Refusal(paymentsNotConfigured);
  return payments;
}

async function ready(deps: Needs, attempt: AttemptRow): Promise<Opened> {
  const processor = mustHave(deps);
  if (attempt.state === 'wanted') return openAttempt(deps, processor, attempt);
  if (attempt.state === 'held') throw new Refusal(paymentUnderWay);
  const made = await reached(() => lookAt(deps, processor, attempt));
  const now = await deps.work.read(attempt.firm_id, (db) => findAttempt(db, attempt.firm_id, attempt.id));
  return { attempt: now ?? attempt, ...made };
}

/** Charges a kept method while the client is there. What they are asked by their bank, the page's fields show. */
async function charged(deps: Needs, opened: Opened): Promise<Opened> {
  const { attempt } = opened;
  if (attempt.method_id === null || attempt.state !== 'open' || attempt.failure !== null) return opened;
  await reached(() => chargeMethod(deps, mustHave(deps), attempt));
  return ready(deps, attempt);
}

/** Ends an attempt so that another can be made. @throws Refusal where it is too late, or nobody can tell */
async function outOfTheWay(deps: Needs, attempt: AttemptRow): Promise<void> {
  // What the bank is busy with, and what the firm has to look at, is not ended for another try.
  if (attempt.state === 'processing' || attempt.state === 'held') throw new Refusal(paymentUnderWay);
  await reached(() => endAttempt(deps, mustHave(deps), attempt));
}

/** Whether the processor knows of it. */
function isOpened({ external_id, page_id }: AttemptRow): boolean {
  return external_id !== null || page_id !== null;
}

async function reached<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw error instanceof PaymentError ? unavailableNow() : error;
  }
}

/** An attempt of the caller's own, on invoices that they still see. */
async function own({ work }: Needs, caller: ClientCaller, id: string): Promise<AttemptRow> {
  const { firmId, contactId } = caller;
  return work.read(firmId, async (db) => {
    const attempt = await findAttempt(db, firmId, id);
    if (attempt?.contact_id !== contactId) throw new Refusal(notFound);
    for (const part of await partsOf(db, firmId, id)) found(await getInvoice(db, viewerOf(caller), part.invoice_id));
    return attempt;
  });
}

async function present(deps: Needs, opened: Opened): Promise<StartedPayment> {
  const url = 'page' in opened ? opened.page.url : null;
  return {
    ...(await shown(deps, opened.attempt)),
    fields: 'payment' in opened ? fieldsOf(mustHave(deps), opened.payment) : null,
    checkout: url === null ? null : { url },
  };
}

/** Null where there is nothing to confirm. */
function fieldsOf(processor: PaymentProcessor, { state, account, clientSecret }: Payment): PayingFields | null {
  if (clientSecret === null || (state !== 'open' && state !== 'action')) return null;
  return { ...processor.browserFacts(account), clientSecret };
}

async function shown({ work }: Needs, attempt: AttemptRow): Promise<PaymentAttempt> {
  const { firm_id: firmId, id, amount, currency, kind, failure, created_at } = attempt;
  const parts = await work.read(firmId, (db) => partsOf(db, firmId, id));
  return {
    ...{ id, amount, currency, kind, failure, createdAt: created_at.toISOString() },
    state: attempt.state === 'wanted' ? 'open' : attempt.state,
    invoices: parts.map((part) => ({ id: part.invoice_id, amount: part.amount })),
  };
}
