import { type InvoiceTemplate, type InvoiceTemplateBody, notFound, preconditionFailed } from '@portico/contract';
import type { Actor } from '../database/actor.js';
import { newId } from '../database/ids.js';
import type { PageQuery } from '../database/pages.js';
import type { Reader } from '../database/tables.js';
import type { Deps } from '../deps.js';
import { mustHaveSeries } from '../firm-invoices/service.js';
import { versionOf } from '../http/etag.js';
import { found, Refusal } from '../http/refusal.js';
import { totalsOf } from '../invoices/totals.js';
import * as store from './store.js';

/** Templates of invoices: what would be refused of an invoice is refused here already. */
export const createInvoiceTemplates = ({ work }: Pick<Deps, 'work'>) => ({
  list: (firmId: string, query: PageQuery) =>
    work.read(firmId, async (db) => {
      const { data, nextCursor } = await store.listInvoiceTemplates(db, firmId, query);
      return {
        data: data.map(({ id, name, updated_at }) => ({ id, name, updatedAt: updated_at.toISOString() })),
        nextCursor,
      };
    }),

  get: (firmId: string, id: string) =>
    work.read(firmId, async (db) => view(found(await store.getInvoiceTemplate(db, firmId, id)))),

  create: (actor: Actor, body: InvoiceTemplateBody) =>
    work.change(actor, async ({ tx, now, record }) => {
      const { firmId } = actor;
      await mustFit(tx, firmId, body);
      const row = await store.insertInvoiceTemplate(tx, { firmId, id: newId('itp'), now, body });
      record({ action: 'invoiceTemplates.create', object: row.id, event: null });
      return view(row);
    }),

  update: (actor: Actor, id: string, body: InvoiceTemplateBody, ifMatch: string | null) =>
    work.change(actor, async ({ tx, now, record }) => {
      const { firmId } = actor;
      await mustFit(tx, firmId, body);
      const row = await store.replaceInvoiceTemplate(tx, { firmId, id, now, version: versionOf(ifMatch), body });
      if (!row) {
        found(await store.getInvoiceTemplate(tx, firmId, id));
        throw new Refusal(preconditionFailed);
      }
      record({ action: 'invoiceTemplates.update', object: id, event: null });
      return view(row);
    }),

  delete: (actor: Actor, id: string): Promise<void> =>
    work.change(actor, async ({ tx, record }) => {
      if (!(await store.deleteInvoiceTemplate(tx, actor.firmId, id))) throw new Refusal(notFound);
      record({ action: 'invoiceTemplates.delete', object: id, event: null });
    }),
});

async function mustFit(db: Reader, firmId: string, { invoice }: InvoiceTemplateBody): Promise<void> {
  await mustHaveSeries(db, firmId, invoice);
  totalsOf(invoice);
}

function view(row: store.InvoiceTemplateRow): InvoiceTemplate {
  const { id, name, invoice, version, created_at, updated_at } = row;
  return {
    ...{ id, name, invoice, version },
    createdAt: created_at.toISOString(),
    updatedAt: updated_at.toISOString(),
  };
}
