/** What becomes of a request when a document of it comes, goes or is reviewed; in the change in which that happens. */
import type { Change } from '../database/work.js';
import { reopenChecklist } from './adapt.js';
import { type Act, isYours, type KeptState, stateAfter } from './life.js';
import { moveRequest, sendNotes, standingOf } from './store.js';

export type DocumentAct = Extract<Act, `document${string}`>;

/**
 * Moves the request to where the documents that there are now bring it. Whoever calls has locked the request, and its
 * checklist too unless a document came.
 * @returns the new state, or undefined where the request takes no documents any more
 */
export async function documentsChanged(
  change: Pick<Change, 'tx' | 'record' | 'now'>,
  act: DocumentAct,
  { firmId, requestId, contactId }: { readonly firmId: string; readonly requestId: string; readonly contactId: string },
): Promise<KeptState | undefined> {
  const { tx, now } = change;
  const standing = await standingOf(tx, firmId, requestId);
  const to = stateAfter(act, standing);
  if (to === undefined) return undefined;
  const leavesDecline = standing.state === 'declined' && to !== 'declined';
  await moveRequest(tx, standing, to, {
    ...(leavesDecline && { declined: null }),
    ...((to === 'accepted' || act === 'documentReturned') && { reopened: null }),
  });
  if (act === 'documentCame') await sendNotes(tx, { firmId, id: requestId, contactId, now });
  else if (isYours(to) && !(act === 'documentsRearranged' && isYours(standing.state)))
    await reopenChecklist(change, firmId, standing.checklistId);
  return to;
}
