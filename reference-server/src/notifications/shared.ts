/**
 * Tells contacts of documents that the firm has shared with them. Each share knows the mail that tells of it, so that none is told
 * of twice, and a mail that waits is taken back when nothing is left that it would tell of.
 */
import { sql } from 'kysely';
import { isOpenable } from '../arrivals/store.js';
import type { Tx } from '../database/tables.js';
import { deleteMail, lockMails } from '../mail/store.js';
import { type NotifyDeps, tell, topicOf } from './notify.js';

interface News {
  readonly firmId: string;
  readonly now: Date;
  /** One document alone. */
  readonly documentId?: string;
  /** One matter alone. */
  readonly matterId?: string;
  /** One contact alone. */
  readonly contactId?: string;
}

interface Share {
  readonly id: string;
  readonly contactId: string;
  readonly matterId: string;
}

/** Something is there to be seen: told to whoever sees it, has not opened it, and has not been told of it. */
export async function tellOfShared(deps: NotifyDeps, tx: Tx, { now, ...news }: News): Promise<void> {
  const { firmId, documentId, matterId: only, contactId } = news;
  const shares = await sql<Share>`${unopened(firmId)} and s.mail_id is null and ${is('d.id', documentId)}
    and ${is('d.matter_id', only)} and ${is('s.contact_id', contactId)} order by s.contact_id, s.id for update of s`.execute(
    tx,
  );
  for (const matterId of new Set(shares.rows.map((share) => share.matterId))) {
    const fresh = shares.rows.filter((share) => share.matterId === matterId);
    const among = [...new Set(fresh.map((share) => share.contactId))];
    for (const told of await tell(deps, tx, { firmId, matterId, now, notice: 'documentsShared', among })) {
      const ids = fresh.filter((share) => share.contactId === told.contactId).map(({ id }) => id);
      await tx
        .updateTable('shared_document_shares')
        .set({ mail_id: told.mailId })
        .where('firm_id', '=', firmId)
        .where('id', 'in', ids)
        .execute();
    }
  }
}

/** To be called when contacts have opened something, or see it no more: takes back mails that have nothing left to tell. */
export async function forgetShared(tx: Tx, firmId: string, contactIds: readonly string[]): Promise<void> {
  for (const contactId of contactIds.toSorted()) {
    // Whoever shares more with them meanwhile waits for these, or has been waited for.
    for (const id of await lockMails(tx, firmId, topicOf('documentsShared', contactId))) {
      const left = await sql`${unopened(firmId)} and s.contact_id = ${contactId} and s.mail_id = ${id} limit 1`.execute(
        tx,
      );
      if (left.rows.length > 0) continue;
      await deleteMail(tx, { firmId, id });
      // It has told of nothing: what comes back into sight is news again.
      await tx
        .updateTable('shared_document_shares')
        .set({ mail_id: null })
        .where('firm_id', '=', firmId)
        .where('contact_id', '=', contactId)
        .where('mail_id', '=', id)
        .execute();
    }
  }
}

/** Shares of documents that their contacts can see and have not opened. */
function unopened(firmId: string) {
  return sql`select s.id, s.contact_id as "contactId", d.matter_id as "matterId"
    from shared_document_shares s
    join shared_documents d on d.firm_id = s.firm_id and d.id = s.document_id
    join matter_shares m on m.firm_id = d.firm_id and m.matter_id = d.matter_id and m.contact_id = s.contact_id
    where s.firm_id = ${firmId} and ${isOpenable('d')} and not exists (select 1 from shared_document_receipts r
      where r.firm_id = s.firm_id and r.document_id = d.id and r.contact_id = s.contact_id)`;
}

function is(column: string, value: string | undefined) {
  return value === undefined ? sql`true` : sql`${sql.ref(column)} = ${value}`;
}
