import { sql } from 'kysely';
import type { Reader } from '../database/tables.js';
import type { Viewer } from '../http/caller.js';
import { seenBy } from '../invoices/store.js';

/** Rows of the ledger `l` on invoices that the viewer sees, with these. */
export function entriesSeen(db: Reader, viewer: Viewer) {
  return db
    .selectFrom('ledger as l')
    .innerJoin('invoices', (join) =>
      join.onRef('invoices.firm_id', '=', 'l.firm_id').onRef('invoices.id', '=', 'l.invoice_id'),
    )
    .where('l.firm_id', '=', viewer.firmId)
    .where(seenBy(viewer));
}

/** Invoice of a payment or a refund; undefined where the viewer sees none, or the entry is something else. */
export async function invoiceOfPayment(db: Reader, viewer: Viewer, id: string): Promise<string | undefined> {
  const row = await entriesSeen(db, viewer)
    .select('l.invoice_id')
    .where('l.id', '=', id)
    .where('l.type', 'in', ['payment', 'refund'])
    .executeTakeFirst();
  return row?.invoice_id;
}

/** A client's name, and the language of whom the firm turns to first; undefined where the firm has no such client. */
export async function clientOf(db: Reader, firmId: string, id: string) {
  return db
    .selectFrom('clients')
    .select([
      'clients.id',
      'clients.name',
      sql<string | null>`(select c.language from contacts c where c.firm_id = clients.firm_id
        and c.client_id = clients.id and c.is_primary)`.as('language'),
    ])
    .where('clients.firm_id', '=', firmId)
    .where('clients.id', '=', id)
    .executeTakeFirst();
}

/** The client that a contact belongs to. */
export async function clientOfContact(db: Reader, firmId: string, contactId: string) {
  const { client_id } = await db
    .selectFrom('contacts')
    .select('client_id')
    .where('firm_id', '=', firmId)
    .where('id', '=', contactId)
    .executeTakeFirstOrThrow();
  return clientOf(db, firmId, client_id);
}

/** What the firm calls a matter. The invoice that it is of has been found before. */
export async function matterOf(db: Reader, firmId: string, id: string) {
  return db
    .selectFrom('matters')
    .select(['title', 'reference'])
    .where('firm_id', '=', firmId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
}
