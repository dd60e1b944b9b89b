import { features } from '@portico/contract';
import type { Deps } from '../deps.js';
import { bind } from '../http/bind.js';
import { createInvoices } from './service.js';

export const routes = (deps: Deps) => {
  const invoices = createInvoices(deps);
  return bind(features.invoices, {
    listInvoices: ({ caller, query }) => invoices.list(caller, query),
    getInvoice: ({ caller, params }) => invoices.get(caller, params.id),
  });
};
