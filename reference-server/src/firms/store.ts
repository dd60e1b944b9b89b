import type { PlanName, RoleName, Scope, Settings } from '@portico/contract';
import { sql } from 'kysely';
import type { Json, Reader, Writer } from '../database/tables.js';

interface FirmTable {
  id: string;
  name: string;
  plan: PlanName;
  settings: Json<Settings>;
  /** Counts up with every change; the ETag of the settings. */
  settings_version: number;
  created_at: Date;
}

interface FirmKeyTable {
  firm_id: string;
  id: string;
  kind: 'publishable' | 'secret';
  name: string;
  /** SHA-256 of the key. */
  hash: string;
  scopes: Json<Scope[]>;
  created_at: Date;
  /** To the minute. */
  last_used_at: Date | null;
  /** End of a key that another has replaced. */
  expires_at: Date | null;
  revoked_at: Date | null;
}

interface FirmOriginTable {
  firm_id: string;
  id: string;
  /** Exact: scheme, host and port, as a browser sends it. */
  origin: string;
  created_at: Date;
}

interface StaffTable {
  firm_id: string;
  id: string;
  name: string;
  email: string;
  role: RoleName;
  active: boolean;
  created_at: Date;
}

declare module '../database/tables.js' {
  interface Tables {
    firms: FirmTable;
    firm_keys: FirmKeyTable;
    firm_origins: FirmOriginTable;
    staff: StaffTable;
  }
}

export interface FoundKey {
  readonly id: string;
  readonly firmId: string;
  readonly kind: 'publishable' | 'secret';
  readonly scopes: Scope[];
  readonly lastUsedAt: Date | null;
  readonly originAllowed: boolean;
}

/** Finds a key that works, and whether the calling page's origin is one of its firm's. */
export async function findKey(
  db: Reader,
  hash: string,
  origin: string | null,
  now: Date,
): Promise<FoundKey | undefined> {
  const result = await sql<FoundKey>`
    select k.id, k.firm_id as "firmId", k.kind, k.scopes, k.last_used_at as "lastUsedAt",
      exists (select 1 from firm_origins o where o.firm_id = k.firm_id and o.origin = ${origin}) as "originAllowed"
    from firm_keys k where k.hash = ${hash} and k.revoked_at is null
      and (k.expires_at is null or k.expires_at > ${now})`.execute(db);
  return result.rows[0];
}

/** Notes that a key was used; called at most once a minute per key, and may be lost. */
export async function touchKey(db: Writer, firmId: string, id: string, now: Date): Promise<void> {
  await db
    .updateTable('firm_keys')
    .set({ last_used_at: now })
    .where('firm_id', '=', firmId)
    .where('id', '=', id)
    .execute();
}

/** Whether any firm has allowed the origin. A preflight carries no credential, so this is all it can be asked. */
export async function isOriginKnown(db: Reader, origin: string): Promise<boolean> {
  const row = await db.selectFrom('firm_origins').select('origin').where('origin', '=', origin).executeTakeFirst();
  return row !== undefined;
}

/** Whether the firm has allowed the origin, or it is that of a domain of its own. */
export async function isOriginAllowed(db: Reader, firmId: string, origin: string): Promise<boolean> {
  const result = await sql`
    select 1 from firm_origins where firm_id = ${firmId} and origin = ${origin}
    union all
    select 1 from firm_domains where firm_id = ${firmId} and 'https://' || host = ${origin}
      and verified_at is not null and removed_at is null`.execute(db);
  return result.rows.length > 0;
}

/** Reads a firm. */
export async function getFirm(db: Reader, firmId: string) {
  return db.selectFrom('firms').selectAll().where('id', '=', firmId).executeTakeFirstOrThrow();
}

/** Reads a member of the firm's staff. */
export async function getStaff(db: Reader, firmId: string, id: string) {
  return db.selectFrom('staff').selectAll().where('firm_id', '=', firmId).where('id', '=', id).executeTakeFirst();
}
