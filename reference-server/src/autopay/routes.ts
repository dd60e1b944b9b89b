import { features } from '@portico/contract';
import type { Deps } from '../deps.js';
import { bind } from '../http/bind.js';
import { createAutopay } from './service.js';

export const routes = (deps: Deps) => {
  const autopay = createAutopay(deps);
  return bind(features.autopay, {
    getAutopay: ({ caller, query }) => autopay.get(caller, query.language),
    setAutopay: ({ caller, actor, body }) => autopay.set(actor, caller, body),
  });
};
