/** One transaction makes the document: it exists with its audit entry and event, or not at all. */
import { notFound, requestClosed, tooManyFiles, uploadBusy, uploadLinkGone } from '@portico/contract';
import { expectArrival } from '../arrivals/store.js';
import { findOpenRequest } from '../checklists/store.js';
import type { Actor } from '../database/actor.js';
import type { Change } from '../database/work.js';
import type { Deps } from '../deps.js';
import { uploadedEvent } from '../documents/events.js';
import { type DocumentRow, insertDocument } from '../documents/store.js';
import { getFirm } from '../firms/store.js';
import type { Layout } from '../files/layout.js';
import type { Viewer } from '../http/caller.js';
import { Refusal } from '../http/refusal.js';
import { documentsChanged } from '../requests/documents.js';
import { isOver } from '../requests/life.js';
import { lockForDocument } from '../requests/store.js';
import { eraseBlobs, takeBack } from '../requests/withdraw.js';
import { spendLink } from '../upload-links/store.js';
import * as store from './store.js';

export interface Finishing {
  readonly viewer: Viewer;
  readonly actor: Actor;
  readonly upload: store.Upload;
  readonly documentId: string;
  readonly file: { readonly sha256: string; readonly layout: Layout };
  /** The process that holds the lease. */
  readonly writer: string;
}

/**
 * @throws Refusal when the request has meanwhile been accepted, filled or taken from the contact's sight, or
 * when another process has the upload
 */
export async function finish(deps: Deps, finishing: Finishing): Promise<void> {
  const { viewer, actor, upload, documentId, file, writer } = finishing;
  const { firm_id: firmId, request_id: requestId, contact_id: contactId } = upload;
  const erased = await deps.work.change(actor, async (change) => {
    const { tx, now, record } = change;
    // First, because it locks the request: two uploads do not both take its last place.
    await lockForDocument(tx, firmId, requestId);
    const request = await findOpenRequest(tx, viewer, requestId);
    if (!request) throw new Refusal(notFound);
    if (isOver(request.state)) throw new Refusal(requestClosed);
    const old = await replace(change, upload);
    const files = request.files - (old ? 1 : 0);
    if (files >= request.max_files) throw new Refusal(tooManyFiles);
    if (viewer.link && !(await spendLink(tx, viewer.firmId, viewer.link.id, now))) throw new Refusal(uploadLinkGone);
    if (!(await store.finishUpload(tx, upload, writer, documentId))) throw new Refusal(uploadBusy);
    const document: DocumentRow = {
      firm_id: upload.firm_id,
      id: documentId,
      matter_id: request.matter_id,
      request_id: request.id,
      contact_id: upload.contact_id,
      name: upload.name,
      type: upload.type,
      size: upload.length,
      sha256: file.sha256,
      blob_key: upload.blob_key,
      blob_size: file.layout.sealedSize,
      blob_layout: file.layout.runs,
      wrapped_key: upload.wrapped_key,
      state: 'received',
      slot: upload.slot,
      replaces: upload.replaces,
      opened_at: null,
      withdrawn_at: null,
      return_reason: null,
      return_note: null,
      returned_at: null,
      reviewed_at: null,
      filed_as: null,
      made_from: [],
      made_into: [],
      origins: [],
      arrived_at: now,
      created_at: now,
    };
    await insertDocument(tx, document);
    await expectArrival(tx, deps, document);
    await documentsChanged(change, 'documentCame', { firmId, requestId, contactId });
    record({
      action: 'documents.upload',
      object: documentId,
      ...(viewer.link && { details: { link: viewer.link.id } }),
      event: await uploadedEvent(deps, tx, document, { uploadId: upload.id, actor, byLink: viewer.link !== null }),
    });
    return old?.blobs ?? [];
  });
  await eraseBlobs(deps, erased);
}

/**
 * Takes back what the upload was sent in the place of, where it still can be. Where it cannot (somebody has opened it
 * meanwhile) both stay: what has arrived is never thrown away over that.
 */
async function replace(change: Change, { firm_id: firmId, contact_id: contactId, replaces }: store.Upload) {
  if (replaces === null) return undefined;
  const { settings } = await getFirm(change.tx, firmId);
  return takeBack(change, { firmId, contactId, withdrawMinutes: settings.withdrawMinutes }, replaces);
}
