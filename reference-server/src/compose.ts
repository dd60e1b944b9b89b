/** Composes the dependencies that every runtime shares from its ports. */
import { createOnceStore } from './database/once.js';
import type { Database } from './database/tables.js';
import { createWork } from './database/work.js';
import type { Deps } from './deps.js';

export type Ports = Omit<Deps, 'work'> & {
  readonly db: Database;
  /** Makes commits survive power loss where the database does not by itself. */
  readonly durable?: () => Promise<void>;
};

export function compose({ db, durable, ...ports }: Ports): Deps {
  const once = createOnceStore(ports.bytes, ports.config.masterKey);
  return { ...ports, work: createWork({ db, clock: ports.clock, once, ...(durable && { durable }) }) };
}
