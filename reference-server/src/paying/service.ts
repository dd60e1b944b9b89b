/** Paying, as the client sees it. */
import {
  conflict,
  currenciesMixed,
  type DemoStep,
  kindsMixed,
  notFound,
  nothingDue,
  overBalance,
  partialNotAllowed,
  type PaymentAttempt,
  paymentsNotConfigured,
  paymentUnderWay,
  type PayingFields,
  type PayingOptions,
} from '@portico/contract';
import type { Actor } from '../database/actor.js';
import { newId } from '../database/ids.js';
import { causeOf } from '../database/rounds.js';
import type { Change } from '../database/work.js';
import type { Deps } from '../deps.js';
import { lockIssued } from '../firm-invoices/service.js';
import { type ClientCaller, viewerOf } from '../http/caller.js';
import { found, Refusal } from '../http/refusal.js';
import { getInvoice, type InvoiceRow } from '../invoices/store.js';
import { type Payment, PaymentError, type PaymentProcessor } from '../ports/payments.js';
import { isDemo } from './demo.js';
import { endAttempt, lookAt, openAttempt, type Opened, unavailableNow } from './open.js';
import { accountOf, aliveFor, type AttemptRow, findAttempt, insertAttempt, mayAsk, partsOf } from './store.js';

type Needs = Pick<Deps, 'work' | 'config' | 'log' | 'clock' | 'payments'>;

interface Wanted {
  readonly id: string;
  readonly amount?: number | undefined;
}

type Claimed = { readonly attempt: AttemptRow } | { readonly inTheWay: readonly AttemptRow[] };

/** A page that waits asks every second or so; the processor is not asked more often than this. */
const ASK_EVERY_MS = 2_000;
/** So often another attempt may have come in the way meanwhile. */
const TRIES = 3;

export const createPaying = (deps: Needs) => ({
  async options(caller: ClientCaller, invoiceId: string): Promise<PayingOptions> {
    const invoice = found(await deps.work.read(caller.firmId, (db) => getInvoice(db, viewerOf(caller), invoiceId)));
    const { currency, kind, state, balance } = invoice;
    const { payments } = caller.session.settings;
    const processor = payments.processor ? processorFor(deps, invoice) : undefined;
    const amount = state === 'issued' ? Math.max(balance, 0) : 0;
    const payable = processor !== undefined && amount > 0;
    return { payable, amount, currency, kind, partial: payments.partial, processor: processor?.name ?? null };
  },

  /** @returns the attempt, and what the page needs to confirm it where it waits for that */
  async start(
    caller: ClientCaller,
    actor: Actor,
    wanted: readonly Wanted[],
  ): Promise<PaymentAttempt & { fields: PayingFields | null }> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const claimed = await deps.work.change(actor, (change) => claim(deps, change, caller, wanted));
      if ('attempt' in claimed) return present(deps, await ready(deps, claimed.attempt));
      for (const attempt of claimed.inTheWay) await outOfTheWay(deps, attempt);
    }
    throw new Refusal(paymentUnderWay);
  },

  async get(caller: ClientCaller, id: string): Promise<PaymentAttempt> {
    const attempt = await own(deps, caller, id);
    const { payments, work, log, clock } = deps;
    if (payments && attempt.external_id !== null && attempt.look_at !== null) {
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

/** Locks the invoices and finds the attempt that is alive for them, or makes one of what is open. */
async function claim(
  deps: Needs,
  { tx, now, record, nothing }: Change,
  caller: ClientCaller,
  wanted: readonly Wanted[],
): Promise<Claimed> {
  const { firmId, contactId, session } = caller;
  const parts: { readonly invoice: InvoiceRow; readonly amount: number }[] = [];
  // In the order in which everybody locks them.
  for (const { id, amount } of wanted.toSorted((one, other) => (one.id < other.id ? -1 : 1))) {
    const invoice = await lockIssued(tx, viewerOf(caller), id);
    parts.push({ invoice, amount: fitting(invoice, amount, session.settings.payments.partial) });
  }
  const [first] = parts;
  if (!first) throw new Refusal(notFound);
  const { kind, currency, client_id } = first.invoice;
  if (parts.some(({ invoice }) => invoice.kind !== kind)) throw new Refusal(kindsMixed);
  if (parts.some(({ invoice }) => invoice.currency !== currency)) throw new Refusal(currenciesMixed);
  const processor = processorFor(deps, first.invoice);
  if (!processor) throw new Refusal(paymentsNotConfigured);

  const alive = await aliveFor(
    tx,
    firmId,
    parts.map(({ invoice }) => invoice.id),
  );
  const [one, ...more] = alive;
  if (one) {
    nothing();
    const asked = parts.map(({ invoice, amount }) => [invoice.id, amount]);
    const has = (await partsOf(tx, firmId, one.id)).map(({ invoice_id, amount }) => [invoice_id, amount]);
    const isSame = more.length === 0 && one.contact_id === contactId && JSON.stringify(asked) === JSON.stringify(has);
    return isSame ? { attempt: one } : { inTheWay: alive };
  }
  const amount = parts.reduce((sum, part) => sum + part.amount, 0);
  const attempt = await insertAttempt(
    tx,
    {
      ...{ firm_id: firmId, id: newId('pat'), contact_id: contactId, client_id, kind, currency, amount },
      ...{ processor: processor.name, created_at: now },
    },
    parts.map((part) => ({ invoice_id: part.invoice.id, amount: part.amount })),
  );
  record({ action: 'payments.start', object: attempt.id, event: null });
  return { attempt };
}

/** What is paid of an invoice. @throws Refusal where that is not what is asked for */
function fitting({ balance }: InvoiceRow, amount: number | undefined, partial: boolean): number {
  if (balance <= 0) throw new Refusal(nothingDue);
  const asked = amount ?? balance;
  if (asked > balance) throw new Refusal(overBalance);
  if (asked !== balance && !partial) throw new Refusal(partialNotAllowed);
  return asked;
}

/** The processor, where it takes this kind of money. */
function processorFor({ payments }: Needs, { kind }: Pick<InvoiceRow, 'kind'>): PaymentProcessor | undefined {
  return payments?.accounts.includes(accountOf(kind)) ? payments : undefined;
}

function mustHave({ payments }: Needs): PaymentProcessor {
  if (!payments) throw new Refusal(paymentsNotConfigured);
  return payments;
}

async function ready(deps: Needs, attempt: AttemptRow): Promise<Opened | { readonly attempt: AttemptRow }> {
  const processor = mustHave(deps);
  if (attempt.state === 'wanted') return openAttempt(deps, processor, attempt);
  if (attempt.state === 'held') throw new Refusal(paymentUnderWay);
  const payment = await reached(() => lookAt(deps, processor, attempt));
  const now = await deps.work.read(attempt.firm_id, (db) => findAttempt(db, attempt.firm_id, attempt.id));
  return { attempt: now ?? attempt, payment };
}

/** Ends an attempt so that another can be made. @throws Refusal where it is too late, or nobody can tell */
async function outOfTheWay(deps: Needs, attempt: AttemptRow): Promise<void> {
  // What the bank is busy with, and what the firm has to look at, is not ended for another try.
  if (attempt.state === 'processing' || attempt.state === 'held') throw new Refusal(paymentUnderWay);
  await reached(() => endAttempt(deps, mustHave(deps), attempt));
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

async function present(deps: Needs, opened: Opened | { readonly attempt: AttemptRow }) {
  const attempt = await shown(deps, opened.attempt);
  return { ...attempt, fields: 'payment' in opened ? fieldsOf(mustHave(deps), opened.payment) : null };
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
