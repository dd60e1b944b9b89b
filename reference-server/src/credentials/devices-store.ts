import type { Tx } from '../database/tables.js';

/** Revokes every session of a contact's own and of the firm's pages, but one. @returns how many were live */
export async function revokeOtherSessions(
  tx: Tx,
  { firmId, contactId, exceptId, now }: { firmId: string; contactId: string; exceptId: string; now: Date },
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
