/** Documents that came in, and their review. A document exists only when every check of its upload has passed. */
import * as z from 'zod/mini';
import { endpoint } from './endpoint.js';
import { FileType } from './file-types.js';
import { conflict, notFound, problem } from './problems.js';
import { ContactId, DocumentId, Instant, listOf, MatterId, Page, RequestId, text } from './values.js';

export const rangeNotSatisfiable = problem('range_not_satisfiable', 416, 'The range lies outside of the bytes.');

export const documentUnchecked = problem(
  'document_unchecked',
  409,
  'The file is still being checked for viruses; nobody can open it yet.',
);
export const documentQuarantined = problem(
  'document_quarantined',
  409,
  'The file did not pass the safety check; nobody can open it.',
);

/** `received`: with the firm. `accepted`: done. `returned`: the client is asked for another. */
export const DocumentState = z.enum(['received', 'accepted', 'returned']);
export type DocumentState = z.infer<typeof DocumentState>;

/** Reasons that a person gives. */
export const ReviewReason = z.enum(['unreadable', 'incomplete', 'wrong_document', 'expired', 'other']);
export type ReviewReason = z.infer<typeof ReviewReason>;

/** `unsafe` is the server's own: the file did not pass its safety check, and nobody can open it. */
export const ReturnReason = z.enum([...ReviewReason.options, 'unsafe']);
export type ReturnReason = z.infer<typeof ReturnReason>;

/** A part of a request: what was written, and what a certified translator made of it. */
export const RequestSlot = z.enum(['original', 'translation']);
export type RequestSlot = z.infer<typeof RequestSlot>;

const documentFields = {
  id: DocumentId,
  matterId: MatterId,
  requestId: RequestId,
  /** As the client named it; data, never a path. */
  name: z.string(),
  type: FileType,
  /** Bytes. */
  size: z.number(),
  /** SHA-256 of the bytes, lower-case hex. */
  sha256: z.string(),
  /** Which part of its request it is; null where that has no parts. */
  slot: z.nullable(RequestSlot),
  /** Why it was returned; null unless it was. */
  returned: z.nullable(z.object({ reason: ReturnReason, note: z.string(), at: Instant })),
  createdAt: Instant,
};

/**
 * A document as the client sees it: without who at the firm reviewed it. What they sent stays what they sent, also where the
 * firm has split it or merged it with others: `state` and `returned` then say what became of its pages.
 */
export const Document = z.object({
  ...documentFields,
  state: DocumentState,
  /** Until when the client may take it back, or put another in its place; null where that is not, or no longer, so. */
  withdrawableUntil: z.nullable(Instant),
});
export type Document = z.infer<typeof Document>;

/**
 * `withdrawn`: the client took it back before anybody had opened it. Its bytes are gone; that it was there stays. `rearranged`:
 * the firm has split it, or merged it with others, and reviews what came of that; the document itself stays as it was sent.
 */
export const FirmDocumentState = z.enum([...DocumentState.options, 'withdrawn', 'rearranged']);
export type FirmDocumentState = z.infer<typeof FirmDocumentState>;

export const FirmDocument = z.object({
  ...documentFields,
  state: FirmDocumentState,
  uploadedBy: ContactId,
  /** What the firm calls it in its own file; null where it has said nothing else than the client. */
  filedAs: z.nullable(z.string()),
  reviewedAt: z.nullable(Instant),
  /** The document that it was sent in the place of. */
  replaces: z.nullable(DocumentId),
  /** When somebody at the firm first opened it. */
  openedAt: z.nullable(Instant),
  withdrawnAt: z.nullable(Instant),
  /** When the client sent it; of a part, the first document that it was made from. `createdAt` is when it came to its request. */
  arrivedAt: Instant,
  /** The documents that it was made from by splitting or merging; empty where a client sent it so. */
  madeFrom: z.array(DocumentId),
  /** What was made from it, while it is `rearranged`. */
  madeInto: z.array(DocumentId),
});
export type FirmDocument = z.infer<typeof FirmDocument>;

/** A name of the firm's own for a document. */
export const FiledAs = z.string().check(z.minLength(1), z.maxLength(255));

export const listDocuments = endpoint({
  id: 'documents.list',
  method: 'GET',
  path: '/v1/documents',
  summary: 'Lists what this contact has sent in the matters shared with them, newest first.',
  access: { audience: 'client', capability: 'documents.view' },
  query: z.extend(Page, { requestId: z.optional(RequestId) }),
  response: listOf(Document),
});

export const getDocument = endpoint({
  id: 'documents.get',
  method: 'GET',
  path: '/v1/documents/:id',
  summary: 'Reads one document that this contact has sent.',
  access: { audience: 'client', capability: 'documents.view' },
  params: z.object({ id: DocumentId }),
  response: Document,
  errors: [notFound],
});

export const downloadDocument = endpoint({
  id: 'documents.download',
  method: 'GET',
  path: '/v1/documents/:id/content',
  summary:
    'The bytes of a document that this contact has sent, as an attachment; single ranges of RFC 9110 are answered.',
  access: { audience: 'client', capability: 'documents.view' },
  params: z.object({ id: DocumentId }),
  errors: [notFound, rangeNotSatisfiable, documentUnchecked, documentQuarantined],
  raw: true,
});

export const listFirmDocuments = endpoint({
  id: 'firmDocuments.list',
  method: 'GET',
  path: '/v1/firm/documents',
  summary: 'Lists what came in, newest first; by matter and state where given.',
  access: { audience: 'staff', scope: 'documents.read' },
  query: z.extend(Page, { matterId: z.optional(MatterId), state: z.optional(FirmDocumentState) }),
  response: listOf(FirmDocument),
});

export const getFirmDocument = endpoint({
  id: 'firmDocuments.get',
  method: 'GET',
  path: '/v1/firm/documents/:id',
  summary: 'Reads one document.',
  access: { audience: 'staff', scope: 'documents.read' },
  params: z.object({ id: DocumentId }),
  response: FirmDocument,
  errors: [notFound],
});

export const downloadFirmDocument = endpoint({
  id: 'firmDocuments.download',
  method: 'GET',
  path: '/v1/firm/documents/:id/content',
  summary: 'The bytes of a document, as an attachment; single ranges of RFC 9110 are answered.',
  access: { audience: 'staff', scope: 'documents.read' },
  params: z.object({ id: DocumentId }),
  errors: [notFound, rangeNotSatisfiable, documentUnchecked, documentQuarantined],
  raw: true,
});

export const acceptDocument = endpoint({
  id: 'firmDocuments.accept',
  method: 'POST',
  path: '/v1/firm/documents/:id/accept',
  summary: 'Accepts a received document. The request is accepted when none of its documents is still in review.',
  access: { audience: 'staff', scope: 'documents.review' },
  params: z.object({ id: DocumentId }),
  response: FirmDocument,
  errors: [notFound, conflict],
  idempotent: true,
});

export const returnDocument = endpoint({
  id: 'firmDocuments.return',
  method: 'POST',
  path: '/v1/firm/documents/:id/return',
  summary: 'Returns a received document with a reason and a note that the client reads.',
  access: { audience: 'staff', scope: 'documents.review' },
  params: z.object({ id: DocumentId }),
  body: z.strictObject({ reason: ReviewReason, note: text(1000) }),
  response: FirmDocument,
  errors: [notFound, conflict],
  idempotent: true,
});

export const fileDocument = endpoint({
  id: 'firmDocuments.file',
  method: 'PUT',
  path: '/v1/firm/documents/:id/filed-as',
  summary:
    'Names a document for the firm’s own file; the name that the client gave it stays beside it. Null takes it off.',
  access: { audience: 'staff', scope: 'documents.review' },
  params: z.object({ id: DocumentId }),
  body: z.strictObject({ name: z.nullable(FiledAs) }),
  response: FirmDocument,
  errors: [notFound],
});
