import { features } from '@portico/contract';
import type { Deps } from '../deps.js';
import { bind } from '../http/bind.js';
import { createPhoneLinks } from './service.js';

export const routes = (deps: Deps) => {
  const links = createPhoneLinks(deps);
  return bind(features.phoneLinks, {
    createPhoneLink: ({ actor, caller, params, body }) => links.create(actor, caller, params.id, body.page),
    getPhoneLink: ({ caller, params }) => links.get(caller, params.id),
    revokePhoneLink: ({ actor, caller, params }) => links.revoke(actor, caller, params.id),
  });
};
