import { sql } from 'kysely';
import type { Tx } from '../database/tables.js';

interface Mine {
  readonly firmId: string;
  readonly contactId: string;
}

/** What staff read where the name was. */
const NOBODY = 'Erased contact';

/** What they read where the answer was. */
const ERASED_ANSWER = 'Erased';

/** Everything that a contact signs in with or has been asked for to do so; what refers to another stands before it. */
const WAYS_IN = [
  'email_changes',
  'invitations',
  'password_links',
  'passwords',
  'passkeys',
  'sign_in_attempts',
  'sessions',
  'activity',
] as const;

/** Ids by which the log names what was a contact's own. */
const NAMED = ['email_changes', 'invitations', 'password_links', 'passkeys', 'sign_in_attempts', 'sessions'] as const;

/** @returns false where there is no such contact, its access is on, or it has been erased before */
export async function blankContact(tx: Tx, { firmId, contactId }: Mine, now: Date): Promise<boolean> {
  const result = await tx
    .updateTable('contacts')
    .set({ name: NOBODY, email: null, phone: null, phone_proved: null, language: 'en', sections: null, erased_at: now })
    .where('firm_id', '=', firmId)
    .where('id', '=', contactId)
    .where('portal_access', '=', false)
    .where('erased_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/**
 * Erases what is personal in the log about a contact: of what they did, of what was done in their name, and of what was done to
 * them or to what was theirs. The entries stay, and so does what the tree proves.
 * @returns the number of the last entry that it was erased of, null where there was nothing to erase
 */
export async function eraseDetailsAbout(tx: Tx, { firmId, contactId }: Mine): Promise<number | null> {
  const own = NAMED.map(
    (name) => sql`select id from ${sql.table(name)} where firm_id = ${firmId} and contact_id = ${contactId}`,
  );
  const { rows } = await sql<{ last: number | null }>`
    with named as (select ${contactId}::text as id union all ${sql.join(own, sql` union all `)}),
      erased as (
        delete from audit_details d using audit_entries e
        where d.firm_id = ${firmId} and e.firm_id = d.firm_id and e.seq = d.seq and (
          e.actor_id = ${contactId} or e.on_behalf_of = ${contactId}
          or e.object_id in (select id from named) or e.session_id in (select id from named)
        )
        returning d.seq
      )
    select max(seq) as last from erased`.execute(tx);
  return rows[0]?.last ?? null;
}

/** Forgets how and from where a contact signed in, and the list of what happened. */
export async function forgetWaysIn(tx: Tx, { firmId, contactId }: Mine): Promise<void> {
  for (const name of WAYS_IN) {
    await sql`delete from ${sql.table(name)} where firm_id = ${firmId} and contact_id = ${contactId}`.execute(tx);
  }
}

/** Blanks what a contact has written to requests and about invoices. That something was said stays, and so what hangs on it. */
export async function forgetWords(tx: Tx, { firmId, contactId }: Mine): Promise<void> {
  await tx.deleteFrom('request_notes').where('firm_id', '=', firmId).where('contact_id', '=', contactId).execute();
  await tx
    .updateTable('dispute_notes')
    .set({ text: ERASED_ANSWER })
    .where('firm_id', '=', firmId)
    .where('contact_id', '=', contactId)
    .execute();
  await tx
    .updateTable('checklist_requests')
    .set({ declined_note: null })
    .where('firm_id', '=', firmId)
    .where('declined_by', '=', contactId)
    .execute();
  await sql`update checklist_requests set answer = to_jsonb(${ERASED_ANSWER}::text)
    where firm_id = ${firmId} and answered_by = ${contactId} and question ->> 'kind' = 'text'
      and answer is not null`.execute(tx);
}

/** Ends one-time links in their name, stops showing them matters and documents, forgets of what they were reminded, and leaves unfinished uploads to the sweep. */
export async function endDealings(tx: Tx, { firmId, contactId }: Mine, now: Date): Promise<void> {
  for (const shares of ['matter_shares', 'shared_document_shares', 'reminders'] as const) {
    await tx.deleteFrom(shares).where('firm_id', '=', firmId).where('contact_id', '=', contactId).execute();
  }
  await tx
    .updateTable('upload_links')
    .set({ revoked_at: now })
    .where('firm_id', '=', firmId)
    .where('contact_id', '=', contactId)
    .where('revoked_at', 'is', null)
    .execute();
  await tx
    .updateTable('uploads')
    .set({ expires_at: now })
    .where('firm_id', '=', firmId)
    .where('contact_id', '=', contactId)
    .where('state', '=', 'open')
    .execute();
}
