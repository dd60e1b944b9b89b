import { features } from '@portico/contract';
import type { Deps } from '../deps.js';
import { bind } from '../http/bind.js';
import { viewerOf } from '../http/caller.js';
import { createUploadLinks } from './service.js';

export const routes = (deps: Deps) => {
  const links = createUploadLinks(deps);
  return bind(features.uploadLinks, {
    createUploadLink: ({ actor, caller, params, body }) =>
      links.create(actor, viewerOf(caller), { requestId: params.id, ...body }),
    listUploadLinks: ({ caller, params }) => links.list(viewerOf(caller), params.id),
    revokeUploadLink: ({ actor, caller, params }) => links.revoke(actor, viewerOf(caller), params.id),
    openUploadLink: ({ request, place, from, body }) => links.open(request, place, from, body.token),
    getUploadLink: ({ caller }) => links.get(caller),
  });
};
