import { idleSince } from '../session/store.js';
import type { Reader, Tx } from '../database/tables.js';

/** More than anybody has; a firm's page mints a session every ten minutes. */
const MOST = 100;

interface Mine {
  readonly firmId: string;
  readonly contactId: string;
  readonly now: Date;
}

/** The live sessions of a contact's own and of the firm's pages, the last seen first. A preview is none of theirs. */
export async function listSessions(db: Reader, { firmId, contactId, now }: Mine) {
  return db
    .selectFrom('sessions')
    .select(['id', 'kind', 'user_agent', 'created_at', 'seen_at'])
    .where('firm_id', '=', firmId)
    .where('contact_id', '=', contactId)
    .where('kind', 'in', ['own', 'firm'])
    .where('token_hash', 'is not', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .where('seen_at', '>', idleSince(now))
    .orderBy('seen_at', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST)
    .execute();
}

/** Whether a contact has or had a session of that id, over or not. */
export async function isMySession(db: Reader, { firmId, contactId }: Omit<Mine, 'now'>, id: string): Promise<boolean> {
  const row = await db
    .selectFrom('sessions')
    .select('id')
    .where('firm_id', '=', firmId)
    .where('contact_id', '=', contactId)
    .where('kind', 'in', ['own', 'firm'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row !== undefined;
}

/** Revokes every session of a contact's own and of the firm's pages, but one. @returns how many were live */
export async function revokeOtherSessions(
  tx: Tx,
  { firmId, contactId, exceptId, now }: Mine & { readonly exceptId: string },
): Promise<number> {
  const result = await tx
    .updateTable('sessions')
    .set({ revoked_at: now })
    .where('firm_id', '=', firmId)
    .where('contact_id', '=', contactId)
    .where('kind', 'in', ['own', 'firm'])
    .where('id', '!=', exceptId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}
