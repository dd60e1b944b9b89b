import { features, type FirmInvoice } from '@portico/contract';
import type { Deps } from '../deps.js';
import { bind } from '../http/bind.js';
import { viewerOf } from '../http/caller.js';
import { etagOf } from '../http/etag.js';
import { createCredits } from './credit-service.js';
import { createFirmInvoices } from './service.js';

export const routes = (deps: Deps) => {
  const invoices = createFirmInvoices(deps);
  const credits = createCredits(deps);
  return bind(features.firmInvoices, {
    listFirmInvoices: ({ caller, query: { limit, cursor, ...filter } }) =>
      invoices.list(viewerOf(caller), filter, { limit, cursor }),
    getFirmInvoice: async ({ caller, params, headers }) =>
      tagged(await invoices.get(viewerOf(caller), params.id), headers),
    createInvoice: async ({ caller, actor, params, body, headers }) =>
      tagged(await invoices.create(actor, viewerOf(caller), params.id, body), headers),
    createInvoiceFromTemplate: async ({ caller, actor, params, body, headers }) =>
      tagged(await invoices.createFromTemplate(actor, viewerOf(caller), params.id, body.templateId), headers),
    updateInvoice: async ({ caller, actor, params, body, request, headers }) =>
      tagged(await invoices.update(actor, viewerOf(caller), params.id, body, request.headers.get('if-match')), headers),
    deleteInvoice: ({ caller, actor, params }) => invoices.delete(actor, viewerOf(caller), params.id),
    issueInvoice: async ({ caller, actor, params, request, headers }) =>
      tagged(await invoices.issue(actor, viewerOf(caller), params.id, request.headers.get('if-match')), headers),
    voidInvoice: async ({ caller, actor, params, body, headers }) =>
      tagged(await invoices.void(actor, viewerOf(caller), params.id, body.reason), headers),
    creditInvoice: ({ caller, actor, params, body }) => credits.credit(actor, viewerOf(caller), params.id, body),
    listCreditNotes: ({ caller, params, query }) => credits.list(viewerOf(caller), params.id, query),
  });
};

function tagged(invoice: FirmInvoice, headers: Headers): FirmInvoice {
  headers.set('etag', etagOf(invoice.version));
  return invoice;
}
