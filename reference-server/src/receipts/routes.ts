import { features } from '@portico/contract';
import type { Deps } from '../deps.js';
import { handed } from '../documents/download.js';
import { bind } from '../http/bind.js';
import { viewerOf } from '../http/caller.js';
import { Receipts } from './service.js';

export const routes = (deps: Deps) => {
  const receipts = new Receipts(deps);
  return bind(features.receipts, {
    getReceipt: async ({ caller, params }) => handed(await receipts.signed(viewerOf(caller), params.id)),
    getReceiptPdf: async ({ caller, params, query }) =>
      handed(await receipts.pdf(viewerOf(caller), params.id, query.language)),
    getFirmReceipt: async ({ caller, params }) => handed(await receipts.signed(viewerOf(caller), params.id)),
    getFirmReceiptPdf: async ({ caller, params, query }) =>
      handed(await receipts.pdf(viewerOf(caller), params.id, query.language)),
    listReceiptKeys: ({ caller }) => receipts.keys(caller.firmId),
    rotateReceiptKey: ({ actor }) => receipts.rotate(actor),
  });
};
