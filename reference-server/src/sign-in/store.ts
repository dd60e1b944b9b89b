import { type Generated, sql } from 'kysely';
import type { Reader, Tx } from '../database/tables.js';

interface SignInAttemptTable {
  firm_id: string;
  id: string;
  kind: AttemptKind;
  way: AttemptWay;
  /** SHA-256 of the token that binds the attempt to the browser that asked. */
  token_hash: string;
  /** HMAC of attempt id and code: six digits alone could be found by trying. Null where no code was sent. */
  code_hash: string | null;
  /** SHA-256 of the link's token; staff get a code only. */
  link_hash: string | null;
  /** Null where nobody with this address may sign in. */
  contact_id: string | null;
  staff_id: string | null;
  /** HMAC of the address, known or not, so that strangers' addresses are not kept. */
  address_hash: string;
  /** HMAC of the peer's network. */
  peer_hash: string;
  tries: Generated<number>;
  created_at: Date;
  expires_at: Date;
  used_at: Date | null;
  voided_at: Date | null;
}

declare module '../database/tables.js' {
  interface Tables {
    sign_in_attempts: SignInAttemptTable;
  }
}

/** Who signs in: a client's contact or a member of the firm's staff. */
export type AttemptKind = 'contact' | 'staff';

/**
 * What an attempt was made for. Each has its own few starts, so that whoever has mistyped a password can still ask for
 * a link; what they add up to for an address, a peer and a firm is limited together.
 *
 * - `email` a code and a link, `password` one guess, `link` the password that a link asked for as well.
 * - `password_link` a link to set a password, `step_up` a code for who is signed in already.
 * - `sms` a code in a text message, `phone` the same to a number that is to be the contact's, `email_change` a wish for
 *   another address.
 */
export type AttemptWay = 'email' | 'password' | 'link' | 'password_link' | 'step_up' | 'sms' | 'phone' | 'email_change';

/** Codes are guessed at most so often. */
export const TRIES_PER_CODE = 5;

export interface NewAttempt {
  readonly firmId: string;
  readonly id: string;
  readonly kind: AttemptKind;
  readonly way: AttemptWay;
  readonly tokenHash: string;
  readonly codeHash: string | null;
  readonly linkHash: string | null;
  readonly personId: string | null;
  readonly addressHash: string;
  readonly peerHash: string;
  readonly now: Date;
  readonly expiresAt: Date;
  /** Tries that it begins with; a guess is one try and has had it. */
  readonly tries?: number;
}

export async function insertAttempt(tx: Tx, row: NewAttempt): Promise<void> {
  await tx
    .insertInto('sign_in_attempts')
    .values({
      firm_id: row.firmId,
      id: row.id,
      kind: row.kind,
      way: row.way,
      token_hash: row.tokenHash,
      code_hash: row.codeHash,
      link_hash: row.linkHash,
      contact_id: row.kind === 'contact' ? row.personId : null,
      staff_id: row.kind === 'staff' ? row.personId : null,
      address_hash: row.addressHash,
      peer_hash: row.peerHash,
      tries: row.tries ?? 0,
      created_at: row.now,
      expires_at: row.expiresAt,
      used_at: null,
      voided_at: null,
    })
    .execute();
}

/** Voids what the same peer asked for earlier for the same address; another peer's attempt stays as it is. */
export async function voidOlderAttempts(
  tx: Tx,
  { firmId, kind, way, addressHash, peerHash, now }: Omit<NewAttempt, 'id'>,
): Promise<void> {
  await tx
    .updateTable('sign_in_attempts')
    .set({ voided_at: now })
    .where('firm_id', '=', firmId)
    .where('kind', '=', kind)
    .where('way', '=', way)
    .where('address_hash', '=', addressHash)
    .where('peer_hash', '=', peerHash)
    .where('used_at', 'is', null)
    .where('voided_at', 'is', null)
    .where('expires_at', '>', now)
    .execute();
}

/** Voids every attempt of a contact that could still become a session: what waits in a mailbox is no way back in. */
export async function voidAttemptsOf(
  tx: Tx,
  { firmId, contactId, now }: { readonly firmId: string; readonly contactId: string; readonly now: Date },
): Promise<void> {
  await tx
    .updateTable('sign_in_attempts')
    .set({ voided_at: now })
    .where('firm_id', '=', firmId)
    .where('contact_id', '=', contactId)
    .where('used_at', 'is', null)
    .where('voided_at', 'is', null)
    .where('expires_at', '>', now)
    .execute();
}

/** Takes one of an attempt's tries. @returns undefined where none is left, or the attempt is over */
export async function takeTry(
  tx: Tx,
  {
    firmId,
    kind,
    ways,
    tokenHash,
    now,
  }: Pick<NewAttempt, 'firmId' | 'kind' | 'tokenHash' | 'now'> & {
    readonly ways: readonly AttemptWay[];
  },
) {
  return tx
    .updateTable('sign_in_attempts')
    .set((eb) => ({ tries: eb('tries', '+', 1) }))
    .where('firm_id', '=', firmId)
    .where('kind', '=', kind)
    .where('way', 'in', ways)
    .where('token_hash', '=', tokenHash)
    .where('tries', '<', TRIES_PER_CODE)
    .where('used_at', 'is', null)
    .where('voided_at', 'is', null)
    .where('expires_at', '>', now)
    .returning(['id', 'way', 'code_hash', 'contact_id', 'staff_id', 'address_hash'])
    .executeTakeFirst();
}

/** Finds whose attempt a link belongs to; whether it is still good, `useAttempt` says. */
export async function findByLink(db: Reader, firmId: string, linkHash: string) {
  const row = await db
    .selectFrom('sign_in_attempts')
    .select(['id', 'contact_id', 'address_hash', 'peer_hash'])
    .where('firm_id', '=', firmId)
    .where('link_hash', '=', linkHash)
    .executeTakeFirst();
  return row?.contact_id
    ? { attemptId: row.id, personId: row.contact_id, addressHash: row.address_hash, peerHash: row.peer_hash }
    : undefined;
}

/** Uses an attempt up. @returns false where it is used, void or expired already */
export async function useAttempt(tx: Tx, firmId: string, id: string, now: Date): Promise<boolean> {
  const result = await tx
    .updateTable('sign_in_attempts')
    .set({ used_at: now })
    .where('firm_id', '=', firmId)
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .where('voided_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Starts of a firm since an instant that led to no session, as seen by its limits. */
export interface Starts {
  /** In the same way alone. */
  readonly byAddressAndPeer: Counted;
  readonly byAddress: Counted;
  readonly byPeer: Counted;
  readonly byFirm: Counted;
}

export interface Counted {
  readonly count: number;
  /** The first of those counted; null where there is none. */
  readonly oldest: Date | null;
}

/**
 * Counts starts under the firm's lock, so that parallel calls count each other; the lock ends with the
 * transaction. Starts that ended in a session are no guesses and are left out.
 */
export async function countStarts(
  tx: Tx,
  { firmId, way, addressHash, peerHash }: Pick<NewAttempt, 'firmId' | 'way' | 'addressHash' | 'peerHash'>,
  since: Date,
): Promise<Starts> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`sign-in ${firmId}`}, 0))`.execute(tx);
  const mine = sql`address_hash = ${addressHash}`;
  const here = sql`peer_hash = ${peerHash}`;
  const same = sql`way = ${way}`;
  const result = await sql<
    Record<'both' | 'address' | 'peer' | 'firm', number> &
      Record<`${'both' | 'address' | 'peer' | 'firm'}_oldest`, Date | null>
  >`
    select count(*)::int as firm, min(created_at) as firm_oldest,
      (count(*) filter (where ${here}))::int as peer, min(created_at) filter (where ${here}) as peer_oldest,
      (count(*) filter (where ${mine}))::int as address, min(created_at) filter (where ${mine}) as address_oldest,
      (count(*) filter (where ${mine} and ${here} and ${same}))::int as both,
      min(created_at) filter (where ${mine} and ${here} and ${same}) as both_oldest
    from sign_in_attempts
    where firm_id = ${firmId} and created_at > ${since} and used_at is null`.execute(tx);
  const row = result.rows[0];
  return {
    byAddressAndPeer: { count: row?.both ?? 0, oldest: row?.both_oldest ?? null },
    byAddress: { count: row?.address ?? 0, oldest: row?.address_oldest ?? null },
    byPeer: { count: row?.peer ?? 0, oldest: row?.peer_oldest ?? null },
    byFirm: { count: row?.firm ?? 0, oldest: row?.firm_oldest ?? null },
  };
}

/** Tries of all codes that were sent for an address since an instant and led to no session. */
export async function countTries(db: Reader, firmId: string, addressHash: string, since: Date): Promise<number> {
  const row = await db
    .selectFrom('sign_in_attempts')
    .select(({ fn }) => fn.sum<string | number | null>('tries').as('tries'))
    .where('firm_id', '=', firmId)
    .where('address_hash', '=', addressHash)
    .where('created_at', '>', since)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return Number(row?.tries ?? 0);
}

/** Finds the contact with portal access who has a number. */
export async function findPersonByPhone(db: Reader, firmId: string, phone: string) {
  return db
    .selectFrom('contacts')
    .select(['id', 'name', 'language'])
    .where('firm_id', '=', firmId)
    .where('phone', '=', phone)
    .where('portal_access', '=', true)
    .executeTakeFirst();
}

/** Finds who may sign in with an address: a contact with portal access, or active staff. */
export async function findPerson(db: Reader, firmId: string, kind: AttemptKind, email: string) {
  return kind === 'contact'
    ? db
        .selectFrom('contacts')
        .select(['id', 'name', 'language'])
        .where('firm_id', '=', firmId)
        .where('email', '=', email)
        .where('portal_access', '=', true)
        .executeTakeFirst()
    : db
        .selectFrom('staff')
        .select(['id', 'name', sql<string | null>`null::text`.as('language')])
        .where('firm_id', '=', firmId)
        .where('email', '=', email)
        .where('active', '=', true)
        .executeTakeFirst();
}
