/** Invoices on the firm's side: drafts that can be changed, and issued ones that can only be credited or voided. */
import * as z from 'zod/mini';
import { endpoint } from './endpoint.js';
import { FeeKind, Invoice, InvoiceLine, InvoiceStatus } from './invoices.js';
import { amountTooLarge, Amount, Currency, currencyUnknown, Percent, PositiveAmount, Quantity } from './money.js';
import { conflict, notFound, preconditionFailed, problem } from './problems.js';
import {
  ClientId,
  CreditNoteId,
  Day,
  Instant,
  InvoiceId,
  InvoiceLineId,
  InvoiceSeriesId,
  InvoiceTemplateId,
  listOf,
  MatterId,
  Page,
  text,
} from './values.js';

export const kindsMixed = problem(
  'kinds_mixed',
  422,
  'Earned and unearned fees go to different accounts, and so on different invoices.',
);
export const discountTooLarge = problem('discount_too_large', 422, 'A discount takes off more than there is.');
export const dueTooEarly = problem('due_too_early', 422, 'The due day is before the day of issue.');
export const overCreditable = problem('over_creditable', 409, 'A line has less left to be credited.');

/** What lines can be refused for. */
export const sumProblems = [currencyUnknown, amountTooLarge, discountTooLarge, kindsMixed] as const;

/** Off a line, or off all of them by their share: per cent, or minor units. */
export const Discount = z.union([z.strictObject({ percent: Percent }), z.strictObject({ amount: PositiveAmount })]);
export type Discount = z.infer<typeof Discount>;

export const TaxBody = z.strictObject({ name: text(60), rate: Percent });

const distinct = (taxes: readonly { readonly name: string }[]) =>
  new Set(taxes.map(({ name }) => name)).size === taxes.length;

/** Each tax is of the line's net amount; none is of another tax. */
export const Taxes = z.array(TaxBody).check(z.maxLength(4), z.refine(distinct));

export const LineBody = z.strictObject({
  description: text(500),
  quantity: z._default(Quantity, '1'),
  unitPrice: Amount,
  kind: z._default(FeeKind, 'earned'),
  discount: z._default(z.nullable(Discount), null),
  taxes: z._default(Taxes, []),
});
export type LineBody = z.infer<typeof LineBody>;

/** On a day, or so many days after it is issued. */
export const Due = z.union([
  z.strictObject({ on: Day }),
  z.strictObject({ inDays: z.number().check(z.int(), z.minimum(0), z.maximum(730)) }),
]);
export type Due = z.infer<typeof Due>;

export const InvoiceBody = z.strictObject({
  /** Where its number will come from; the firm's first series for invoices where null. */
  seriesId: z._default(z.nullable(InvoiceSeriesId), null),
  currency: Currency,
  due: z._default(Due, { inDays: 30 }),
  taxInclusive: z._default(z.boolean(), false),
  discount: z._default(z.nullable(Discount), null),
  /** The client reads it. */
  note: z._default(z.nullable(text(2000)), null),
  lines: z.array(LineBody).check(z.minLength(1), z.maxLength(200)),
});
export type InvoiceBody = z.infer<typeof InvoiceBody>;

/** What to take back of which line: with taxes, at most what is left of it. */
export const CreditLines = z.array(z.strictObject({ lineId: InvoiceLineId, amount: PositiveAmount })).check(
  z.minLength(1),
  z.maxLength(200),
  z.refine((lines) => new Set(lines.map(({ lineId }) => lineId)).size === lines.length),
);

export const FirmInvoiceStatus = z.enum(['draft', ...InvoiceStatus.options]);
export type FirmInvoiceStatus = z.infer<typeof FirmInvoiceStatus>;

const FirmInvoiceLine = z.object({ ...InvoiceLine.shape, ownDiscount: z.nullable(Discount) });

/** An invoice with what it was made from. Number and days are null as long as it is a draft. */
export const FirmInvoice = z.object({
  ...Invoice.shape,
  clientId: ClientId,
  status: FirmInvoiceStatus,
  number: z.nullable(z.string()),
  issuedOn: z.nullable(Day),
  dueOn: z.nullable(Day),
  seriesId: z.nullable(InvoiceSeriesId),
  due: Due,
  discount: z.nullable(Discount),
  lines: z.array(FirmInvoiceLine),
  voided: z.nullable(z.object({ reason: z.string(), at: Instant })),
  /** As the ETag has it. */
  version: z.number(),
  createdAt: Instant,
});
export type FirmInvoice = z.infer<typeof FirmInvoice>;

export const FirmInvoiceSummary = z.object({
  id: InvoiceId,
  clientId: ClientId,
  matterId: MatterId,
  number: z.nullable(z.string()),
  status: FirmInvoiceStatus,
  currency: Currency,
  kind: FeeKind,
  issuedOn: z.nullable(Day),
  dueOn: z.nullable(Day),
  nextDueOn: z.nullable(Day),
  total: z.number(),
  balance: z.number(),
});
export type FirmInvoiceSummary = z.infer<typeof FirmInvoiceSummary>;

export const CreditNote = z.object({
  id: CreditNoteId,
  invoiceId: InvoiceId,
  number: z.string(),
  currency: Currency,
  reason: z.string(),
  issuedOn: Day,
  lines: z.array(
    z.object({
      lineId: InvoiceLineId,
      /** With taxes. */
      amount: z.number(),
      taxes: InvoiceLine.shape.taxes,
    }),
  ),
  total: z.number(),
});
export type CreditNote = z.infer<typeof CreditNote>;

const read = { audience: 'staff', scope: 'invoices.read' } as const;
const write = { audience: 'staff', scope: 'invoices.write' } as const;
const params = z.object({ id: InvoiceId });

export const listFirmInvoices = endpoint({
  id: 'firmInvoices.list',
  method: 'GET',
  path: '/v1/firm/invoices',
  summary: 'Lists invoices, newest first; by client, matter, status and due day where given.',
  access: read,
  query: z.extend(Page, {
    clientId: z.optional(ClientId),
    matterId: z.optional(MatterId),
    status: z.optional(FirmInvoiceStatus),
    /** Of the invoice's own due day; inclusive, as the other end. */
    dueFrom: z.optional(Day),
    dueTo: z.optional(Day),
  }),
  response: listOf(FirmInvoiceSummary),
});

export const getFirmInvoice = endpoint({
  id: 'firmInvoices.get',
  method: 'GET',
  path: '/v1/firm/invoices/:id',
  summary: 'Reads an invoice; the ETag guards a change.',
  access: read,
  params,
  response: FirmInvoice,
  errors: [notFound],
});

export const createInvoice = endpoint({
  id: 'firmInvoices.create',
  method: 'POST',
  path: '/v1/firm/matters/:id/invoices',
  summary: 'Drafts an invoice for the client of a matter. The server computes every total.',
  access: write,
  params: z.object({ id: MatterId }),
  body: InvoiceBody,
  response: FirmInvoice,
  status: 201,
  errors: [notFound, ...sumProblems],
  idempotent: true,
});

export const createInvoiceFromTemplate = endpoint({
  id: 'firmInvoices.createFromTemplate',
  method: 'POST',
  path: '/v1/firm/matters/:id/invoices/from-template',
  summary: 'Drafts an invoice as a template says, to be changed like any draft.',
  access: write,
  params: z.object({ id: MatterId }),
  body: z.strictObject({ templateId: InvoiceTemplateId }),
  response: FirmInvoice,
  status: 201,
  errors: [notFound, ...sumProblems],
  idempotent: true,
});

export const updateInvoice = endpoint({
  id: 'firmInvoices.update',
  method: 'PUT',
  path: '/v1/firm/invoices/:id',
  summary: 'Replaces a draft. If-Match must carry the ETag that was read; 409 with the reason `issued` after that.',
  access: write,
  params,
  body: InvoiceBody,
  response: FirmInvoice,
  errors: [notFound, conflict, preconditionFailed, ...sumProblems],
});

export const deleteInvoice = endpoint({
  id: 'firmInvoices.delete',
  method: 'DELETE',
  path: '/v1/firm/invoices/:id',
  summary: 'Deletes a draft, which has no number yet; 409 with the reason `issued` after that.',
  access: write,
  params,
  errors: [notFound, conflict],
});

export const issueInvoice = endpoint({
  id: 'firmInvoices.issue',
  method: 'POST',
  path: '/v1/firm/invoices/:id/issue',
  summary:
    'Issues the draft that was read (If-Match): it gets the next number of its series and today as its day, and the client sees it.',
  access: write,
  params,
  response: FirmInvoice,
  errors: [notFound, conflict, preconditionFailed, dueTooEarly],
  idempotent: true,
});

export const voidInvoice = endpoint({
  id: 'firmInvoices.void',
  method: 'POST',
  path: '/v1/firm/invoices/:id/void',
  summary:
    'Voids an issued invoice that nothing has been paid on (409 with the reason `paid` otherwise: credit it). Its number stays taken.',
  access: write,
  params,
  body: z.strictObject({ reason: text(500) }),
  response: FirmInvoice,
  errors: [notFound, conflict],
  idempotent: true,
});

export const creditInvoice = endpoint({
  id: 'firmInvoices.credit',
  method: 'POST',
  path: '/v1/firm/invoices/:id/credit-notes',
  summary:
    'Takes back what an issued invoice asked for, whole or by line, with a number of its own. What was paid too much can then be refunded.',
  access: write,
  params,
  body: z.strictObject({
    reason: text(500),
    /** Everything that is left where no lines are given. */
    lines: z.optional(CreditLines),
  }),
  response: CreditNote,
  status: 201,
  errors: [notFound, conflict, overCreditable],
  idempotent: true,
});

export const listCreditNotes = endpoint({
  id: 'firmInvoices.creditNotes',
  method: 'GET',
  path: '/v1/firm/invoices/:id/credit-notes',
  summary: 'Lists the credit notes of an invoice, newest first.',
  access: read,
  params,
  query: Page,
  response: listOf(CreditNote),
  errors: [notFound],
});
