import { proofInvalid } from '@portico/contract';
import { everyFirm } from '../database/confine.js';
import type { Deps } from '../deps.js';
import { Refusal } from '../http/refusal.js';
import { hashText } from './tokens.js';

interface DpopProofTable {
  /** SHA-256 of key thumbprint and `jti`. */
  hash: string;
  created_at: Date;
}

declare module '../database/tables.js' {
  interface Tables {
    dpop_proofs: DpopProofTable;
  }
}

/** Takes a proof once (RFC 9449, section 11.1). @throws Refusal when it was taken before */
export async function spendProof(deps: Deps, id: string): Promise<void> {
  const taken = await deps.work.upkeep(everyFirm, (tx, now) =>
    tx
      .insertInto('dpop_proofs')
      .values({ hash: hashText(id), created_at: now })
      .onConflict((on) => on.doNothing())
      .executeTakeFirst(),
  );
  if (taken.numInsertedOrUpdatedRows !== 1n) throw new Refusal(proofInvalid);
}
