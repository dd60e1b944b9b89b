import { features } from '@portico/contract';
import type { Deps } from '../deps.js';
import { bind } from '../http/bind.js';
import { viewerOf } from '../http/caller.js';
import { createFolders } from './service.js';

export const routes = (deps: Deps) => {
  const folders = createFolders(deps);
  return bind(features.sharedFolders, {
    listSharedFolders: async ({ caller, query }) => ({
      data: await folders.shared(viewerOf(caller), query.matterId),
    }),
    listFirmFolders: async ({ caller, params }) => ({ data: await folders.list(viewerOf(caller), params.id) }),
    createFolder: ({ caller, actor, params, body }) => folders.create(viewerOf(caller), actor, params.id, body.name),
    updateFolder: ({ caller, actor, params, body }) => folders.update(viewerOf(caller), actor, params.id, body),
    removeFolder: ({ caller, actor, params }) => folders.remove(viewerOf(caller), actor, params.id),
  });
};
