import { features } from '@portico/contract';
import type { Deps } from '../deps.js';
import { handed } from '../documents/download.js';
import { bind } from '../http/bind.js';
import { type ClientCaller, type StaffCaller, viewerOf } from '../http/caller.js';
import { createPapers, type PaperReader } from './service.js';

export const routes = (deps: Deps) => {
  const papers = createPapers(deps);
  return bind(features.papers, {
    getInvoicePdf: async ({ caller, params, query }) => handed(await papers.invoice(clients(caller, query), params.id)),
    getPaymentReceipt: async ({ caller, params, query }) =>
      handed(await papers.payment(clients(caller, query), params.id)),
    getPlanPdf: async ({ caller, params, query }) => handed(await papers.plan(clients(caller, query), params.id)),
    getStatement: async ({ caller, query }) => handed(await papers.statement(clients(caller, query), query)),
    getFirmInvoicePdf: async ({ caller, params, query }) =>
      handed(await papers.invoice(firms(caller, query), params.id)),
    getFirmPaymentReceipt: async ({ caller, params, query }) =>
      handed(await papers.payment(firms(caller, query), params.id)),
    getFirmPlanPdf: async ({ caller, params, query }) => handed(await papers.plan(firms(caller, query), params.id)),
    getFirmStatement: async ({ caller, params, query }) =>
      handed(await papers.statement(firms(caller, query), query, params.id)),
  });
};

interface Asked {
  readonly language?: string | undefined;
}

function clients(caller: ClientCaller, { language }: Asked): PaperReader {
  return { viewer: viewerOf(caller), language: language ?? caller.session.contact.language };
}

function firms(caller: StaffCaller, { language }: Asked): PaperReader {
  return { viewer: viewerOf(caller), language };
}
