import { type Document, features, type FirmDocument } from '@portico/contract';
import type { Window } from '../checklists/view.js';
import type { Deps } from '../deps.js';
import { bind } from '../http/bind.js';
import { type ClientCaller, viewerOf } from '../http/caller.js';
import { download } from './download.js';
import { Documents } from './service.js';
import type { DocumentRow } from './store.js';

export const routes = (deps: Deps) => {
  const documents = new Documents(deps);
  const windowOf = ({ session }: ClientCaller): Window => ({
    withdrawMinutes: session.settings.withdrawMinutes,
    now: deps.clock.now(),
  });
  return bind(features.documents, {
    async listDocuments({ caller, query: { requestId, ...query } }) {
      const { data, nextCursor } = await documents.list(viewerOf(caller), { requestId }, query);
      const window = windowOf(caller);
      return { data: data.map((row) => documentView(row, window)), nextCursor };
    },
    getDocument: async ({ caller, params }) =>
      documentView(await documents.get(viewerOf(caller), params.id), windowOf(caller)),
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

/** What both sides read of it. */
function common(row: DocumentRow) {
  return {
    id: row.id,
    matterId: row.matter_id,
    requestId: row.request_id,
    name: row.name,
    type: row.type,
    size: row.size,
    sha256: row.sha256,
    slot: row.slot,
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

function documentView(row: DocumentRow, { withdrawMinutes, now }: Window): Document {
  const { state, opened_at, created_at } = row;
  if (state === 'withdrawn') throw new Error('A client was shown what they had taken back');
  const until = new Date(created_at.getTime() + withdrawMinutes * 60_000);
  const isOpen = state === 'received' && opened_at === null && until > now;
  return { ...common(row), state, withdrawableUntil: isOpen ? until.toISOString() : null };
}

export function firmView(row: DocumentRow): FirmDocument {
  return {
    ...common(row),
    state: row.state,
    uploadedBy: row.contact_id,
    filedAs: row.filed_as,
    reviewedAt: row.reviewed_at?.toISOString() ?? null,
    replaces: row.replaces,
    openedAt: row.opened_at?.toISOString() ?? null,
    withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
  };
}
