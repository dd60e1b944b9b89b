import type { Reader, Tx } from '../database/tables.js';

interface PasswordTable {
  firm_id: string;
  contact_id: string;
  /** PHC string of argon2id. */
  hash: string;
  changed_at: Date;
}

interface PasswordLinkTable {
  firm_id: string;
  id: string;
  /** Null for one that was asked for in nobody's name: it opens nothing, and asking takes the same work for everybody. */
  contact_id: string | null;
  /** SHA-256 of the token. */
  token_hash: string;
  created_at: Date;
  expires_at: Date;
  used_at: Date | null;
}

declare module '../database/tables.js' {
  interface Tables {
    passwords: PasswordTable;
    password_links: PasswordLinkTable;
  }
}

/** The hash of a contact's password, or undefined. */
export async function findPassword(db: Reader, firmId: string, contactId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('passwords')
    .select('hash')
    .where('firm_id', '=', firmId)
    .where('contact_id', '=', contactId)
    .executeTakeFirst();
  return row?.hash;
}

export async function hasPassword(db: Reader, firmId: string, contactId: string): Promise<boolean> {
  return (await findPassword(db, firmId, contactId)) !== undefined;
}

/** Puts a password in the place of the old one, if there was one. */
export async function savePassword(
  tx: Tx,
  { firmId, contactId, hash, now }: { firmId: string; contactId: string; hash: string; now: Date },
): Promise<void> {
  await tx
    .insertInto('passwords')
    .values({ firm_id: firmId, contact_id: contactId, hash, changed_at: now })
    .onConflict((on) => on.columns(['firm_id', 'contact_id']).doUpdateSet({ hash, changed_at: now }))
    .execute();
}

export interface NewPasswordLink {
  readonly firmId: string;
  readonly id: string;
  readonly contactId: string | null;
  readonly tokenHash: string;
  readonly now: Date;
  readonly expiresAt: Date;
}

/** Adds a link; the contact's older ones are over. */
export async function insertPasswordLink(tx: Tx, row: NewPasswordLink): Promise<void> {
  await endPasswordLinks(tx, row);
  await tx
    .insertInto('password_links')
    .values({
      firm_id: row.firmId,
      id: row.id,
      contact_id: row.contactId,
      token_hash: row.tokenHash,
      created_at: row.now,
      expires_at: row.expiresAt,
      used_at: null,
    })
    .execute();
}

/** Ends every link of a contact that could still set a password. */
export async function endPasswordLinks(
  tx: Tx,
  { firmId, contactId, now }: Pick<NewPasswordLink, 'firmId' | 'contactId' | 'now'>,
): Promise<void> {
  await tx
    .updateTable('password_links')
    .set({ used_at: now })
    .where('firm_id', '=', firmId)
    .where('contact_id', '=', contactId ?? '')
    .where('used_at', 'is', null)
    .execute();
}

/** A link that can be used, with what the rules for a new password have to know of its contact. */
export async function findPasswordLink(db: Reader, firmId: string, tokenHash: string, now: Date) {
  return db
    .selectFrom('password_links as l')
    .innerJoin('contacts as c', (join) => join.onRef('c.firm_id', '=', 'l.firm_id').onRef('c.id', '=', 'l.contact_id'))
    .select(['l.id', 'c.id as contactId', 'c.name', 'c.email'])
    .where('l.firm_id', '=', firmId)
    .where('l.token_hash', '=', tokenHash)
    .where('l.used_at', 'is', null)
    .where('l.expires_at', '>', now)
    .where('c.portal_access', '=', true)
    .where('c.email', 'is not', null)
    .$narrowType<{ email: string }>()
    .executeTakeFirst();
}

/** Uses a link up. @returns false where somebody was faster, or it has expired */
export async function usePasswordLink(tx: Tx, firmId: string, id: string, now: Date): Promise<boolean> {
  const result = await tx
    .updateTable('password_links')
    .set({ used_at: now })
    .where('firm_id', '=', firmId)
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
