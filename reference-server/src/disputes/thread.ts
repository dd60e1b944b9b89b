/** What goes for a thread whoever writes in it. */
import { conflict } from '@portico/contract';
import type { Tx } from '../database/tables.js';
import type { Viewer } from '../http/caller.js';
import { found, Refusal } from '../http/refusal.js';
import { type DisputeRow, insertNote, lockDispute, notesOf } from './store.js';

const MOST_NOTES = 100;

/** @throws Refusal `not_found`, or `conflict` with the state as the reason where it has ended */
export async function lockOpen(tx: Tx, viewer: Viewer, id: string): Promise<DisputeRow> {
  const dispute = found(await lockDispute(tx, viewer, id));
  if (dispute.state !== 'open') throw new Refusal(conflict, { reason: dispute.state });
  return dispute;
}

/** @param contactId null where the firm writes @throws Refusal `conflict` with the reason `full` */
export async function write(
  tx: Tx,
  { firm_id, id: dispute_id }: Pick<DisputeRow, 'firm_id' | 'id'>,
  { contactId, text, now }: { readonly contactId: string | null; readonly text: string; readonly now: Date },
): Promise<void> {
  if ((await notesOf(tx, firm_id, [dispute_id])).length >= MOST_NOTES) throw new Refusal(conflict, { reason: 'full' });
  await insertNote(tx, { firm_id, dispute_id, contact_id: contactId, text, at: now });
}
