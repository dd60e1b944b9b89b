import { features, type InvoiceTemplate } from '@portico/contract';
import type { Deps } from '../deps.js';
import { bind } from '../http/bind.js';
import { etagOf } from '../http/etag.js';
import { createInvoiceTemplates } from './service.js';

export const routes = (deps: Deps) => {
  const templates = createInvoiceTemplates(deps);
  return bind(features.invoiceTemplates, {
    listInvoiceTemplates: ({ caller, query }) => templates.list(caller.firmId, query),
    getInvoiceTemplate: async ({ caller, params, headers }) =>
      tagged(await templates.get(caller.firmId, params.id), headers),
    createInvoiceTemplate: async ({ actor, body, headers }) => tagged(await templates.create(actor, body), headers),
    updateInvoiceTemplate: async ({ actor, params, body, request, headers }) =>
      tagged(await templates.update(actor, params.id, body, request.headers.get('if-match')), headers),
    deleteInvoiceTemplate: ({ actor, params }) => templates.delete(actor, params.id),
  });
};

function tagged(template: InvoiceTemplate, headers: Headers): InvoiceTemplate {
  headers.set('etag', etagOf(template.version));
  return template;
}
