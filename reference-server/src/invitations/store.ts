import type { Reader, Tx } from '../database/tables.js';

interface InvitationTable {
  firm_id: string;
  id: string;
  contact_id: string;
  /** SHA-256 of the token. */
  token_hash: string;
  created_at: Date;
  expires_at: Date;
  used_at: Date | null;
  revoked_at: Date | null;
}

declare module '../database/tables.js' {
  interface Tables {
    invitations: InvitationTable;
  }
}

interface Invited {
  readonly firmId: string;
  readonly contactId: string;
  readonly now: Date;
}

export interface NewInvitation extends Invited {
  readonly id: string;
  readonly tokenHash: string;
  readonly expiresAt: Date;
}

/** Adds an invitation; the contact's older ones are void. */
export async function insertInvitation(tx: Tx, row: NewInvitation): Promise<void> {
  await revokeInvitations(tx, row);
  await tx
    .insertInto('invitations')
    .values({
      firm_id: row.firmId,
      id: row.id,
      contact_id: row.contactId,
      token_hash: row.tokenHash,
      created_at: row.now,
      expires_at: row.expiresAt,
      used_at: null,
      revoked_at: null,
    })
    .execute();
}

/** Voids what a contact could still accept. @returns whether there was anything */
export async function revokeInvitations(tx: Tx, { firmId, contactId, now }: Invited): Promise<boolean> {
  const result = await tx
    .updateTable('invitations')
    .set({ revoked_at: now })
    .where('firm_id', '=', firmId)
    .where('contact_id', '=', contactId)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Whose invitation a token is; whether it still is good, `useInvitation` says. */
export async function findInvitation(db: Reader, firmId: string, tokenHash: string) {
  return db
    .selectFrom('invitations as i')
    .innerJoin('contacts as c', (join) => join.onRef('c.firm_id', '=', 'i.firm_id').onRef('c.id', '=', 'i.contact_id'))
    .select(['i.id', 'i.contact_id as contactId', 'c.email'])
    .where('i.firm_id', '=', firmId)
    .where('i.token_hash', '=', tokenHash)
    .where('c.portal_access', '=', true)
    .executeTakeFirst();
}

/** Uses an invitation up. @returns false where it is used, void or expired already */
export async function useInvitation(tx: Tx, firmId: string, id: string, now: Date): Promise<boolean> {
  const result = await tx
    .updateTable('invitations')
    .set({ used_at: now })
    .where('firm_id', '=', firmId)
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
