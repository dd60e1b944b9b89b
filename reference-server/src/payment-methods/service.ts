/** Methods that a client keeps. What is kept is what the processor says when it is asked; what is shown of it is stored here. */
import {
  FeeKind,
  type KeptMethods,
  notFound,
  type PayingFields,
  paymentsNotConfigured,
  type SavedMethod,
} from '@portico/contract';
import { type Actor, systemActor } from '../database/actor.js';
import { causeOf } from '../database/rounds.js';
import type { Deps } from '../deps.js';
import { endAutopay, listAutopay } from '../autopay/store.js';
import { type ClientCaller, viewerOf } from '../http/caller.js';
import { Refusal } from '../http/refusal.js';
import { billedKinds } from '../invoices/store.js';
import { processorFor } from '../paying/claim.js';
import { isDemo } from '../paying/demo.js';
import { unavailableNow } from '../paying/open.js';
import { accountOf } from '../paying/store.js';
import { withoutMethod } from '../plan-autopay/ending.js';
import { newId } from '../database/ids.js';
import type { DemoCard } from '../ports/payments.demo-records.js';
import { PaymentError, type PaymentProcessor } from '../ports/payments.js';
import { customerOf } from './customers.js';
import {
  type CustomerRow,
  customersOf,
  dropOthers,
  keepMethod,
  letGo,
  listMethods,
  type MethodRow,
  takeCustomers,
} from './store.js';

type Needs = Pick<Deps, 'work' | 'log' | 'clock' | 'payments' | 'settling' | 'config' | 'bytes'>;

/** Pages that wait for a new method ask every second or so; the processor is not asked more often than this. */
const ASK_EVERY_MS = 2_000;

export const createPaymentMethods = (deps: Needs) => ({
  async list(caller: ClientCaller): Promise<KeptMethods> {
    const { firmId, contactId, session } = caller;
    if (deps.payments) await refresh(deps, deps.payments, firmId, contactId);
    const processor = session.settings.payments.processor ? (deps.payments?.name ?? null) : null;
    return deps.work.read(firmId, async (db) => {
      const charged = (await listAutopay(db, firmId, contactId)).filter(({ suspended_at }) => suspended_at === null);
      const ids = new Set(charged.map(({ method_id }) => method_id));
      const rows = await listMethods(db, firmId, contactId);
      const billed = await billedKinds(db, viewerOf(caller));
      // Nobody is asked about an account for trust money to whom it means nothing.
      const fitting = FeeKind.options.filter((kind) => kind === 'earned' || billed.has(kind));
      const kinds = fitting.filter((kind) => processor !== null && processorFor(deps, { kind }) !== undefined);
      return { data: rows.map((row) => shownMethod(row, ids.has(row.id))), kinds, processor };
    });
  },

  async setUp({ firmId, contactId }: ClientCaller, kind: FeeKind): Promise<{ fields: PayingFields }> {
    const processor = processorFor(deps, { kind });
    if (!processor) throw new Refusal(paymentsNotConfigured);
    const account = accountOf(kind);
    try {
      const customer = await customerOf(deps, processor, { firmId, contactId, account });
      const { clientSecret } = await processor.setUpMethod(account, newId('psu'), customer);
      return { fields: { ...processor.browserFacts(account), clientSecret } };
    } catch (error) {
      if (!(error instanceof PaymentError)) throw error;
      deps.log.error({ code: error.code, cause: causeOf(error) }, 'no method set up');
      throw unavailableNow();
    }
  },

  /** Plays the client in the demo's fields. */
  async demo({ firmId, contactId }: ClientCaller, clientSecret: string, card: DemoCard): Promise<void> {
    const { payments } = deps;
    if (!payments || !isDemo(payments)) throw new Refusal(notFound);
    try {
      const customers = await deps.work.read(firmId, (db) => customersOf(db, firmId, contactId));
      await payments.keep(clientSecret, card, customers);
    } catch (error) {
      throw error instanceof PaymentError && error.code === 'not_found' ? new Refusal(notFound) : error;
    }
  },

  async forget(actor: Actor, { firmId, contactId }: ClientCaller, id: string): Promise<void> {
    await deps.work.change(actor, async (change) => {
      const { tx, now, record } = change;
      if (!(await letGo(tx, firmId, contactId, id, now))) throw new Refusal(notFound);
      for (const kind of await endAutopay(tx, firmId, contactId, id)) {
        const event = { type: 'autopay.withdrawn', data: { contactId, kind } };
        record({ action: 'autopay.withdraw', object: contactId, event });
      }
      await withoutMethod(deps, change, firmId, contactId, id);
      record({ action: 'paymentMethods.forget', object: id, event: null });
    });
    deps.settling.poke();
  },
});

/** Asks the processor what it keeps for a contact. Where it does not answer, what was known stands. */
async function refresh(deps: Needs, processor: PaymentProcessor, firmId: string, contactId: string): Promise<void> {
  const { work, log, clock } = deps;
  const before = new Date(clock.now().getTime() - ASK_EVERY_MS);
  const whose = { firm_id: firmId, contact_id: contactId, processor: processor.name };
  const customers = await work.upkeep(firmId, (tx, now) => takeCustomers(tx, whose, now, before));
  for (const customer of customers) {
    try {
      await compare(deps, processor, customer);
    } catch (error) {
      if (!(error instanceof PaymentError)) throw error;
      log.error({ customer: customer.id, code: error.code, cause: causeOf(error) }, 'methods not looked at');
    }
  }
}

async function compare({ work, clock }: Needs, processor: PaymentProcessor, customer: CustomerRow): Promise<void> {
  const asked = clock.now();
  const kept = await processor.methods(customer.account, customer.external_id ?? '');
  await work.change(systemActor(customer.firm_id), async ({ tx, now, record, nothing }) => {
    nothing();
    for (const method of kept) {
      const id = await keepMethod(tx, customer, method, now);
      if (id !== undefined) {
        record({ action: 'paymentMethods.keep', object: id, event: null, about: customer.contact_id });
      }
    }
    const ids = kept.map(({ id }) => id);
    for (const id of await dropOthers(tx, customer, ids, asked)) {
      record({ action: 'paymentMethods.lose', object: id, event: null, about: customer.contact_id });
    }
  });
}

function shownMethod(row: MethodRow, autopay: boolean): SavedMethod {
  const { id, account, type, name, last4, expires_month: month, expires_year: year } = row;
  return {
    ...{ id, kind: account === 'operating' ? 'earned' : 'unearned', type, name, last4, autopay },
    expires: month === null || year === null ? null : { month, year },
  };
}
