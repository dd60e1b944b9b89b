/**
 * Splitting and merging what came in. What a client sent is evidence and stays as it was sent; what is made from it are
 * documents of their own, which arrive and are reviewed like any other. The client goes on seeing what they sent.
 */
import * as z from 'zod/mini';
import { documentQuarantined, documentUnchecked, FiledAs, FirmDocument, RequestSlot } from './documents.js';
import { endpoint } from './endpoint.js';
import { conflict, notFound, problem } from './problems.js';
import { fileActiveContent, fileNameInvalid, requestClosed, slotInvalid, storageFull } from './uploads.js';
import { DocumentId, RequestId } from './values.js';

export const pagesUnsupported = problem(
  'pages_unsupported',
  422,
  'Only PDFs can be split, and only PDFs, JPEGs and PNGs merged.',
);
export const pagesEncrypted = problem(
  'pages_encrypted',
  422,
  'The PDF is protected by a password or by rights; its pages cannot be taken out.',
);
export const pagesLayered = problem(
  'pages_layered',
  422,
  'Its pages alone would show something else: it has hidden layers, form values without a picture, or is a portfolio.',
);
export const pagesDamaged = problem('pages_damaged', 422, 'The file is damaged, or takes too long to take apart.');
export const pagesTooMany = problem('pages_too_many', 422, 'More than 500 pages or 64 MiB at once.');
export const pageOutOfRange = problem('page_out_of_range', 422, 'The document has no such page.');
export const pagesLeftOut = problem(
  'pages_left_out',
  422,
  'Pages are in no part; `missing` names them. `leaveOut` says that they are meant to be.',
);
export const documentsApart = problem(
  'documents_apart',
  422,
  'Documents and requests must be of one matter, and the documents of one contact.',
);

const access = { audience: 'staff', scope: 'documents.review' } as const;
const pageNumber = z.number().check(z.int(), z.minimum(1), z.maximum(10_000));

/** Pages from 1, both included. */
const PageSpan = z
  .strictObject({ from: pageNumber, to: pageNumber })
  .check(z.refine(({ from, to }) => from <= to, { path: ['to'], error: 'must not be before from' }));

/** Where a new document goes, and what the firm calls it. */
const place = {
  filedAs: z.optional(FiledAs),
  /** A request of the same matter; that of the (first) document where it is not given. */
  requestId: z.optional(RequestId),
  /** Which part of its request it is, where that has parts and it is not already known. */
  slot: z.optional(RequestSlot),
};

const errors = [
  notFound,
  conflict,
  requestClosed,
  slotInvalid,
  fileNameInvalid,
  fileActiveContent,
  storageFull,
  documentUnchecked,
  documentQuarantined,
  documentsApart,
  pagesUnsupported,
  pagesEncrypted,
  pagesLayered,
  pagesDamaged,
  pagesTooMany,
] as const;

export const splitDocument = endpoint({
  id: 'firmDocuments.split',
  method: 'POST',
  path: '/v1/firm/documents/:id/split',
  summary:
    'Makes documents of the pages of a received PDF, in the order given; a page may go into several. The PDF stays as it was sent.',
  access,
  params: z.object({ id: DocumentId }),
  body: z.strictObject({
    parts: z
      .array(z.strictObject({ pages: z.array(PageSpan).check(z.minLength(1), z.maxLength(50)), ...place }))
      .check(z.minLength(1), z.maxLength(50)),
    /** Pages that are in no part stay out, and in the original alone. */
    leaveOut: z._default(z.boolean(), false),
  }),
  response: z.object({ data: z.array(FirmDocument) }),
  status: 201,
  errors: [...errors, pageOutOfRange, pagesLeftOut],
  idempotent: true,
});

export const mergeDocuments = endpoint({
  id: 'firmDocuments.merge',
  method: 'POST',
  path: '/v1/firm/documents/merge',
  summary:
    'Makes one PDF of received PDFs, JPEGs and PNGs, in the order given; a picture becomes a page. They stay as they were sent.',
  access,
  body: z.strictObject({
    documentIds: z.array(DocumentId).check(
      z.minLength(2),
      z.maxLength(20),
      z.refine((ids) => new Set(ids).size === ids.length),
    ),
    ...place,
  }),
  response: FirmDocument,
  status: 201,
  errors,
  idempotent: true,
});
