import type { Reader } from '../database/tables.js';

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
