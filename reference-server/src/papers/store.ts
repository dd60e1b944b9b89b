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

/**
 * Whose paper it is and whom it is about, at once: the firm's letterhead, the client with the language of whom the firm turns to first,
 * and the matter as the firm calls it; null of what the firm does not have.
 */
export async function headOf(db: Reader, firmId: string, clientId: string, matterId: string | null) {
  const { client, title, reference, logo_type, logo_bytes, ...head } = await db
    .selectFrom('firms as f')
    .leftJoin('firm_logos as l', 'l.firm_id', 'f.id')
    .leftJoin('clients as c', (join) => join.onRef('c.firm_id', '=', 'f.id').on('c.id', '=', clientId))
    .leftJoin('matters as m', (join) => join.onRef('m.firm_id', '=', 'f.id').on('m.id', '=', matterId))
    .select(['f.name as firmName', 'f.settings', 'l.type as logo_type', 'l.bytes as logo_bytes'])
    .select(['c.name as client', 'm.title', 'm.reference'])
    .select(
      sql<string | null>`(select k.language from contacts k
        where k.firm_id = c.firm_id and k.client_id = c.id and k.is_primary)`.as('language'),
    )
    .where('f.id', '=', firmId)
    .executeTakeFirstOrThrow();
  return {
    ...head,
    logo: logo_type === null || logo_bytes === null ? undefined : { type: logo_type, bytes: logo_bytes },
    client,
    matter: title === null ? null : { title, reference },
  };
}

/** The client that a contact belongs to. */
export async function clientIdOf(db: Reader, firmId: string, contactId: string): Promise<string> {
  const { client_id } = await db
    .selectFrom('contacts')
    .select('client_id')
    .where('firm_id', '=', firmId)
    .where('id', '=', contactId)
    .executeTakeFirstOrThrow();
  return client_id;
}
