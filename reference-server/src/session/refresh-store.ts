import type { Reader, Tx } from '../database/tables.js';
import { idleSince } from './store.js';

interface SessionTokenTable {
  /** SHA-256 of the token. */
  hash: string;
  firm_id: string;
  session_id: string;
  /** An access token, or a token of a cookie that another has replaced. */
  kind: 'access' | 'spent';
  /** Thumbprint of the key that an access token is bound to. */
  jkt: string | null;
  /** Sealed: the token that came in the place of a spent one. */
  next: Uint8Array | null;
  created_at: Date;
  /** End of an access token; of a spent one, that of its session. */
  expires_at: Date;
}

declare module '../database/tables.js' {
  interface Tables {
    session_tokens: SessionTokenTable;
  }
}

/** A session that refresh tokens belong to; live or not. */
export interface Family {
  readonly firmId: string;
  readonly sessionId: string;
  readonly contactId: string;
  readonly origin: string;
  readonly expiresAt: Date;
  readonly live: boolean;
}

/** A refresh token that another has replaced. */
export interface Spent {
  readonly at: Date;
  readonly next: Uint8Array;
}

/**
 * Finds what a refresh token belongs to, and what became of it. The session that has it comes first: a token that another
 * tab replaces between the two questions is then found among the spent, and never among neither.
 */
export async function findFamily(
  db: Reader,
  hash: string,
  now: Date,
): Promise<{ readonly family: Family; readonly spent: Spent | undefined } | undefined> {
  const current = await families(db).where('s.token_hash', '=', hash).executeTakeFirst();
  if (current) return familyOf(current, now, undefined);
  const spent = await db
    .selectFrom('session_tokens')
    .select(['firm_id', 'session_id', 'created_at', 'next'])
    .where('hash', '=', hash)
    .where('kind', '=', 'spent')
    .executeTakeFirst();
  if (!spent) return undefined;
  const row = await families(db)
    .where('s.firm_id', '=', spent.firm_id)
    .where('s.id', '=', spent.session_id)
    .executeTakeFirst();
  return row && familyOf(row, now, spent.next ? { at: spent.created_at, next: spent.next } : undefined);
}

function families(db: Reader) {
  return db
    .selectFrom('sessions as s')
    .innerJoin('contacts as c', (join) => join.onRef('c.firm_id', '=', 's.firm_id').onRef('c.id', '=', 's.contact_id'))
    .select(['s.firm_id', 's.id', 's.contact_id', 's.origin', 's.seen_at', 's.expires_at', 's.revoked_at'])
    .select('c.portal_access');
}

type FamilyRow = NonNullable<Awaited<ReturnType<ReturnType<typeof families>['executeTakeFirst']>>>;

function familyOf(row: FamilyRow, now: Date, spent: Spent | undefined) {
  const { contact_id: contactId, origin } = row;
  if (contactId === null || origin === null) return undefined;
  const family: Family = {
    firmId: row.firm_id,
    sessionId: row.id,
    contactId,
    origin,
    expiresAt: row.expires_at,
    live: row.revoked_at === null && row.expires_at > now && row.seen_at > idleSince(now) && row.portal_access,
  };
  return { family, spent };
}

export interface Rotation {
  readonly firmId: string;
  readonly sessionId: string;
  readonly oldHash: string;
  readonly newHash: string;
  /** The new token, sealed. */
  readonly next: Uint8Array;
  readonly now: Date;
  readonly expiresAt: Date;
}

/** Puts a token in the place of another. @returns false where somebody was faster */
export async function rotateToken(tx: Tx, row: Rotation): Promise<boolean> {
  const { firmId, sessionId, oldHash, now } = row;
  const moved = await tx
    .updateTable('sessions')
    .set({ token_hash: row.newHash, token_at: now, seen_at: now })
    .where('firm_id', '=', firmId)
    .where('id', '=', sessionId)
    .where('token_hash', '=', oldHash)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  if (moved.numUpdatedRows === 0n) return false;
  await tx
    .insertInto('session_tokens')
    .values({
      hash: oldHash,
      firm_id: firmId,
      session_id: sessionId,
      kind: 'spent',
      jkt: null,
      next: row.next,
      created_at: now,
      expires_at: row.expiresAt,
    })
    .execute();
  return true;
}

export interface NewAccessToken {
  readonly firmId: string;
  readonly sessionId: string;
  readonly hash: string;
  readonly jkt: string;
  readonly now: Date;
  readonly expiresAt: Date;
}

/** One of several that a session can have: each tab has a key of its own. */
export async function insertAccessToken(tx: Tx, row: NewAccessToken): Promise<void> {
  await tx
    .insertInto('session_tokens')
    .values({
      hash: row.hash,
      firm_id: row.firmId,
      session_id: row.sessionId,
      kind: 'access',
      jkt: row.jkt,
      next: null,
      created_at: row.now,
      expires_at: row.expiresAt,
    })
    .execute();
}
