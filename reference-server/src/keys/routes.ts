import { features } from '@portico/contract';
import type { Deps } from '../deps.js';
import { bind } from '../http/bind.js';
import { createKeys } from './service.js';

export const routes = (deps: Deps) => {
  const keys = createKeys(deps);
  return bind(features.keys, {
    listKeys: ({ caller, query }) => keys.list(caller.firmId, query),
    createKey: ({ actor, body }) => keys.create(actor, body),
    rotateKey: ({ actor, params, body }) => keys.rotate(actor, params.id, body.overlapDays),
    revokeKey: ({ actor, params }) => keys.revoke(actor, params.id),
  });
};
