/**
 * Questions about invoices, and disputes of them: a client says what they do not understand or do not agree with, of a line or of
 * the whole, and the firm says how it ends. What one contact writes is theirs, like what they send: others of the same client do
 * not read it.
 */
import * as z from 'zod/mini';
import { endpoint } from './endpoint.js';
import { conflict, notFound, problem } from './problems.js';
import {
  CreditNoteId,
  DisputeId,
  DisputeNoteId,
  Instant,
  InvoiceId,
  InvoiceLineId,
  listOf,
  Page,
  text,
} from './values.js';

export const disputeOpen = problem('dispute_open', 409, 'They have an open one about the same line or invoice.');

/** `unclear` is a question; the others say what is wrong. */
export const DisputeReason = z.enum(['unclear', 'wrong_amount', 'not_agreed', 'not_done', 'already_paid', 'other']);
export type DisputeReason = z.infer<typeof DisputeReason>;

/** How it ended: the firm answered, took it as right, or did not; or the client took it back. */
export const DisputeState = z.enum(['open', 'answered', 'accepted', 'rejected', 'withdrawn']);
export type DisputeState = z.infer<typeof DisputeState>;

export const DisputeNote = z.object({
  id: DisputeNoteId,
  by: z.enum(['client', 'firm']),
  text: z.string(),
  at: Instant,
});
export type DisputeNote = z.infer<typeof DisputeNote>;

export const Dispute = z.object({
  id: DisputeId,
  invoiceId: InvoiceId,
  /** Null where it is about the whole invoice. */
  lineId: z.nullable(InvoiceLineId),
  reason: DisputeReason,
  state: DisputeState,
  openedAt: Instant,
  closedAt: z.nullable(Instant),
  /** What the firm took back when it accepted. */
  creditNoteId: z.nullable(CreditNoteId),
  /** Oldest first; the first is what it was opened with. At most 100. */
  notes: z.array(DisputeNote),
});
export type Dispute = z.infer<typeof Dispute>;

export const DisputeText = text(2000);

const view = { audience: 'client', capability: 'invoices.view' } as const;
const dispute = { audience: 'client', capability: 'invoices.dispute' } as const;
const params = z.object({ id: DisputeId });

export const openDispute = endpoint({
  id: 'disputes.open',
  method: 'POST',
  path: '/v1/invoices/:id/disputes',
  summary:
    'Asks about an issued invoice or a line of it, or disputes it; 409 `dispute_open` while the same contact has one open about the same.',
  access: dispute,
  params: z.object({ id: InvoiceId }),
  body: z.strictObject({
    lineId: z._default(z.nullable(InvoiceLineId), null),
    reason: DisputeReason,
    text: DisputeText,
  }),
  response: Dispute,
  status: 201,
  errors: [notFound, conflict, disputeOpen],
  idempotent: true,
});

export const listDisputes = endpoint({
  id: 'disputes.list',
  method: 'GET',
  path: '/v1/disputes',
  summary: 'Lists what this contact has asked about invoices, newest first.',
  access: view,
  query: z.extend(Page, { invoiceId: z.optional(InvoiceId), state: z.optional(DisputeState) }),
  response: listOf(Dispute),
});

export const getDispute = endpoint({
  id: 'disputes.get',
  method: 'GET',
  path: '/v1/disputes/:id',
  summary: 'Reads a dispute with everything that was said.',
  access: view,
  params,
  response: Dispute,
  errors: [notFound],
});

export const addDisputeNote = endpoint({
  id: 'disputes.addNote',
  method: 'POST',
  path: '/v1/disputes/:id/notes',
  summary:
    'Says more about an open dispute; 409 with its state as the reason once it has ended, `full` after 100 notes.',
  access: dispute,
  params,
  body: z.strictObject({ text: DisputeText }),
  response: Dispute,
  status: 201,
  errors: [notFound, conflict],
  idempotent: true,
});

export const withdrawDispute = endpoint({
  id: 'disputes.withdraw',
  method: 'POST',
  path: '/v1/disputes/:id/withdraw',
  summary: 'Takes an open dispute back; 409 with its state as the reason once it has ended.',
  access: dispute,
  params,
  response: Dispute,
  errors: [notFound, conflict],
  idempotent: true,
});
