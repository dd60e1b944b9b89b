/** What happened: written in the same transaction as the act. */
import * as z from 'zod/mini';
import { endpoint } from './endpoint.js';
import { Instant, listOf, Page } from './values.js';

export const AuditEntry = z.object({
  /** Counts from 1 within the firm, without gaps. */
  seq: z.number(),
  at: Instant,
  actor: z.object({ type: z.enum(['contact', 'staff', 'key', 'visitor', 'system']), id: z.nullable(z.string()) }),
  /** `<feature>.<verb>` of the operation, e.g. `documents.upload`. */
  action: z.string(),
  object: z.nullable(z.string()),
  result: z.enum(['done', 'refused']),
  /** Problem code of a refusal. */
  code: z.nullable(z.string()),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

export const listAudit = endpoint({
  id: 'audit.list',
  method: 'GET',
  path: '/v1/firm/audit',
  summary: "Lists the firm's audit entries, newest first.",
  access: { audience: 'staff', scope: 'audit.read' },
  query: Page,
  response: listOf(AuditEntry),
});
