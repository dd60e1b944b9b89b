/** What the end of a safety check means: nobody opens the document, or whoever may does. */
import { systemActor } from '../database/actor.js';
import type { Deps } from '../deps.js';
import { quarantinedEvent } from '../documents/events.js';
import { lockRequestOf, returnUnsafe } from '../documents/store.js';
import { tellOfReturn } from '../notifications/notify.js';
import { tellOfShared } from '../notifications/shared.js';
import { documentsChanged } from '../requests/documents.js';
import { matterOf } from '../shared-documents/store.js';
import { openTask } from '../staff-tasks/store.js';
import { type DueArrival, settleScan } from './store.js';

const kind = 'document_quarantined';

type CheckDeps = Pick<Deps, 'work' | 'bytes' | 'config'>;

/** It passed. Contacts with whom it is shared see it from now on, and are told. */
export async function release(deps: CheckDeps, due: DueArrival): Promise<void> {
  await deps.work.upkeep(due.firmId, async (tx, now) => {
    if ((await settleScan(tx, due, now)) && due.side === 'shared') await tellOfShared(deps, tx, { ...due, now });
  });
}

/**
 * Shuts a document away; the bytes stay, for whoever must look into it.
 * @param finding what the scanner named it, or that it refused to look
 */
export function quarantine(deps: CheckDeps, due: DueArrival, finding: string): Promise<void> {
  return due.side === 'sent' ? shutSent(deps, due, finding) : shutShared(deps, due, finding);
}

/**
 * Asks the client for another: in one change the request is their turn again, with a sentence why, they are told by e-mail,
 * and the firm by the audit log and an event.
 */
async function shutSent(deps: CheckDeps, due: DueArrival, finding: string): Promise<void> {
  const { firmId, documentId } = due;
  await deps.work.change(systemActor(firmId), async (change) => {
    const { tx, now, record, nothing } = change;
    await lockRequestOf(tx, firmId, documentId);
    const document = (await settleScan(tx, due, now, finding)) && (await returnUnsafe(tx, firmId, documentId, now));
    if (!document) {
      nothing();
      return;
    }
    const { request_id: requestId, matter_id: matterId, contact_id: contactId } = document;
    await documentsChanged(change, 'documentReturned', { firmId, requestId, contactId });
    await tellOfReturn(deps, tx, { firmId, matterId, contactId, now });
    record({
      action: 'documents.quarantine',
      object: documentId,
      about: contactId,
      details: { signature: finding },
      event: await quarantinedEvent(deps, tx, document),
    });
    await openTask(change, { firm_id: firmId, kind, about: documentId, matter_id: matterId });
  });
}

/** No contact has ever seen it, so none is told. */
async function shutShared({ work, config }: CheckDeps, due: DueArrival, finding: string): Promise<void> {
  const { firmId, documentId } = due;
  await work.change(systemActor(firmId), async (change) => {
    const { tx, now, record, nothing } = change;
    const matterId = (await settleScan(tx, due, now, finding)) && (await matterOf(tx, firmId, documentId));
    if (!matterId) {
      nothing();
      return;
    }
    const accessUrl = `${config.publicUrl}/v1/firm/shared-documents/${documentId}`;
    record({
      action: 'sharedDocuments.quarantine',
      object: documentId,
      details: { signature: finding },
      event: { type: 'document.quarantined', data: { documentId, matterId, accessUrl } },
    });
    await openTask(change, { firm_id: firmId, kind, about: documentId, matter_id: matterId });
  });
}
