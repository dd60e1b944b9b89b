import { page, type PageQuery } from '../database/pages.js';
import type { Section } from '@portico/contract';
import { type Generated, type Insertable, sql } from 'kysely';
import type { NullableJson, Reader, Tx } from '../database/tables.js';

interface ClientTable {
  firm_id: string;
  id: string;
  name: string;
  created_at: Date;
}

interface ContactTable {
  firm_id: string;
  id: string;
  client_id: string;
  name: string;
  /** Lower case; there is one where portal access is on. */
  email: string | null;
  /** E.164; no two contacts of a firm have the same. */
  phone: string | null;
  /** The number that the contact has proved to be theirs; another one may stand there since. */
  phone_proved: Generated<string | null>;
  language: string;
  portal_access: boolean;
  /** Whom the firm turns to first; at most one of a client. */
  is_primary: boolean;
  /** Sections that the firm has opened to this contact; null means all. */
  sections: NullableJson<Section[]>;
  /** Of what to tell them (notifications/store.ts). */
  notify_returned: Generated<boolean>;
  notify_requests: Generated<boolean>;
  notify_shared: Generated<boolean>;
  notify_reminders: Generated<boolean>;
  notify_texts: Generated<boolean>;
  created_at: Date;
  /** When what was personal was erased. */
  erased_at: Date | null;
}

declare module '../database/tables.js' {
  interface Tables {
    clients: ClientTable;
    contacts: ContactTable;
  }
}

/** A page of a firm's clients, newest first. */
export async function listClients(db: Reader, firmId: string, { limit, cursor }: PageQuery) {
  const rows = await db
    .selectFrom('clients')
    .selectAll()
    .where('firm_id', '=', firmId)
    .$if(cursor !== undefined, (query) => query.where('id', '<', cursor ?? ''))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  return page(rows, limit, (row) => row.id);
}

export async function insertClient(tx: Tx, row: ClientTable) {
  return tx.insertInto('clients').values(row).returningAll().executeTakeFirstOrThrow();
}

export async function clientExists(db: Reader, firmId: string, id: string): Promise<boolean> {
  const row = await db
    .selectFrom('clients')
    .select('id')
    .where('firm_id', '=', firmId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row !== undefined;
}

/** A page of a firm's contacts, of one client where given, newest first. */
export async function listContacts(
  db: Reader,
  firmId: string,
  clientId: string | undefined,
  { limit, cursor }: PageQuery,
) {
  const rows = await db
    .selectFrom('contacts')
    .selectAll()
    .where('firm_id', '=', firmId)
    .$if(clientId !== undefined, (query) => query.where('client_id', '=', clientId ?? ''))
    .$if(cursor !== undefined, (query) => query.where('id', '<', cursor ?? ''))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  return page(rows, limit, (row) => row.id);
}

/** The first contact of a client is its primary one. @returns undefined where the firm has a contact of this address or number already */
export async function insertContact(
  tx: Tx,
  row: Omit<Insertable<ContactTable>, 'is_primary' | 'sections' | 'erased_at'>,
) {
  await lockWaysIn(tx, row.firm_id);
  const isPrimary = sql<boolean>`not exists (select 1 from contacts where firm_id = ${row.firm_id} and client_id = ${row.client_id})`;
  return tx
    .insertInto('contacts')
    .values({ ...row, is_primary: isPrimary, sections: null, erased_at: null })
    .onConflict((on) => on.doNothing())
    .returningAll()
    .executeTakeFirst();
}

export async function getContact(db: Reader, firmId: string, id: string) {
  return db.selectFrom('contacts').selectAll().where('firm_id', '=', firmId).where('id', '=', id).executeTakeFirst();
}

/** Whom the firm turns to first. */
export async function getPrimaryContact(db: Reader, firmId: string, clientId: string) {
  return db
    .selectFrom('contacts')
    .selectAll()
    .where('firm_id', '=', firmId)
    .where('client_id', '=', clientId)
    .where('is_primary', '=', true)
    .executeTakeFirst();
}

/** @returns the contact when the switch moved, undefined when it stood there already */
export async function switchAccess(tx: Tx, firmId: string, id: string, enabled: boolean) {
  return tx
    .updateTable('contacts')
    .set({ portal_access: enabled })
    .where('firm_id', '=', firmId)
    .where('id', '=', id)
    .where('portal_access', '!=', enabled)
    .returningAll()
    .executeTakeFirst();
}

export interface Corrections {
  readonly firmId: string;
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly language: string;
}

/**
 * Lets those who give a contact of the firm an address or a number come one after the other, so that the second sees what the
 * first has taken, rather than meeting the unique index.
 */
export async function lockWaysIn(tx: Tx, firmId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`ways in ${firmId}`}, 0))`.execute(tx);
}

/** What the firm corrects. @returns undefined where another contact has the address or the number */
export async function correctContact(tx: Tx, { firmId, id, ...values }: Corrections) {
  await lockWaysIn(tx, firmId);
  const taken = tx
    .selectFrom('contacts as other')
    .select('other.id')
    .where('other.firm_id', '=', firmId)
    .where((eb) => eb.or([eb('other.email', '=', values.email), eb('other.phone', '=', values.phone)]))
    .where('other.id', '!=', id);
  return tx
    .updateTable('contacts')
    .set(values)
    .where('firm_id', '=', firmId)
    .where('id', '=', id)
    .where((eb) => eb.not(eb.exists(taken)))
    .returningAll()
    .executeTakeFirst();
}

/** Whether a contact of the firm has the address. */
export async function isEmailTaken(db: Reader, firmId: string, email: string): Promise<boolean> {
  const row = await db
    .selectFrom('contacts')
    .select('id')
    .where('firm_id', '=', firmId)
    .where('email', '=', email)
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether a contact of the firm has the number. */
export async function isPhoneTaken(db: Reader, firmId: string, phone: string): Promise<boolean> {
  const row = await db
    .selectFrom('contacts')
    .select('id')
    .where('firm_id', '=', firmId)
    .where('phone', '=', phone)
    .executeTakeFirst();
  return row !== undefined;
}

/** Changes the language of a contact's own e-mails and pages. */
export async function setLanguage(tx: Tx, firmId: string, id: string, language: string): Promise<void> {
  await tx.updateTable('contacts').set({ language }).where('firm_id', '=', firmId).where('id', '=', id).execute();
}
