import { type Document, features, type FirmDocument } from '@portico/contract';
import type { Deps } from '../deps.js';
import { bind } from '../http/bind.js';
import { viewerOf } from '../http/caller.js';
import { download } from './download.js';
import { Documents } from './service.js';
import type { DocumentRow } from './store.js';

export const routes = (deps: Deps) => {
  const documents = new Documents(deps);
  return bind(features.documents, {
    async listDocuments({ caller, query: { requestId, ...query } }) {
      const { data, nextCursor } = await documents.list(viewerOf(caller), { requestId }, query);
      return { data: data.map(documentView), nextCursor };
    },
    getDocument: async ({ caller, params }) => documentView(await documents.get(viewerOf(caller), params.id)),
    downloadDocument: async ({ caller, actor, params, request }) =>
      download(await documents.open(viewerOf(caller), actor, params.id), request),
    async listFirmDocuments({ caller, query: { matterId, state, ...query } }) {
      const { data, nextCursor } = await documents.list(viewerOf(caller), { matterId, state }, query);
      return { data: data.map(firmView), nextCursor };
    },
    getFirmDocument: async ({ caller, params }) => firmView(await documents.get(viewerOf(caller), params.id)),
    downloadFirmDocument: async ({ caller, actor, params, request }) =>
      download(await documents.open(viewerOf(caller), actor, params.id), request),
    acceptDocument: async ({ caller, actor, params }) =>
      firmView(await documents.accept(viewerOf(caller), actor, params.id)),
    returnDocument: async ({ caller, actor, params, body }) =>
      firmView(await documents.giveBack(viewerOf(caller), actor, params.id, body)),
  });
};

function documentView(row: DocumentRow): Document {
  return {
    id: row.id,
    matterId: row.matter_id,
    requestId: row.request_id,
    name: row.name,
    type: row.type,
    size: row.size,
    sha256: row.sha256,
    state: row.state,
    returned:
      row.return_reason === null
        ? null
        : {
            reason: row.return_reason,
            note: row.return_note ?? '',
            at: (row.returned_at ?? row.created_at).toISOString(),
          },
    createdAt: row.created_at.toISOString(),
  };
}

function firmView(row: DocumentRow): FirmDocument {
  return { ...documentView(row), uploadedBy: row.contact_id };
}
