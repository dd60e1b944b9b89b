import { features } from '@portico/contract';
import type { Deps } from '../deps.js';
import { bind } from '../http/bind.js';
import { viewerOf } from '../http/caller.js';
import { Rearranging } from './service.js';

export const routes = (deps: Deps) => {
  const rearranging = new Rearranging(deps);
  return bind(features.rearranging, {
    splitDocument: ({ caller, actor, params, body }) => rearranging.split(viewerOf(caller), actor, params.id, body),
    mergeDocuments: ({ caller, actor, body }) => rearranging.merge(viewerOf(caller), actor, body),
  });
};
