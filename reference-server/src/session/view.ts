import { decide, type Session } from '@portico/contract';
import type { ClientCaller } from '../http/caller.js';

/** A client's session as its page sees it, with a decision and its reason for every capability. */
export function sessionView({ sessionId, firmId, contactId, session }: Omit<ClientCaller, 'kind'>): Session {
  return {
    id: sessionId,
    firm: { id: firmId, name: session.firmName },
    contact: { id: contactId, ...session.contact },
    kind: session.kind,
    capabilities: {
      'session.view': decide('session.view', session),
      'checklists.view': decide('checklists.view', session),
      'checklists.answer': decide('checklists.answer', session),
      'documents.upload': decide('documents.upload', session),
      'documents.view': decide('documents.view', session),
      'sharedDocuments.view': decide('sharedDocuments.view', session),
      'invoices.view': decide('invoices.view', session),
      'invoices.dispute': decide('invoices.dispute', session),
      'invoices.pay': decide('invoices.pay', session),
      'invoices.plan': decide('invoices.plan', session),
      'profile.view': decide('profile.view', session),
      'profile.update': decide('profile.update', session),
    },
    languages: session.settings.languages,
    support: session.settings.support,
    preview: session.staff && { by: session.staff.name, readOnly: session.readOnly },
    expiresAt: session.expiresAt.toISOString(),
  };
}
