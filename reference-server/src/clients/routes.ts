import { features } from '@portico/contract';
import type { Deps } from '../deps.js';
import { bind } from '../http/bind.js';
import { createClients } from './service.js';

export const routes = (deps: Deps) => {
  const clients = createClients(deps);
  return bind(features.clients, {
    listClients: ({ caller, query }) => clients.list(caller.firmId, query),
    createClient: ({ actor, body }) => clients.create(actor, body),
    listContacts: ({ caller, query }) => clients.listContacts(caller.firmId, query),
    createContact: ({ actor, body }) => clients.createContact(actor, body),
    updateContact: ({ actor, params, body }) => clients.updateContact(actor, params.id, body),
    setPortalAccess: ({ actor, params, body }) => clients.setPortalAccess(actor, params.id, body),
  });
};
