import { features } from '@portico/contract';
import type { Window } from '../checklists/view.js';
import type { Deps } from '../deps.js';
import { bind } from '../http/bind.js';
import { type ClientCaller, viewerOf } from '../http/caller.js';
import { download } from './download.js';
import { Documents } from './service.js';
import { documentView, firmView } from './view.js';

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
    acceptDocument: ({ caller, actor, params }) => documents.accept(viewerOf(caller), actor, params.id),
    returnDocument: ({ caller, actor, params, body }) => documents.giveBack(viewerOf(caller), actor, params.id, body),
    fileDocument: async ({ caller, actor, params, body }) =>
      firmView(await documents.fileAs(viewerOf(caller), actor, params.id, body.name)),
  });
};
