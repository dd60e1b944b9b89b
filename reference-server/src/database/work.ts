/**
 * One transaction is one fact. `Work` is the only way to the database: `read` lends a handle for queries,
 * `change` opens a transaction whose change, audit entry and outbox event are written together or not
 * at all. A change that records nothing is rolled back with an error, so none can be forgotten.
 */
import type { EventValue } from '@portico/contract';
import { sql } from 'kysely';
import type { Clock } from '../ports/clock.js';
import { appendAudit } from '../audit/append.js';
import { appendEvent } from '../events/store.js';
import type { Actor } from './actor.js';
import { confineTo, everyFirm } from './confine.js';
import type { OnceStore } from './once.js';
import type { Database, Reader, Tx, Writer } from './tables.js';

/** What happened, in the words of the audit log and, where others may want to know, of the outbox. */
export interface Fact {
  /** `<feature>.<verb>` */
  readonly action: string;
  /** Id of the object that changed. */
  readonly object: string;
  /** Outbox event; null for what nobody outside needs to hear. */
  readonly event: { readonly type: string; readonly data: Readonly<Record<string, EventValue>> } | null;
  /** What is personal about it (a reason in somebody's words, say): it can be erased without a gap in the log. */
  readonly details?: Readonly<Record<string, string>>;
  /** Contact whom it is about, where that is not the actor: it is in their own list of activity. */
  readonly about?: string | undefined;
}

/** An open change. */
export interface Change {
  readonly tx: Tx;
  /** The one instant that everything in this change bears. */
  readonly now: Date;
  /** Records what happened; at least once per change, after the state has been written. */
  readonly record: (fact: Fact) => void;
  /** Says that the call found nothing to change (a repeated share, say); nothing is written. */
  readonly nothing: () => void;
}

/**
 * Each piece of work is told the firm it is for. Where the database keeps firms apart by itself (`confine.ts`), it
 * shows the rows of that firm and no others, whatever a query says.
 */
export interface Work {
  /** Lends a handle for reading. Calls inside one `read` need not see the same snapshot. */
  read<T>(firmId: string, run: (db: Reader) => Promise<T>): Promise<T>;
  /**
   * Runs one change for an actor; commits only when it has recorded a fact, and is durable when it resolves.
   * For a call with an idempotency key, what `run` returns is the answer that a repetition gets.
   */
  change<T>(actor: Actor, run: (change: Change) => Promise<T>): Promise<T>;
  /**
   * One statement that is nobody's act and may be lost with the power: a lease, or a transfer that has no bytes yet.
   * It is a transaction of its own and costs a third of one.
   */
  touch<T>(firmId: string, run: (db: Writer, now: Date) => Promise<T>): Promise<T>;
  /** A transaction for what is nobody's act: progress of a transfer, last-seen times, sweeping. */
  upkeep<T>(firmId: string, run: (tx: Tx, now: Date) => Promise<T>): Promise<T>;
}

export interface WorkOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly once: OnceStore;
  /** Whether the database has been told to keep firms apart, as `migrate` tells a PostgreSQL. */
  readonly confined?: boolean;
  /** Makes what has been committed survive power loss; PostgreSQL does so by itself. */
  readonly durable?: () => Promise<void>;
}

export function createWork({ db, clock, once, durable, confined = false }: WorkOptions): Work {
  const transaction = <T>(firmId: string, run: (tx: Tx) => Promise<T>) =>
    db.transaction().execute(async (tx) => {
      if (confined) await confineTo(tx, firmId);
      return run(tx);
    });

  return {
    // The setting that confines ends with its transaction; a pooler may lend the connection to somebody else after it.
    read: (firmId, run) => (confined ? transaction(firmId, run) : run(db)),

    async change(actor, run) {
      const now = clock.now();
      const result = await transaction(actor.firmId, async (tx) => {
        if (actor.once) await once.claim(tx, actor.firmId, actor.once, now);
        const facts: Fact[] = [];
        let idle = false;
        const value = await run({
          tx,
          now,
          record: (fact) => void facts.push(fact),
          nothing: () => {
            idle = true;
          },
        });
        if (facts.length === 0 && !idle) throw new Error('A change must record what it did');
        // Last, because the audit head is a row lock of the whole firm.
        for (const fact of facts) {
          const seq = await appendAudit(tx, {
            actor,
            action: fact.action,
            object: fact.object,
            result: 'done',
            code: null,
            at: now,
            details: fact.details,
            about: fact.about,
          });
          if (fact.event) await appendEvent(tx, { firmId: actor.firmId, seq, ...fact.event, at: now });
        }
        if (actor.once) await once.settle(tx, actor.firmId, actor.once, value);
        return value;
      });
      await durable?.();
      return result;
    },

    touch: (firmId, run) => (confined ? transaction(firmId, (tx) => run(tx, clock.now())) : run(db, clock.now())),

    async upkeep(firmId, run) {
      const result = await transaction(firmId, (tx) => run(tx, clock.now()));
      await durable?.();
      return result;
    },
  };
}

/** Answers when the database does. */
export async function ping(work: Work): Promise<void> {
  await work.read(everyFirm, (db) => sql`select 1`.execute(db));
}
