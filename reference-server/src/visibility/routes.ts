import { capabilities, decide, type Decision, features, layersOf, type Visibility } from '@portico/contract';
import type { Deps } from '../deps.js';
import { bind } from '../http/bind.js';
import { viewerOf } from '../http/caller.js';
import { found } from '../http/refusal.js';
import { type ContactFacts, findFacts } from './store.js';

export const routes = ({ work }: Deps) =>
  bind(features.visibility, {
    async getVisibility({ caller, params }) {
      const facts = found(await work.read(caller.firmId, (db) => findFacts(db, viewerOf(caller), params.id)));
      return visibilityOf(params.id, facts);
    },
  });

/** One-time links have one of their own, which no contact has. */
const ofContacts = capabilities.filter((capability) => capability !== 'link.view');

/** The same functions that decide a call, asked about a session of the contact's own. */
function visibilityOf(contactId: string, { matters, ...contact }: ContactFacts): Visibility {
  const facts = { ...contact, components: null, readOnly: false };
  const checklists = decide('checklists.view', facts);
  const sharing = decide('sharedDocuments.view', facts);
  return {
    contactId,
    capabilities: ofContacts.map((capability) => ({
      capability,
      decision: decide(capability, facts),
      layers: [...layersOf(capability, facts)],
    })),
    matters: matters.map(({ id, title, shared, checklists: ids, documents }) => {
      const decision: Decision = shared ? { allowed: true } : { allowed: false, reason: 'matter_not_shared' };
      const ofList = checklists.allowed ? decision : checklists;
      const ofDocuments = sharing.allowed ? decision : sharing;
      return {
        id,
        title,
        decision,
        checklists: ids.map((list) => ({ id: list, decision: ofList })),
        documents: documents.map(({ id: document, keptBy }) => ({
          id: document,
          decision: keptBy !== null && ofDocuments.allowed ? { allowed: false, reason: keptBy } : ofDocuments,
        })),
      };
    }),
  };
}
