import { features } from '@portico/contract';
import { shown } from '../arrivals/pictures.js';
import type { Deps } from '../deps.js';
import { attachment, download, streamOf } from '../documents/download.js';
import { bind } from '../http/bind.js';
import { viewerOf } from '../http/caller.js';
import { SharedDocuments } from './client-service.js';
import { FirmSharedDocuments } from './firm-service.js';
import { sharedView } from './view.js';

export const routes = (deps: Deps) => {
  const shared = new SharedDocuments(deps);
  const firm = new FirmSharedDocuments(deps);
  return bind(features.sharedDocuments, {
    async listSharedDocuments({ caller, query: { matterId, folderId, ...query } }) {
      const { data, nextCursor } = await shared.list(viewerOf(caller), { matterId, folderId }, query);
      return { data: data.map(sharedView), nextCursor };
    },
    getSharedDocument: async ({ caller, params }) => sharedView(await shared.get(viewerOf(caller), params.id)),
    downloadSharedDocument: async ({ caller, actor, params, query, request }) =>
      download(await shared.open(viewerOf(caller), actor, params.id, query.purpose), request),
    getSharedPreview: async ({ caller, actor, params, query }) =>
      shown(await shared.picture(viewerOf(caller), actor, params.id, query)),
    async downloadSharedArchive({ caller, actor, params, query, request }) {
      const { language } = caller.session.contact;
      const languages = [language, ...caller.session.settings.languages];
      const what = { matterId: params.id, folderId: query.folderId };
      const zip = await shared.archive(viewerOf(caller), actor, what, languages);
      const headers = attachment(zip.name, 'application/zip');
      headers.set('content-length', String(zip.size));
      return new Response(request.method === 'HEAD' ? null : streamOf(zip.stream()), { headers });
    },

    listFirmSharedDocuments: ({ caller, params, query: { folderId, ...query } }) =>
      firm.list(viewerOf(caller), { matterId: params.id, folderId }, query),
    createSharedDocument: ({ caller, actor, params, query, stream }) =>
      firm.create(viewerOf(caller), actor, { ...query, matterId: params.id, body: stream() }),
    getFirmSharedDocument: ({ caller, params }) => firm.get(viewerOf(caller), params.id),
    downloadFirmSharedDocument: async ({ caller, actor, params, request }) =>
      download(await firm.open(viewerOf(caller), actor, params.id), request),
    getFirmSharedPreview: async ({ caller, actor, params, query }) =>
      shown(await firm.picture(viewerOf(caller), actor, params.id, query)),
    updateSharedDocument: ({ caller, actor, params, body }) => firm.update(viewerOf(caller), actor, params.id, body),
    removeSharedDocument: ({ caller, actor, params }) => firm.remove(viewerOf(caller), actor, params.id),
    shareDocument: ({ caller, actor, params }) => firm.share(viewerOf(caller), actor, params.id, params.contactId),
    unshareDocument: ({ caller, actor, params }) => firm.unshare(viewerOf(caller), actor, params.id, params.contactId),
  });
};
