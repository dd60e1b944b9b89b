/** Composes the dependencies that every runtime shares from its ports. */
import { createArrivals } from './arrivals/relay.js';
import { createOnceStore } from './database/once.js';
import type { Database } from './database/tables.js';
import { createWork } from './database/work.js';
import type { Deps } from './deps.js';
import { createMailRelay } from './mail/relay.js';
import type { Sheets } from './ports/sheets.js';
import { sheetsHere } from './ports/sheets.here.js';
import type { SmsSender } from './ports/sms.js';
import { noSms } from './ports/sms.none.js';

export type Ports = Omit<Deps, 'work' | 'relay' | 'arrivals' | 'sheets' | 'sms'> & {
  readonly db: Database;
  /** None unless said otherwise: text messages are given up. */
  readonly sms?: SmsSender;
  /** On the thread that asks unless said otherwise, as a page has no other. */
  readonly sheets?: Sheets;
  /** Whether the database keeps firms apart by itself, as `migrate` has told a PostgreSQL to. */
  readonly confined?: boolean;
  /** Makes commits survive power loss where the database does not by itself. */
  readonly durable?: () => Promise<void>;
};

export function compose({ db, confined = false, durable, sheets = sheetsHere, sms = noSms, ...ports }: Ports): Deps {
  const once = createOnceStore(ports.bytes, ports.config.masterKey);
  const work = createWork({ db, confined, clock: ports.clock, once, ...(durable && { durable }) });
  const rest = { ...ports, sheets, sms, work, relay: createMailRelay({ ...ports, sms, work }) };
  return { ...rest, arrivals: createArrivals(rest) };
}
