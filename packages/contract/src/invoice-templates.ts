/** Templates of invoices: payment terms, taxes and lines that a firm has written once. */
import * as z from 'zod/mini';
import { endpoint } from './endpoint.js';
import { InvoiceBody, sumProblems } from './firm-invoices.js';
import { notFound, preconditionFailed } from './problems.js';
import { Instant, InvoiceTemplateId, listOf, Page, text } from './values.js';

export const InvoiceTemplateBody = z.strictObject({
  /** What staff call it. */
  name: text(120),
  /** What an invoice made of it begins as. */
  invoice: InvoiceBody,
});
export type InvoiceTemplateBody = z.infer<typeof InvoiceTemplateBody>;

export const InvoiceTemplate = z.object({
  id: InvoiceTemplateId,
  ...InvoiceTemplateBody.shape,
  /** As the ETag has it. */
  version: z.number(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type InvoiceTemplate = z.infer<typeof InvoiceTemplate>;

const params = z.object({ id: InvoiceTemplateId });
const read = { audience: 'staff', scope: 'billing.read' } as const;
const write = { audience: 'staff', scope: 'billing.write' } as const;

export const listInvoiceTemplates = endpoint({
  id: 'invoiceTemplates.list',
  method: 'GET',
  path: '/v1/firm/invoice-templates',
  summary: 'Lists the templates of invoices, newest first.',
  access: read,
  query: Page,
  response: listOf(z.object({ id: InvoiceTemplateId, name: z.string(), updatedAt: Instant })),
});

export const getInvoiceTemplate = endpoint({
  id: 'invoiceTemplates.get',
  method: 'GET',
  path: '/v1/firm/invoice-templates/:id',
  summary: 'Reads a template; the ETag guards a change.',
  access: read,
  params,
  response: InvoiceTemplate,
  errors: [notFound],
});

export const createInvoiceTemplate = endpoint({
  id: 'invoiceTemplates.create',
  method: 'POST',
  path: '/v1/firm/invoice-templates',
  summary: 'Creates a template; its lines are looked at like those of an invoice.',
  access: write,
  body: InvoiceTemplateBody,
  response: InvoiceTemplate,
  status: 201,
  errors: [notFound, ...sumProblems],
  idempotent: true,
});

export const updateInvoiceTemplate = endpoint({
  id: 'invoiceTemplates.update',
  method: 'PUT',
  path: '/v1/firm/invoice-templates/:id',
  summary: 'Replaces a template. If-Match must carry the ETag that was read. Invoices made of it stay as they are.',
  access: write,
  params,
  body: InvoiceTemplateBody,
  response: InvoiceTemplate,
  errors: [notFound, preconditionFailed, ...sumProblems],
});

export const deleteInvoiceTemplate = endpoint({
  id: 'invoiceTemplates.delete',
  method: 'DELETE',
  path: '/v1/firm/invoice-templates/:id',
  summary: 'Deletes a template. Invoices made of it stay.',
  access: write,
  params,
  errors: [notFound],
});
