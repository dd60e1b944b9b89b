/**
 * What somebody of the staff is to look at, whatever part of the portal it comes from. The server opens a task once for what it is about;
 * somebody resolves it with a word on what was done, or the server does where the reason is gone.
 */
import * as z from 'zod/mini';
import { endpoint } from './endpoint.js';
import { conflict, notFound } from './problems.js';
import type { Scope } from './scopes.js';
import { Instant, listOf, MatterId, Page, StaffTaskId, text } from './values.js';

export const StaffTaskKind = z.enum([
  /** The last reminder is long past, and the invoice still open. */
  'invoice_unpaid',
  /** A payment that somebody has to look at. */
  'payment_held',
  /** The check found something in a document that came in. */
  'document_quarantined',
  /** Instalments of a payment plan could not be charged by themselves; it is paid by hand from now on. */
  'plan_by_hand',
]);
export type StaffTaskKind = z.infer<typeof StaffTaskKind>;

/** What one must be allowed to read to see tasks of a kind. */
export const staffTaskScopes: Readonly<Record<StaffTaskKind, Scope>> = {
  invoice_unpaid: 'invoices.read',
  payment_held: 'payments.write',
  document_quarantined: 'documents.read',
  plan_by_hand: 'invoices.read',
};

export const StaffTask = z.object({
  id: StaffTaskId,
  kind: StaffTaskKind,
  /** Id of the invoice, the held payment, the document or the payment plan. */
  about: z.string(),
  /** Null where nobody knows; then those see it who see every matter. */
  matterId: z.nullable(MatterId),
  openedAt: Instant,
  /** `by` is the member or the key; null where the reason was gone and the server resolved it. */
  resolved: z.nullable(z.object({ at: Instant, by: z.nullable(z.string()), note: z.nullable(z.string()) })),
});
export type StaffTask = z.infer<typeof StaffTask>;

export const listStaffTasks = endpoint({
  id: 'staffTasks.list',
  method: 'GET',
  path: '/v1/firm/tasks',
  summary:
    'Lists tasks of the staff, newest first; by state, kind and matter where given. Of kinds that the caller may not read about there are none.',
  access: { audience: 'staff', scope: 'tasks.read' },
  query: z.extend(Page, {
    state: z.optional(z.enum(['open', 'resolved'])),
    kind: z.optional(StaffTaskKind),
    matterId: z.optional(MatterId),
  }),
  response: listOf(StaffTask),
});

export const resolveStaffTask = endpoint({
  id: 'staffTasks.resolve',
  method: 'POST',
  path: '/v1/firm/tasks/:id/resolve',
  summary: 'Says what was done about a task; 409 `resolved` where somebody has.',
  access: { audience: 'staff', scope: 'tasks.write' },
  params: z.object({ id: StaffTaskId }),
  body: z.strictObject({ note: text(500) }),
  response: StaffTask,
  errors: [notFound, conflict],
  idempotent: true,
});
