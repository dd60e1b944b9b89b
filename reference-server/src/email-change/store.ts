import { lockWaysIn } from '../clients/store.js';
import type { Reader, Tx } from '../database/tables.js';

interface EmailChangeTable {
  firm_id: string;
  id: string;
  contact_id: string;
  /** Session in which it was asked for; it goes on when the others end. */
  session_id: string;
  old_email: string;
  new_email: string;
  /** SHA-256 of the tokens of the two mails. */
  old_token_hash: string;
  new_token_hash: string;
  old_confirmed_at: Date | null;
  new_confirmed_at: Date | null;
  created_at: Date;
  expires_at: Date;
  /** When it was done, refused, withdrawn or replaced. */
  ended_at: Date | null;
}

declare module '../database/tables.js' {
  interface Tables {
    email_changes: EmailChangeTable;
  }
}

interface Of {
  readonly firmId: string;
  readonly contactId: string;
  readonly now: Date;
}

/** The change that a contact waits for; null where there is none. */
export async function pendingChange(db: Reader, { firmId, contactId, now }: Of) {
  const row = await db
    .selectFrom('email_changes')
    .select(['new_email as email', 'expires_at as expiresAt'])
    .where('firm_id', '=', firmId)
    .where('contact_id', '=', contactId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return row ?? null;
}

export interface NewEmailChange extends Of {
  readonly id: string;
  readonly sessionId: string;
  readonly oldEmail: string;
  readonly newEmail: string;
  readonly oldTokenHash: string;
  readonly newTokenHash: string;
  readonly expiresAt: Date;
}

/** Adds a wish; the contact's older one is over. */
export async function insertChange(tx: Tx, row: NewEmailChange): Promise<void> {
  await endChanges(tx, row);
  await tx
    .insertInto('email_changes')
    .values({
      firm_id: row.firmId,
      id: row.id,
      contact_id: row.contactId,
      session_id: row.sessionId,
      old_email: row.oldEmail,
      new_email: row.newEmail,
      old_token_hash: row.oldTokenHash,
      new_token_hash: row.newTokenHash,
      old_confirmed_at: null,
      new_confirmed_at: null,
      created_at: row.now,
      expires_at: row.expiresAt,
      ended_at: null,
    })
    .execute();
}

/** Ends what a contact waits for. @returns whether there was anything */
export async function endChanges(tx: Tx, { firmId, contactId, now }: Of): Promise<boolean> {
  const result = await tx
    .updateTable('email_changes')
    .set({ ended_at: now })
    .where('firm_id', '=', firmId)
    .where('contact_id', '=', contactId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** A change as the steps of either address need it. */
export interface OpenChange {
  readonly id: string;
  readonly contactId: string;
  readonly sessionId: string;
  readonly oldEmail: string;
  readonly newEmail: string;
  /** Whose token it was. */
  readonly address: 'old' | 'new';
  /** Whether the other address has said yes. */
  readonly otherConfirmed: boolean;
}

/**
 * Finds the change that a token belongs to and holds its row, so that two addresses that answer at once follow one another.
 * @returns undefined where it is over, or the contact may not come in any more or has another address by now
 */
export async function lockChange(
  tx: Tx,
  firmId: string,
  tokenHash: string,
  now: Date,
): Promise<OpenChange | undefined> {
  const row = await tx
    .selectFrom('email_changes as e')
    .innerJoin('contacts as c', (join) => join.onRef('c.firm_id', '=', 'e.firm_id').onRef('c.id', '=', 'e.contact_id'))
    .select(['e.id', 'e.contact_id', 'e.session_id', 'e.old_email', 'e.new_email', 'e.old_token_hash'])
    .select(['e.old_confirmed_at', 'e.new_confirmed_at'])
    .where('e.firm_id', '=', firmId)
    .where((eb) => eb.or([eb('e.old_token_hash', '=', tokenHash), eb('e.new_token_hash', '=', tokenHash)]))
    .where('e.ended_at', 'is', null)
    .where('e.expires_at', '>', now)
    .where('c.portal_access', '=', true)
    .whereRef('c.email', '=', 'e.old_email')
    .forUpdate()
    .executeTakeFirst();
  if (!row) return undefined;
  const address = row.old_token_hash === tokenHash ? 'old' : 'new';
  return {
    id: row.id,
    contactId: row.contact_id,
    sessionId: row.session_id,
    oldEmail: row.old_email,
    newEmail: row.new_email,
    address,
    otherConfirmed: (address === 'old' ? row.new_confirmed_at : row.old_confirmed_at) !== null,
  };
}

/** Notes that an address has said yes; once more is no error. @returns whether it had not before */
export async function noteConfirmed(tx: Tx, firmId: string, { id, address }: OpenChange, now: Date): Promise<boolean> {
  const column = address === 'old' ? 'old_confirmed_at' : 'new_confirmed_at';
  const result = await tx
    .updateTable('email_changes')
    .set({ [column]: now })
    .where('firm_id', '=', firmId)
    .where('id', '=', id)
    .where(column, 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Puts the new address in the place of the old. @returns false where another contact has got it meanwhile */
export async function replaceEmail(tx: Tx, firmId: string, change: OpenChange): Promise<boolean> {
  await lockWaysIn(tx, firmId);
  const taken = tx
    .selectFrom('contacts as other')
    .select('other.id')
    .where('other.firm_id', '=', firmId)
    .where('other.email', '=', change.newEmail);
  const result = await tx
    .updateTable('contacts')
    .set({ email: change.newEmail })
    .where('firm_id', '=', firmId)
    .where('id', '=', change.contactId)
    .where('email', '=', change.oldEmail)
    .where((eb) => eb.not(eb.exists(taken)))
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
