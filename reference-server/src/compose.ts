/** Composes the dependencies that every runtime shares from its ports. */
import { createArrivals } from './arrivals/relay.js';
import { createOnceStore } from './database/once.js';
import type { Database } from './database/tables.js';
import { createWork } from './database/work.js';
import type { Deps } from './deps.js';
import { createMailRelay } from './mail/relay.js';
import { demoPayments } from './paying/demo.js';
import { receive } from './paying/hooks.js';
import { createSettling } from './paying/round.js';
import type { PaymentProcessor } from './ports/payments.js';
import { createReminderGuard } from './reminders/guard.js';
import type { Sheets } from './ports/sheets.js';
import { sheetsHere } from './ports/sheets.here.js';
import type { SmsSender } from './ports/sms.js';
import { noSms } from './ports/sms.none.js';

export type Ports = Omit<Deps, 'work' | 'relay' | 'arrivals' | 'settling' | 'payments' | 'sheets' | 'sms'> & {
  readonly db: Database;
  /** None unless said otherwise. `demo` moves no money, and is for pages, tests and development. */
  readonly payments?: PaymentProcessor | 'demo';
  /** None unless said otherwise: text messages are given up. */
  readonly sms?: SmsSender;
  /** On the thread that asks unless said otherwise, as a page has no other. */
  readonly sheets?: Sheets;
  /** Whether the database keeps firms apart by itself, as `migrate` has told a PostgreSQL to. */
  readonly confined?: boolean;
  /** Makes commits survive power loss where the database does not by itself. */
  readonly durable?: () => Promise<void>;
};

export function compose(given: Ports): Deps {
  const { db, confined = false, durable, sheets = sheetsHere, sms = noSms, payments: processor, ...ports } = given;
  const once = createOnceStore(ports.bytes, ports.config.masterKey);
  const work = createWork({ db, confined, clock: ports.clock, once, ...(durable && { durable }) });
  const payments = processor === 'demo' ? demoOf({ ...ports, work }) : processor;
  const guards = { paymentReminder: createReminderGuard({ work, clock: ports.clock }) };
  const rest = {
    ...{ ...ports, sheets, sms, work, relay: createMailRelay({ ...ports, sms, work, guards }) },
    ...(payments && { payments }),
    settling: createSettling({ ...ports, work, ...(payments && { payments }) }),
  };
  return { ...rest, arrivals: createArrivals(rest) };
}

/** Its messages come in as those of a processor elsewhere do, only without a network. */
function demoOf(deps: Pick<Deps, 'work' | 'clock' | 'config' | 'log'>): PaymentProcessor {
  const payments: PaymentProcessor = demoPayments(deps, (body, signature) =>
    receive({ ...deps, payments }, body, signature),
  );
  return payments;
}
