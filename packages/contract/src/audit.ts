/**
 * What happened: written in the same transaction as the act, and kept in a Merkle tree whose signed checkpoints let
 * anybody with a copy find out whether it was changed since.
 */
import * as z from 'zod/mini';
import { endpoint } from './endpoint.js';
import { problem } from './problems.js';
import { Instant, listOf, Page, text } from './values.js';

export const proofOutOfRange = problem('proof_out_of_range', 422, 'The signed log has no such entry or size.');

export const AuditEntry = z.object({
  /** Counts from 1 within the firm, without gaps. */
  seq: z.number(),
  at: Instant,
  actor: z.object({ type: z.enum(['contact', 'staff', 'key', 'visitor', 'system']), id: z.nullable(z.string()) }),
  /** The contact as whom a member of staff looked or acted. */
  onBehalfOf: z.nullable(z.string()),
  /** `<feature>.<verb>` of the operation, e.g. `documents.upload`. */
  action: z.string(),
  object: z.nullable(z.string()),
  result: z.enum(['done', 'refused']),
  /** Problem code of a refusal. */
  code: z.nullable(z.string()),
  session: z.nullable(z.string()),
  requestId: z.nullable(z.string()),
  /** What is personal, `ip` for instance; null where there was nothing, or where retention has erased it. */
  details: z.nullable(z.record(z.string(), z.string())),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

/** Which entries: all conditions that are given must hold. */
export const AuditQuery = z.object({
  /** Id of the actor. */
  actor: z.optional(text(100)),
  /** Id of the object. */
  object: z.optional(text(100)),
  action: z.optional(text(100)),
  /** Inclusive. */
  from: z.optional(Instant),
  /** Exclusive. */
  until: z.optional(Instant),
});
export type AuditQuery = z.infer<typeof AuditQuery>;

/** A signed state of the log. Keep some where the firm's operator cannot reach them. */
export const AuditCheckpoint = z.object({
  /** Signed note of C2SP tlog-checkpoint. */
  checkpoint: z.string(),
  /** Verifier key of the firm, `<name>+<id>+<key>`. */
  key: z.string(),
  /** Entries that it covers. */
  size: z.number(),
  /** Base64. */
  root: z.string(),
  at: Instant,
});
export type AuditCheckpoint = z.infer<typeof AuditCheckpoint>;

/** That an entry is in the log (RFC 6962, section 2.1.1); hashes in base64. */
export const AuditInclusion = z.object({
  seq: z.number(),
  size: z.number(),
  leaf: z.string(),
  root: z.string(),
  proof: z.array(z.string()),
});
export type AuditInclusion = z.infer<typeof AuditInclusion>;

/** That a log is the continuation of a smaller one (RFC 6962, section 2.1.2); hashes in base64. */
export const AuditConsistency = z.object({
  from: z.number(),
  to: z.number(),
  fromRoot: z.string(),
  toRoot: z.string(),
  proof: z.array(z.string()),
});
export type AuditConsistency = z.infer<typeof AuditConsistency>;

const Count = z.coerce.number().check(z.int(), z.minimum(1), z.maximum(2 ** 31 - 1));
const access = { audience: 'staff', scope: 'audit.read' } as const;

export const listAudit = endpoint({
  id: 'audit.list',
  method: 'GET',
  path: '/v1/firm/audit',
  summary: "Lists the firm's audit entries, newest first.",
  access,
  query: z.extend(Page, AuditQuery.shape),
  response: listOf(AuditEntry),
});

export const exportAudit = endpoint({
  id: 'audit.export',
  method: 'GET',
  path: '/v1/firm/audit/export',
  summary: 'The whole log as JSON lines with its checkpoints and key, as `portico-audit verify` reads it.',
  access,
  raw: true,
});

export const exportAuditCsv = endpoint({
  id: 'audit.exportCsv',
  method: 'GET',
  path: '/v1/firm/audit/export.csv',
  summary: 'Entries for a spreadsheet, oldest first. A CSV proves nothing; the other export does.',
  access,
  query: AuditQuery,
  raw: true,
});

export const getAuditCheckpoint = endpoint({
  id: 'audit.checkpoint',
  method: 'GET',
  path: '/v1/firm/audit/checkpoint',
  summary: 'The latest signed checkpoint, and the key that verifies it.',
  access,
  response: AuditCheckpoint,
});

export const proveAuditInclusion = endpoint({
  id: 'audit.proveInclusion',
  method: 'GET',
  path: '/v1/firm/audit/inclusion',
  summary: 'Proves that an entry is in the log of a size; that of the latest checkpoint where none is given.',
  access,
  query: z.object({ seq: Count, size: z.optional(Count) }),
  response: AuditInclusion,
  errors: [proofOutOfRange],
});

export const proveAuditConsistency = endpoint({
  id: 'audit.proveConsistency',
  method: 'GET',
  path: '/v1/firm/audit/consistency',
  summary:
    'Proves that the log of one size is the beginning of that of another; the latest checkpoint where none is given.',
  access,
  query: z.object({ from: Count, to: z.optional(Count) }),
  response: AuditConsistency,
  errors: [proofOutOfRange],
});
