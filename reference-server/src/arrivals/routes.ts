import { features } from '@portico/contract';
import type { Deps } from '../deps.js';
import { bind } from '../http/bind.js';
import { viewerOf } from '../http/caller.js';
import { ArrivedDocuments } from './service.js';

export const routes = (deps: Deps) => {
  const documents = new ArrivedDocuments(deps);
  return bind(features.arrivals, {
    getPreview: async ({ caller, actor, params, query }) =>
      shown(await documents.picture(viewerOf(caller), actor, params.id, query.page, query.size)),
    getFirmPreview: async ({ caller, actor, params, query }) =>
      shown(await documents.picture(viewerOf(caller), actor, params.id, query.page, query.size)),
    getReading: ({ caller, actor, params }) => documents.reading(viewerOf(caller), actor, params.id),
    acceptReading: ({ caller, actor, params, body }) =>
      documents.accept(viewerOf(caller), actor, params.id, body.fields),
  });
};

/** The server drew it itself, and still no browser has a reason to take it for anything else than a picture. */
function shown(picture: Uint8Array): Response {
  return new Response(new Uint8Array(picture), {
    headers: {
      'cache-control': 'no-store',
      'content-disposition': 'inline; filename="page.jpg"',
      'content-length': String(picture.byteLength),
      'content-security-policy': "sandbox; default-src 'none'",
      'content-type': 'image/jpeg',
      'cross-origin-resource-policy': 'same-site',
      'x-content-type-options': 'nosniff',
    },
  });
}
