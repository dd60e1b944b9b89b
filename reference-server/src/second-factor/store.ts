import { sql } from 'kysely';
import type { NullableJson, Reader, Tx } from '../database/tables.js';
import type { StoredKey } from '../passkeys/webauthn.js';

interface StaffFactorTable {
  firm_id: string;
  id: string;
  staff_id: string;
  kind: 'totp' | 'passkey';
  /** What the member calls it. */
  name: string;
  /** The app's shared secret, sealed under the firm's key. */
  secret: Uint8Array | null;
  /** Number of the newest time step that a code was taken for. */
  last_step: number | null;
  /** Base64url, as the authenticator chose it. */
  credential_id: string | null;
  /** COSE key (RFC 9052). */
  public_key: Uint8Array | null;
  /** Signatures that the authenticator has counted; 0 where it does not count. */
  counter: number | null;
  transports: NullableJson<string[]>;
  /** Host that the passkey belongs to. */
  rp_id: string | null;
  created_at: Date;
  /** Null until its first code has been given; it counts for nothing before. */
  confirmed_at: Date | null;
  used_at: Date | null;
}

interface RecoveryCodeTable {
  firm_id: string;
  staff_id: string;
  /** HMAC of member and code. */
  code_hash: string;
  used_at: Date | null;
}

declare module '../database/tables.js' {
  interface Tables {
    staff_factors: StaffFactorTable;
    staff_recovery_codes: RecoveryCodeTable;
  }
}

/** A factor as its table has it. */
export type FactorRow = Readonly<Omit<StaffFactorTable, 'transports'>> & { readonly transports: string[] | null };

/** The member's factors that have been confirmed, oldest first. */
export async function listFactors(db: Reader, firmId: string, staffId: string): Promise<FactorRow[]> {
  return db
    .selectFrom('staff_factors')
    .selectAll()
    .where('firm_id', '=', firmId)
    .where('staff_id', '=', staffId)
    .where('confirmed_at', 'is not', null)
    .orderBy('id')
    .execute();
}

/** The member's authenticator app: the one in use, or the one that waits for its first code. */
export async function getTotp(db: Reader, firmId: string, staffId: string, state: 'confirmed' | 'waiting') {
  return db
    .selectFrom('staff_factors')
    .selectAll()
    .where('firm_id', '=', firmId)
    .where('staff_id', '=', staffId)
    .where('kind', '=', 'totp')
    .where('confirmed_at', state === 'confirmed' ? 'is not' : 'is', null)
    .executeTakeFirst();
}

export interface NewTotp {
  readonly firmId: string;
  readonly id: string;
  readonly staffId: string;
  readonly sealed: Uint8Array;
  readonly now: Date;
}

/** Keeps a secret that waits for its first code, in the place of one that waited before. */
export async function replaceWaitingTotp(tx: Tx, row: NewTotp): Promise<void> {
  await tx
    .deleteFrom('staff_factors')
    .where('firm_id', '=', row.firmId)
    .where('staff_id', '=', row.staffId)
    .where('kind', '=', 'totp')
    .where('confirmed_at', 'is', null)
    .execute();
  await tx
    .insertInto('staff_factors')
    .values({
      firm_id: row.firmId,
      id: row.id,
      staff_id: row.staffId,
      kind: 'totp',
      name: 'Authenticator app',
      secret: row.sealed,
      last_step: null,
      credential_id: null,
      public_key: null,
      counter: null,
      transports: null,
      rp_id: null,
      created_at: row.now,
      confirmed_at: null,
      used_at: null,
    })
    .execute();
}

/** Puts the waiting app in the place of the one in use. @returns false where somebody was faster */
export async function confirmTotp(tx: Tx, factor: FactorRow, step: number, now: Date): Promise<boolean> {
  await tx
    .deleteFrom('staff_factors')
    .where('firm_id', '=', factor.firm_id)
    .where('staff_id', '=', factor.staff_id)
    .where('kind', '=', 'totp')
    .where('confirmed_at', 'is not', null)
    .execute();
  const result = await tx
    .updateTable('staff_factors')
    .set({ confirmed_at: now, used_at: now, last_step: step })
    .where('firm_id', '=', factor.firm_id)
    .where('id', '=', factor.id)
    .where('confirmed_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Takes a time step of an app, by compare-and-set. @returns false where it, or a later one, has been taken */
export async function takeStep(tx: Tx, factor: FactorRow, step: number, now: Date): Promise<boolean> {
  const result = await tx
    .updateTable('staff_factors')
    .set({ last_step: step, used_at: now })
    .where('firm_id', '=', factor.firm_id)
    .where('id', '=', factor.id)
    .where((eb) => eb.or([eb('last_step', 'is', null), eb('last_step', '<', step)]))
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** The passkey in a factor, if it is one. */
export function keyOf({ credential_id, public_key, counter, transports, rp_id }: FactorRow): StoredKey[] {
  if (credential_id === null || public_key === null || rp_id === null) return [];
  return [{ credentialId: credential_id, publicKey: public_key, counter: counter ?? 0, transports, rpId: rp_id }];
}

export interface NewPasskey extends StoredKey {
  readonly firmId: string;
  readonly id: string;
  readonly staffId: string;
  readonly name: string;
  readonly now: Date;
}

/** @returns false where the firm knows the passkey already */
export async function insertPasskey(tx: Tx, row: NewPasskey): Promise<boolean> {
  const result = await tx
    .insertInto('staff_factors')
    .values({
      firm_id: row.firmId,
      id: row.id,
      staff_id: row.staffId,
      kind: 'passkey',
      name: row.name,
      secret: null,
      last_step: null,
      credential_id: row.credentialId,
      public_key: row.publicKey,
      counter: row.counter,
      transports: JSON.stringify(row.transports ?? []),
      rp_id: row.rpId,
      created_at: row.now,
      confirmed_at: row.now,
      used_at: row.now,
    })
    .onConflict((on) => on.columns(['firm_id', 'credential_id']).doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Moves a passkey's count. @returns false where another answer was faster: a copied authenticator, or a replay */
export async function usePasskey(tx: Tx, factor: FactorRow, counter: number, now: Date): Promise<boolean> {
  const result = await tx
    .updateTable('staff_factors')
    .set({ counter, used_at: now })
    .where('firm_id', '=', factor.firm_id)
    .where('id', '=', factor.id)
    .where('counter', '=', factor.counter)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Removes one of a member's factors. @returns false where there is no such */
export async function deleteFactor(tx: Tx, firmId: string, staffId: string, id: string): Promise<boolean> {
  const result = await tx
    .deleteFrom('staff_factors')
    .where('firm_id', '=', firmId)
    .where('staff_id', '=', staffId)
    .where('id', '=', id)
    .where('confirmed_at', 'is not', null)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** Puts new recovery codes in the place of those that there were. */
export async function replaceRecoveryCodes(
  tx: Tx,
  firmId: string,
  staffId: string,
  hashes: readonly string[],
): Promise<void> {
  await tx.deleteFrom('staff_recovery_codes').where('firm_id', '=', firmId).where('staff_id', '=', staffId).execute();
  await tx
    .insertInto('staff_recovery_codes')
    .values(hashes.map((code_hash) => ({ firm_id: firmId, staff_id: staffId, code_hash, used_at: null })))
    .execute();
}

/** Uses a recovery code up. @returns false where it is unknown or used */
export async function useRecoveryCode(
  tx: Tx,
  firmId: string,
  staffId: string,
  hash: string,
  now: Date,
): Promise<boolean> {
  const result = await tx
    .updateTable('staff_recovery_codes')
    .set({ used_at: now })
    .where('firm_id', '=', firmId)
    .where('staff_id', '=', staffId)
    .where('code_hash', '=', hash)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Recovery codes that are left. */
export async function countRecoveryCodes(db: Reader, firmId: string, staffId: string): Promise<number> {
  const row = await db
    .selectFrom('staff_recovery_codes')
    .select(sql<number>`count(*)::int`.as('left'))
    .where('firm_id', '=', firmId)
    .where('staff_id', '=', staffId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow();
  return row.left;
}

/** Forgets every factor and recovery code of a member. */
export async function forgetFactors(tx: Tx, firmId: string, staffId: string): Promise<void> {
  await tx.deleteFrom('staff_factors').where('firm_id', '=', firmId).where('staff_id', '=', staffId).execute();
  await tx.deleteFrom('staff_recovery_codes').where('firm_id', '=', firmId).where('staff_id', '=', staffId).execute();
}
