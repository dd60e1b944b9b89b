import { features } from '@portico/contract';
import type { Deps } from '../deps.js';
import { bind } from '../http/bind.js';
import { type ClientCaller, viewerOf } from '../http/caller.js';
import { type Contact, createDisputes } from './service.js';

export const routes = (deps: Deps) => {
  const disputes = createDisputes(deps);
  return bind(features.disputes, {
    openDispute: ({ caller, actor, params, body }) => disputes.open(actor, contactOf(caller), params.id, body),
    listDisputes: ({ caller, query: { limit, cursor, ...filter } }) =>
      disputes.list(contactOf(caller), filter, { limit, cursor }),
    getDispute: ({ caller, params }) => disputes.get(contactOf(caller), params.id),
    addDisputeNote: ({ caller, actor, params, body }) =>
      disputes.addNote(actor, contactOf(caller), params.id, body.text),
    withdrawDispute: ({ caller, actor, params }) => disputes.withdraw(actor, contactOf(caller), params.id),
  });
};

function contactOf(caller: ClientCaller): Contact {
  return { ...viewerOf(caller), contactId: caller.contactId };
}
