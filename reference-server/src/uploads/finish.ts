/** One transaction makes the document: it exists with its audit entry and event, or not at all. */
import { notFound, requestClosed, tooManyFiles, uploadBusy, uploadLinkGone } from '@portico/contract';
import { expectArrival } from '../arrivals/store.js';
import { findOpenRequest, moveRequest } from '../checklists/store.js';
import type { Actor } from '../database/actor.js';
import type { Deps } from '../deps.js';
import { uploadedEvent } from '../documents/events.js';
import { type DocumentRow, insertDocument } from '../documents/store.js';
import type { Layout } from '../files/layout.js';
import type { Viewer } from '../http/caller.js';
import { Refusal } from '../http/refusal.js';
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
export function finish(deps: Deps, { viewer, actor, upload, documentId, file, writer }: Finishing): Promise<void> {
  return deps.work.change(actor, async ({ tx, now, record }) => {
    // First, because it locks the request: two uploads do not both take its last place.
    const moved = await moveRequest(tx, upload.firm_id, upload.request_id, ['requested', 'returned', 'sent'], 'sent');
    const request = await findOpenRequest(tx, viewer, upload.request_id);
    if (!request) throw new Refusal(notFound);
    if (!moved) throw new Refusal(requestClosed);
    if (request.files >= request.max_files) throw new Refusal(tooManyFiles);
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
      return_reason: null,
      return_note: null,
      returned_at: null,
      created_at: now,
    };
    await insertDocument(tx, document);
    await expectArrival(tx, deps, document);
    record({
      action: 'documents.upload',
      object: documentId,
      ...(viewer.link && { details: { link: viewer.link.id } }),
      event: await uploadedEvent(deps, tx, document, { uploadId: upload.id, actor, byLink: viewer.link !== null }),
    });
  });
}
