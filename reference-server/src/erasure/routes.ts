import { features } from '@portico/contract';
import type { Deps } from '../deps.js';
import { bind } from '../http/bind.js';
import { createErasure } from './service.js';

export const routes = (deps: Deps) => {
  const erasure = createErasure(deps);
  return bind(features.erasure, {
    eraseContact: ({ actor, params }) => erasure.eraseContact(actor, params.id),
  });
};
