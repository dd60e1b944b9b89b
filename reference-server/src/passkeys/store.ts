import type { Json, Reader, Tx } from '../database/tables.js';
import type { StoredKey } from './webauthn.js';

interface PasskeyTable {
  firm_id: string;
  id: string;
  contact_id: string;
  /** What the contact calls it. */
  name: string;
  credential_id: string;
  public_key: Uint8Array;
  counter: number;
  transports: Json<string[]>;
  rp_id: string;
  created_at: Date;
  used_at: Date | null;
}

declare module '../database/tables.js' {
  interface Tables {
    passkeys: PasskeyTable;
  }
}

interface Mine {
  readonly firmId: string;
  readonly contactId: string;
}

/** A passkey of a contact. */
export interface ContactKey extends StoredKey {
  readonly firmId: string;
  readonly id: string;
  readonly contactId: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly usedAt: Date | null;
}

const columns = [
  'firm_id as firmId',
  'id',
  'contact_id as contactId',
  'name',
  'credential_id as credentialId',
  'public_key as publicKey',
  'counter',
  'transports',
  'rp_id as rpId',
  'created_at as createdAt',
  'used_at as usedAt',
] as const;

/** The contact's passkeys, oldest first. */
export async function listPasskeys(db: Reader, { firmId, contactId }: Mine): Promise<ContactKey[]> {
  return db
    .selectFrom('passkeys')
    .select(columns)
    .where('firm_id', '=', firmId)
    .where('contact_id', '=', contactId)
    .orderBy('id')
    .execute();
}

/** The firm's passkey of that credential, whoever's it is. */
export async function findPasskey(db: Reader, firmId: string, credentialId: string): Promise<ContactKey | undefined> {
  return db
    .selectFrom('passkeys')
    .select(columns)
    .where('firm_id', '=', firmId)
    .where('credential_id', '=', credentialId)
    .executeTakeFirst();
}

/** What changes a contact's passkeys follows one another. */
export async function lockPasskeys(tx: Tx, { firmId, contactId }: Mine): Promise<void> {
  await tx
    .selectFrom('contacts')
    .select('id')
    .where('firm_id', '=', firmId)
    .where('id', '=', contactId)
    .forNoKeyUpdate()
    .execute();
}

/** @returns undefined where the firm knows the passkey already */
export async function insertPasskey(
  tx: Tx,
  { firmId, contactId, ...row }: Omit<ContactKey, 'usedAt'>,
): Promise<ContactKey | undefined> {
  return tx
    .insertInto('passkeys')
    .values({
      firm_id: firmId,
      id: row.id,
      contact_id: contactId,
      name: row.name,
      credential_id: row.credentialId,
      public_key: row.publicKey,
      counter: row.counter,
      transports: JSON.stringify(row.transports ?? []),
      rp_id: row.rpId,
      created_at: row.createdAt,
      used_at: null,
    })
    .onConflict((on) => on.columns(['firm_id', 'credential_id']).doNothing())
    .returning(columns)
    .executeTakeFirst();
}

/** Moves a passkey's count. @returns false where another answer was faster, or it has been removed */
export async function usePasskey(tx: Tx, key: ContactKey, counter: number, now: Date): Promise<boolean> {
  const result = await tx
    .updateTable('passkeys')
    .set({ counter, used_at: now })
    .where('firm_id', '=', key.firmId)
    .where('id', '=', key.id)
    .where('counter', '=', key.counter)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** @returns undefined where the contact has no such */
export async function renamePasskey(
  tx: Tx,
  { firmId, contactId }: Mine,
  id: string,
  name: string,
): Promise<ContactKey | undefined> {
  return tx
    .updateTable('passkeys')
    .set({ name })
    .where('firm_id', '=', firmId)
    .where('contact_id', '=', contactId)
    .where('id', '=', id)
    .returning(columns)
    .executeTakeFirst();
}

/** @returns false where the contact has no such */
export async function deletePasskey(tx: Tx, { firmId, contactId }: Mine, id: string): Promise<boolean> {
  const result = await tx
    .deleteFrom('passkeys')
    .where('firm_id', '=', firmId)
    .where('contact_id', '=', contactId)
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}
