import { features } from '@portico/contract';
import type { Deps } from '../deps.js';
import { bind } from '../http/bind.js';
import { viewerOf } from '../http/caller.js';
import { shown } from './pictures.js';
import { ArrivedDocuments } from './service.js';

export const routes = (deps: Deps) => {
  const documents = new ArrivedDocuments(deps);
  return bind(features.arrivals, {
    getPreview: async ({ caller, actor, params, query }) =>
      shown(await documents.picture(viewerOf(caller), actor, params.id, query)),
    getFirmPreview: async ({ caller, actor, params, query }) =>
      shown(await documents.picture(viewerOf(caller), actor, params.id, query)),
    getReading: ({ caller, actor, params }) => documents.reading(viewerOf(caller), actor, params.id),
    acceptReading: ({ caller, actor, params, body }) =>
      documents.accept(viewerOf(caller), actor, params.id, body.fields),
  });
};
