/** Disputes on the firm's side: read, answered, and ended with an outcome that can take back what was disputed. */
import * as z from 'zod/mini';
import { Dispute, DisputeState, DisputeText } from './disputes.js';
import { endpoint } from './endpoint.js';
import { CreditLines, overCreditable } from './firm-invoices.js';
import { Amount } from './money.js';
import { conflict, notFound } from './problems.js';
import { ClientId, ContactId, DisputeId, InvoiceId, InvoiceLineId, listOf, MatterId, Page, text } from './values.js';

export const FirmDispute = z.object({
  ...Dispute.shape,
  contactId: ContactId,
  clientId: ClientId,
  matterId: MatterId,
  invoiceNumber: z.string(),
});
export type FirmDispute = z.infer<typeof FirmDispute>;

/** With what a credit note could take back: what is left of the disputed line, or of every line. Empty once it has ended. */
export const FirmDisputeWithOffer = z.object({
  ...FirmDispute.shape,
  creditable: z.array(z.object({ lineId: InvoiceLineId, amount: Amount })),
});
export type FirmDisputeWithOffer = z.infer<typeof FirmDisputeWithOffer>;

const read = { audience: 'staff', scope: 'invoices.read' } as const;
const write = { audience: 'staff', scope: 'invoices.write' } as const;
const params = z.object({ id: DisputeId });

export const listFirmDisputes = endpoint({
  id: 'firmDisputes.list',
  method: 'GET',
  path: '/v1/firm/disputes',
  summary: 'Lists disputes, newest first; by state, matter and invoice where given.',
  access: read,
  query: z.extend(Page, {
    state: z.optional(DisputeState),
    matterId: z.optional(MatterId),
    invoiceId: z.optional(InvoiceId),
  }),
  response: listOf(FirmDispute),
});

export const getFirmDispute = endpoint({
  id: 'firmDisputes.get',
  method: 'GET',
  path: '/v1/firm/disputes/:id',
  summary: 'Reads a dispute, and what a credit note could take back.',
  access: read,
  params,
  response: FirmDisputeWithOffer,
  errors: [notFound],
});

export const answerDispute = endpoint({
  id: 'firmDisputes.answer',
  method: 'POST',
  path: '/v1/firm/disputes/:id/notes',
  summary: 'Writes to the client, and leaves the dispute open; 409 with its state as the reason once it has ended.',
  access: write,
  params,
  body: z.strictObject({ text: DisputeText }),
  response: FirmDispute,
  status: 201,
  errors: [notFound, conflict],
  idempotent: true,
});

export const closeDispute = endpoint({
  id: 'firmDisputes.close',
  method: 'POST',
  path: '/v1/firm/disputes/:id/close',
  summary:
    'Ends an open dispute with words to the client. One that is accepted can be credited in the same act: the lines given, else what is left of what was disputed.',
  access: write,
  params,
  body: z
    .strictObject({
      outcome: z.enum(['answered', 'accepted', 'rejected']),
      text: DisputeText,
      credit: z.optional(z.strictObject({ reason: text(500), lines: z.optional(CreditLines) })),
    })
    .check(z.refine(({ outcome, credit }) => credit === undefined || outcome === 'accepted', { path: ['credit'] })),
  response: FirmDispute,
  errors: [notFound, conflict, overCreditable],
  idempotent: true,
});
