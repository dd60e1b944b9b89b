import { documentQuarantined, documentUnchecked } from '@portico/contract';
import type { Reader } from '../database/tables.js';
import { Refusal } from '../http/refusal.js';
import { scanOf } from './store.js';

/** Seconds after which it is worth asking again. */
export const SOON = '5';

/** @throws Refusal where a document still waits for its safety check, or has not passed it: nobody opens it */
export async function mustBeOpenable(db: Reader, firmId: string, documentId: string): Promise<void> {
  const scan = await scanOf(db, firmId, documentId);
  if (scan === 'quarantined') throw new Refusal(documentQuarantined);
  if (scan === 'waiting') throw new Refusal(documentUnchecked, { headers: { 'retry-after': SOON } });
}
