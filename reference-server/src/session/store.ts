import type { Component, PlanName, RoleName, Section, Session, Settings, SignInMethod } from '@portico/contract';
import { type Generated, sql } from 'kysely';
import type { Json, NullableJson, Reader, Tx } from '../database/tables.js';

interface SessionTable {
  firm_id: string;
  id: string;
  /** As the contract has it; and `staff`: a staff member. */
  kind: Session['kind'] | 'staff';
  contact_id: string | null;
  staff_id: string | null;
  /** SHA-256 of the client secret until it is exchanged. */
  secret_hash: string | null;
  secret_expires_at: Date | null;
  /** SHA-256 of the cookie's token, be it the session's or the refresh token, or of a firm session's access token. */
  token_hash: string | null;
  /** Since when; null where it has been the same from the beginning. */
  token_at: Generated<Date | null>;
  /** JWK thumbprint (RFC 7638) that the access token is bound to. */
  jkt: string | null;
  /** Origin of the page that a firm session or a cross-site one is for. */
  origin: string | null;
  components: NullableJson<Component[]>;
  matters: NullableJson<string[]>;
  /** Nothing may be changed with it. */
  read_only: boolean;
  /** How whoever has it proved who they are; empty where the firm's backend vouched. */
  methods: Json<SignInMethod[]>;
  /** When that was last; acts of weight ask for it to be recent. */
  authenticated_at: Date;
  /** Browser and system in words, for the list of devices. */
  user_agent: string | null;
  /** Why a member of the staff acts as the contact. */
  reason: string | null;
  /** One-time link that it came from. */
  link_id: string | null;
  created_at: Date;
  seen_at: Date;
  expires_at: Date;
  revoked_at: Date | null;
}

declare module '../database/tables.js' {
  interface Tables {
    sessions: SessionTable;
  }
}

/** What most sessions do not have. */
const NOTHING = {
  contact_id: null,
  staff_id: null,
  secret_hash: null,
  secret_expires_at: null,
  token_hash: null,
  jkt: null,
  origin: null,
  components: null,
  matters: null,
  read_only: false,
  methods: JSON.stringify([]),
  user_agent: null,
  reason: null,
  link_id: null,
  revoked_at: null,
} as const;

/** A session ends after so long without a call. */
const IDLE_MINUTES = 30;
/** And in any case after so long. */
export const ABSOLUTE_HOURS = 12;

/** Where the token that was shown stands among those that its session has had. */
export interface TokenStanding {
  /** Since when the session's own token has been the same. */
  readonly tokenSince: Date;
  readonly currentHash: string | null;
  /** When another came in the place of the one that was shown; null where it is the session's own. */
  readonly spentAt: Date | null;
  /** Sealed: the one that came. */
  readonly next: Uint8Array | null;
  /** Whether the session has run out: it was idle for too long, or is as old as it may get. */
  readonly over: boolean;
}

/** What one indexed query tells of a client's session. */
export interface FoundSession extends TokenStanding {
  readonly id: string;
  readonly firmId: string;
  readonly firmName: string;
  readonly kind: Session['kind'];
  readonly jkt: string | null;
  readonly origin: string | null;
  readonly components: Component[] | null;
  readonly matters: string[] | null;
  readonly readOnly: boolean;
  /** Member of the staff behind a preview. */
  readonly staffId: string | null;
  readonly staffName: string | null;
  readonly linkId: string | null;
  /** The request that a one-time link is for. */
  readonly linkRequestId: string | null;
  readonly authenticatedAt: Date;
  readonly seenAt: Date;
  readonly expiresAt: Date;
  readonly contactId: string;
  readonly name: string;
  readonly email: string;
  readonly language: string;
  readonly portalAccess: boolean;
  readonly sections: Section[] | null;
  readonly plan: PlanName;
  readonly settings: Settings;
  /** Whether the calling page's origin is one of the firm's. */
  readonly originAllowed: boolean;
}

/** Finds the session of a token, with all that authorisation needs, in one query; one that was ended is none. */
export async function findSession(
  db: Reader,
  tokenHash: string,
  origin: string | null,
  now: Date,
): Promise<FoundSession | undefined> {
  const result = await sql<FoundSession>`
    select s.id, s.firm_id as "firmId", f.name as "firmName", s.kind, k.jkt, s.origin, s.components, s.matters,
      s.read_only as "readOnly", s.staff_id as "staffId", t.name as "staffName",
      s.link_id as "linkId", l.request_id as "linkRequestId", s.authenticated_at as "authenticatedAt",
      s.seen_at as "seenAt", s.expires_at as "expiresAt",
      c.id as "contactId", c.name, c.email, c.language, c.portal_access as "portalAccess", c.sections, f.plan, f.settings,
      exists (select 1 from firm_origins o where o.firm_id = s.firm_id and o.origin = ${origin}) as "originAllowed",
      ${standing(now)}
    from ${byToken(tokenHash, now)} k
      join sessions s on s.firm_id = k.firm_id and s.id = k.id
      join contacts c on c.firm_id = s.firm_id and c.id = s.contact_id
      join firms f on f.id = s.firm_id
      left join staff t on t.firm_id = s.firm_id and t.id = s.staff_id
      left join upload_links l on l.firm_id = s.firm_id and l.id = s.link_id
    where (t.id is null or t.active) and s.revoked_at is null and ${withItsSession(now)}`.execute(db);
  return result.rows[0];
}

/** That a link (`l`) has not outlived the session that it came from; the firm's own came from none. */
export function withItsSession(now: Date) {
  return sql<boolean>`(l.session_id is null or exists (
    select 1 from sessions o join contacts p on p.firm_id = o.firm_id and p.id = o.contact_id
    where o.firm_id = l.firm_id and o.id = l.session_id and o.revoked_at is null and o.expires_at > ${now}
      and o.seen_at > ${idleSince(now)} and p.portal_access))`;
}

/** The sessions of a token: of the one that they have, of an access token, and of one that has been replaced. */
function byToken(tokenHash: string, now: Date) {
  return sql`(
    select firm_id, id, jkt, null::timestamptz as spent_at, null::bytea as next from sessions where token_hash = ${tokenHash}
    union all
    select firm_id, session_id, jkt, case when kind = 'spent' then created_at end, next from session_tokens
      where hash = ${tokenHash} and expires_at > ${now}
  )`;
}

function standing(now: Date) {
  return sql`coalesce(s.token_at, s.created_at) as "tokenSince", s.token_hash as "currentHash",
    k.spent_at as "spentAt", k.next, (s.expires_at <= ${now} or s.seen_at <= ${idleSince(now)}) as "over"`;
}

/** Who was last seen before then has been idle too long. */
export function idleSince(now: Date): Date {
  return new Date(now.getTime() - IDLE_MINUTES * 60_000);
}

/** What one indexed query tells of a staff session. */
export interface FoundStaffSession extends TokenStanding {
  readonly id: string;
  readonly firmId: string;
  readonly firmName: string;
  readonly staffId: string;
  readonly name: string;
  readonly email: string;
  readonly role: RoleName;
  readonly methods: SignInMethod[];
  /** Whether the member has a second factor that has been confirmed. */
  readonly hasFactor: boolean;
  readonly authenticatedAt: Date;
  readonly seenAt: Date;
  readonly expiresAt: Date;
  readonly originAllowed: boolean;
}

export async function findStaffSession(
  db: Reader,
  tokenHash: string,
  origin: string | null,
  now: Date,
): Promise<FoundStaffSession | undefined> {
  const result = await sql<FoundStaffSession>`
    select s.id, s.firm_id as "firmId", f.name as "firmName", t.id as "staffId", t.name, t.email, t.role,
      s.methods, s.authenticated_at as "authenticatedAt", exists (select 1 from staff_factors x where x.firm_id = s.firm_id
        and x.staff_id = s.staff_id and x.confirmed_at is not null) as "hasFactor",
      s.seen_at as "seenAt", s.expires_at as "expiresAt",
      exists (select 1 from firm_origins o where o.firm_id = s.firm_id and o.origin = ${origin}) as "originAllowed",
      ${standing(now)}
    from ${byToken(tokenHash, now)} k
      join sessions s on s.firm_id = k.firm_id and s.id = k.id
      join staff t on t.firm_id = s.firm_id and t.id = s.staff_id
      join firms f on f.id = s.firm_id
    where s.kind = 'staff' and t.active and s.revoked_at is null`.execute(db);
  return result.rows[0];
}

export interface NewSession {
  readonly firmId: string;
  readonly id: string;
  readonly kind: 'own' | 'staff';
  /** Contact, or member of the staff. */
  readonly personId: string;
  readonly tokenHash: string;
  /** Of the page that a cross-site session is for. */
  readonly origin?: string | null;
  readonly methods: readonly SignInMethod[];
  readonly userAgent: string | null;
  readonly now: Date;
  readonly expiresAt: Date;
}

/** Opens the session of somebody who signed in. */
export async function insertSession(tx: Tx, row: NewSession): Promise<void> {
  await tx
    .insertInto('sessions')
    .values({
      ...NOTHING,
      firm_id: row.firmId,
      id: row.id,
      kind: row.kind,
      contact_id: row.kind === 'own' ? row.personId : null,
      staff_id: row.kind === 'staff' ? row.personId : null,
      token_hash: row.tokenHash,
      origin: row.origin ?? null,
      methods: JSON.stringify(row.methods),
      authenticated_at: row.now,
      user_agent: row.userAgent,
      created_at: row.now,
      seen_at: row.now,
      expires_at: row.expiresAt,
    })
    .execute();
}

/** What the firm's backend asked for when it minted a session. */
export interface NewPortalSession {
  readonly firmId: string;
  readonly id: string;
  readonly contactId: string;
  readonly secretHash: string;
  readonly origin: string;
  readonly components: readonly Component[] | null;
  readonly matters: readonly string[] | null;
  readonly now: Date;
  /** End of the client secret, and of the session unless it is exchanged. */
  readonly expiresAt: Date;
}

export async function insertPortalSession(tx: Tx, row: NewPortalSession): Promise<void> {
  await tx
    .insertInto('sessions')
    .values({
      ...NOTHING,
      firm_id: row.firmId,
      id: row.id,
      kind: 'firm',
      contact_id: row.contactId,
      secret_hash: row.secretHash,
      secret_expires_at: row.expiresAt,
      origin: row.origin,
      components: row.components && JSON.stringify(row.components),
      matters: row.matters && JSON.stringify(row.matters),
      // The firm vouched; the contact has proved nothing yet, and what weighs asks for that.
      authenticated_at: new Date(0),
      created_at: row.now,
      seen_at: row.now,
      expires_at: row.expiresAt,
    })
    .execute();
}

/** A preview that a member of the staff opens. */
export interface NewPreview {
  readonly firmId: string;
  readonly id: string;
  readonly contactId: string;
  readonly staffId: string;
  readonly readOnly: boolean;
  readonly reason: string | null;
  readonly secretHash: string;
  readonly secretExpiresAt: Date;
  readonly origin: string;
  readonly now: Date;
  readonly expiresAt: Date;
}

export async function insertPreview(tx: Tx, row: NewPreview): Promise<void> {
  await tx
    .insertInto('sessions')
    .values({
      ...NOTHING,
      firm_id: row.firmId,
      id: row.id,
      kind: 'preview',
      contact_id: row.contactId,
      staff_id: row.staffId,
      secret_hash: row.secretHash,
      secret_expires_at: row.secretExpiresAt,
      origin: row.origin,
      read_only: row.readOnly,
      authenticated_at: row.now,
      reason: row.reason,
      created_at: row.now,
      seen_at: row.now,
      expires_at: row.expiresAt,
    })
    .execute();
}

/** A session that a one-time link opens. */
export interface NewLinkSession {
  readonly firmId: string;
  readonly id: string;
  readonly contactId: string;
  readonly linkId: string;
  readonly tokenHash: string;
  readonly jkt: string;
  readonly origin: string;
  readonly now: Date;
  readonly expiresAt: Date;
}

export async function insertLinkSession(tx: Tx, row: NewLinkSession): Promise<void> {
  await tx
    .insertInto('sessions')
    .values({
      ...NOTHING,
      firm_id: row.firmId,
      id: row.id,
      kind: 'link',
      contact_id: row.contactId,
      token_hash: row.tokenHash,
      jkt: row.jkt,
      origin: row.origin,
      link_id: row.linkId,
      authenticated_at: row.now,
      created_at: row.now,
      seen_at: row.now,
      expires_at: row.expiresAt,
    })
    .execute();
}

/** Revokes every session that a one-time link opened. */
export async function revokeLinkSessions(tx: Tx, firmId: string, linkId: string, now: Date): Promise<void> {
  await tx
    .updateTable('sessions')
    .set({ revoked_at: now })
    .where('firm_id', '=', firmId)
    .where('link_id', '=', linkId)
    .where('revoked_at', 'is', null)
    .execute();
}

/** Finds what a client secret could be exchanged for. A secret that was exchanged is no longer there. */
export async function findBySecret(db: Reader, secretHash: string, now: Date) {
  return db
    .selectFrom('sessions as s')
    .innerJoin('contacts as c', (join) => join.onRef('c.firm_id', '=', 's.firm_id').onRef('c.id', '=', 's.contact_id'))
    .innerJoin('firm_origins as o', (join) =>
      join.onRef('o.firm_id', '=', 's.firm_id').onRef('o.origin', '=', 's.origin'),
    )
    .select(['s.id', 's.kind', 's.firm_id as firmId', 'c.id as contactId', 's.staff_id as staffId', 's.origin'])
    .select('s.expires_at as expiresAt')
    .where('s.secret_hash', '=', secretHash)
    .where('s.secret_expires_at', '>', now)
    .where('s.revoked_at', 'is', null)
    .where('c.portal_access', '=', true)
    .executeTakeFirst();
}

export interface Exchange {
  readonly firmId: string;
  readonly id: string;
  readonly secretHash: string;
  readonly tokenHash: string;
  /** Thumbprint of the key that the token is bound to. */
  readonly jkt: string;
  readonly now: Date;
  readonly expiresAt: Date;
}

/** Puts an access token in the place of the client secret. @returns false where somebody was faster */
export async function exchangeSecret(tx: Tx, row: Exchange): Promise<boolean> {
  const result = await tx
    .updateTable('sessions')
    .set({
      secret_hash: null,
      token_hash: row.tokenHash,
      jkt: row.jkt,
      seen_at: row.now,
      expires_at: row.expiresAt,
    })
    .where('firm_id', '=', row.firmId)
    .where('id', '=', row.id)
    .where('secret_hash', '=', row.secretHash)
    .where('secret_expires_at', '>', row.now)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Whether the firm's backend minted a session of this id. */
export async function isPortalSession(db: Reader, firmId: string, id: string): Promise<boolean> {
  const row = await db
    .selectFrom('sessions')
    .select('id')
    .where('firm_id', '=', firmId)
    .where('id', '=', id)
    .where('kind', '=', 'firm')
    .executeTakeFirst();
  return row !== undefined;
}

/** Moves the idle limit; called at most once a minute per session. */
export async function touchSession(tx: Tx, firmId: string, id: string, now: Date): Promise<void> {
  await tx
    .updateTable('sessions')
    .set({ seen_at: now })
    .where('firm_id', '=', firmId)
    .where('id', '=', id)
    .where('seen_at', '<', now)
    .execute();
}

/** Lets a session that was found to have run out stay so, should the server's clock be put back. */
export async function settleSession(tx: Tx, firmId: string, id: string): Promise<void> {
  await tx
    .updateTable('sessions')
    .set({ seen_at: NEVER })
    .where('firm_id', '=', firmId)
    .where('id', '=', id)
    .where('seen_at', '>', NEVER)
    .execute();
}

const NEVER = new Date(0);

/** Revokes one session. @returns whether it was live */
export async function revokeSession(tx: Tx, firmId: string, id: string, now: Date): Promise<boolean> {
  const result = await tx
    .updateTable('sessions')
    .set({ revoked_at: now })
    .where('firm_id', '=', firmId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Revokes the session that a token belongs to, if there is one. */
export async function revokeSessionByToken(tx: Tx, firmId: string, tokenHash: string, now: Date): Promise<void> {
  await tx
    .updateTable('sessions')
    .set({ revoked_at: now })
    .where('firm_id', '=', firmId)
    .where('token_hash', '=', tokenHash)
    .where('revoked_at', 'is', null)
    .execute();
}

/** A member has given the second factor. */
export interface SecondFactorGiven {
  readonly firmId: string;
  readonly id: string;
  readonly method: SignInMethod;
  readonly now: Date;
  /** Token and end of the session that now opens everything; null where it did before, and the proof is only renewed. */
  readonly opened: { readonly tokenHash: string; readonly expiresAt: Date } | null;
}

/** @returns false where the session has ended meanwhile */
export async function recordSecondFactor(tx: Tx, given: SecondFactorGiven): Promise<boolean> {
  const result = await tx
    .updateTable('sessions')
    .set({
      authenticated_at: given.now,
      seen_at: given.now,
      ...(given.opened && {
        token_hash: given.opened.tokenHash,
        token_at: given.now,
        expires_at: given.opened.expiresAt,
        methods: JSON.stringify(['email_code', given.method]),
      }),
    })
    .where('firm_id', '=', given.firmId)
    .where('id', '=', given.id)
    .where('kind', '=', 'staff')
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', given.now)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Revokes every session of a member of the staff, and the previews that they opened. */
export async function revokeStaffSessions(tx: Tx, firmId: string, staffId: string, now: Date): Promise<void> {
  await tx
    .updateTable('sessions')
    .set({ revoked_at: now })
    .where('firm_id', '=', firmId)
    .where('staff_id', '=', staffId)
    .where('revoked_at', 'is', null)
    .execute();
}

/** Revokes every session of a contact. */
export async function revokeContactSessions(tx: Tx, firmId: string, contactId: string, now: Date): Promise<void> {
  await tx
    .updateTable('sessions')
    .set({ revoked_at: now })
    .where('firm_id', '=', firmId)
    .where('contact_id', '=', contactId)
    .where('revoked_at', 'is', null)
    .execute();
}

/** Revokes every session that is bound to an origin: those of the firm's backend for it, and cross-site ones. */
export async function revokeOriginSessions(tx: Tx, firmId: string, origin: string, now: Date): Promise<void> {
  await tx
    .updateTable('sessions')
    .set({ revoked_at: now })
    .where('firm_id', '=', firmId)
    .where('origin', '=', origin)
    .where('revoked_at', 'is', null)
    .execute();
}
