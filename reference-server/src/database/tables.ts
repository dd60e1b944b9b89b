/**
 * The tables of every feature. A feature adds its own by declaration merging beside its store, so that
 * no file lists them all:
 *
 *     declare module '../database/tables.js' {
 *       interface Tables { matters: MatterTable }
 *     }
 */
import type { ColumnType, Kysely, Transaction } from 'kysely';

// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- filled by the features
export interface Tables {}

/** The pool or connection; only `createWork` holds it. */
export type Database = Kysely<Tables>;

/** A transaction. Stores take this and nothing else, so that no query runs outside one by accident. */
export type Tx = Transaction<Tables>;

/** What a store that only reads takes: a transaction, or the handle that `Work.read` lends. */
export type Reader = Pick<Kysely<Tables>, 'selectFrom' | 'with' | 'getExecutor'>;

/** What a store takes that writes by a single statement: a transaction, or the handle that `Work.touch` lends. */
export type Writer = Pick<Kysely<Tables>, 'insertInto' | 'updateTable' | 'deleteFrom'>;

/** A jsonb column: parsed when read, written as `JSON.stringify` of the value. */
export type Json<T> = ColumnType<T, string, string>;

/** A jsonb column that may be SQL null. */
export type NullableJson<T> = ColumnType<T | null, string | null, string | null>;
