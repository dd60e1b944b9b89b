import { systemActor } from '../database/actor.js';
import type { Deps } from '../deps.js';
import { quarantinedEvent } from '../documents/events.js';
import { lockRequestOf, returnUnsafe } from '../documents/store.js';
import { tellOfReturn } from '../notifications/notify.js';
import { documentsChanged } from '../requests/documents.js';
import { type DueArrival, settleScan } from './store.js';

/**
 * Shuts a document away and asks the client for another: in one change the request is their turn again, with a sentence
 * why, they are told by e-mail, and the firm by the audit log and an event. The bytes stay, for whoever must look into it.
 * @param signature what the scanner named it, or that it refused to look
 */
export async function quarantine(
  deps: Pick<Deps, 'work' | 'bytes' | 'config'>,
  due: DueArrival,
  signature: string,
): Promise<void> {
  const { firmId, documentId } = due;
  await deps.work.change(systemActor(firmId), async (change) => {
    const { tx, now, record, nothing } = change;
    await lockRequestOf(tx, firmId, documentId);
    const document = (await settleScan(tx, due, 'quarantined')) && (await returnUnsafe(tx, firmId, documentId, now));
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
      details: { signature },
      event: await quarantinedEvent(deps, tx, document),
    });
  });
}
