import { features } from '@portico/contract';
import type { Deps } from '../deps.js';
import { bind } from '../http/bind.js';
import { createPortalSessions } from './service.js';

export const routes = (deps: Deps) => {
  const sessions = createPortalSessions(deps);
  return bind(features.portalSessions, {
    createPortalSession: ({ actor, body }) => sessions.create(actor, body),
    revokePortalSession: ({ actor, params }) => sessions.revoke(actor, params.id),
  });
};
