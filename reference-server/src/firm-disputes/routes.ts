import { features } from '@portico/contract';
import type { Deps } from '../deps.js';
import { bind } from '../http/bind.js';
import { viewerOf } from '../http/caller.js';
import { createFirmDisputes } from './service.js';

export const routes = (deps: Deps) => {
  const disputes = createFirmDisputes(deps);
  return bind(features.firmDisputes, {
    listFirmDisputes: ({ caller, query: { limit, cursor, ...filter } }) =>
      disputes.list(viewerOf(caller), filter, { limit, cursor }),
    getFirmDispute: ({ caller, params }) => disputes.get(viewerOf(caller), params.id),
    answerDispute: ({ caller, actor, params, body }) => disputes.answer(actor, viewerOf(caller), params.id, body.text),
    closeDispute: ({ caller, actor, params, body }) => disputes.close(actor, viewerOf(caller), params.id, body),
  });
};
