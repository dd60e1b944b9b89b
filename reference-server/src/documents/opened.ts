/** That somebody at the firm has opened a document: from then on it stays, and a person's look is the request's review. */
import { notFound } from '@portico/contract';
import type { Actor } from '../database/actor.js';
import type { Change } from '../database/work.js';
import { firmViewer } from '../http/caller.js';
import { Refusal } from '../http/refusal.js';
import { stateAfter } from '../requests/life.js';
import { moveRequest, standingOf } from '../requests/store.js';
import { type DocumentRow, getDocument, lockRequestOf, markOpened } from './store.js';

/** @param document one that is there */
export async function firmOpened(
  { tx, now, record }: Pick<Change, 'tx' | 'now' | 'record'>,
  actor: Actor,
  { firm_id: firmId, id, request_id: requestId, opened_at, state }: DocumentRow,
): Promise<void> {
  if (opened_at !== null || state !== 'received') return;
  await lockRequestOf(tx, firmId, id);
  if (!(await markOpened(tx, firmId, id, now))) {
    // Somebody was faster: another who opened it, or the client who took it back.
    const there = await getDocument(tx, firmViewer(firmId), id);
    if (there?.state === 'withdrawn') throw new Refusal(notFound);
    return;
  }
  const standing = await standingOf(tx, firmId, requestId);
  // A key fetches for a machine: nobody has looked.
  const to = actor.type === 'staff' ? stateAfter('takeUp', standing) : undefined;
  if (to === undefined || to === standing.state) return;
  await moveRequest(tx, standing, to);
  record({
    action: 'requests.takeUp',
    object: requestId,
    event: { type: 'request.taken_up', data: { requestId, checklistId: standing.checklistId } },
  });
}
