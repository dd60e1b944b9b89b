import type { SignInMethod } from '@portico/contract';
import { sql } from 'kysely';
import type { Tx } from '../database/tables.js';

export interface Renewal {
  readonly firmId: string;
  readonly id: string;
  /** How it was proved. */
  readonly method: SignInMethod;
  /** Of the new token; null keeps the one that there is. */
  readonly tokenHash: string | null;
  readonly now: Date;
}

/** Notes on a live session that whoever has it proved anew who they are. @returns false where it is over */
export async function renewSession(tx: Tx, { firmId, id, method, tokenHash, now }: Renewal): Promise<boolean> {
  const result = await tx
    .updateTable('sessions')
    .set({
      authenticated_at: now,
      methods: sql<string>`case when methods ? ${method} then methods else methods || ${JSON.stringify([method])}::jsonb end`,
      ...(tokenHash !== null && { token_hash: tokenHash, token_at: now }),
    })
    .where('firm_id', '=', firmId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
