/**
 * What the firm shares with its clients. `/v1/documents` is what a client sent: it belongs to a request, is reviewed, and is
 * theirs alone. These go the other way: they belong to a matter, nobody reviews them, and a contact sees one only while it is
 * shared with them by name. Two resources, so that no filter forgotten anywhere shows the one as the other.
 */
import * as z from 'zod/mini';
import { pictureErrors, PictureQuery, previewUnavailable, previewUnsupported, ScanState } from './arrivals.js';
import { documentQuarantined, documentUnchecked, rangeNotSatisfiable } from './documents.js';
import { endpoint } from './endpoint.js';
import { FileType } from './file-types.js';
import { conflict, notFound } from './problems.js';
import { DocumentKind } from './roles.js';
import {
  archiveUnsafe,
  fileActiveContent,
  fileDamaged,
  fileEmpty,
  fileNameInvalid,
  fileTooLarge,
  fileTypeMismatch,
  fileTypeNotAccepted,
  imageTooLarge,
  lengthInvalid,
  storageFull,
} from './uploads.js';
import { ContactId, FolderId, Instant, listOf, MatterId, Page, SharedDocumentId } from './values.js';

const sharedDocumentFields = {
  id: SharedDocumentId,
  matterId: MatterId,
  /** Null where it lies in none. */
  folderId: z.nullable(FolderId),
  /** Data, never a path. */
  name: z.string(),
  type: FileType,
  /** Bytes. */
  size: z.number(),
  /** SHA-256 of the bytes, lower-case hex. */
  sha256: z.string(),
  /** Pages that there are pictures of; 0 where there are none, or not yet. */
  pages: z.number(),
};

/** A document as the contact sees it with whom it is shared. */
export const SharedDocument = z.object({
  ...sharedDocumentFields,
  sharedAt: Instant,
  /** When this contact first had its bytes; null as long as it is new to them. */
  openedAt: z.nullable(Instant),
});
export type SharedDocument = z.infer<typeof SharedDocument>;

/** That a contact had the bytes: a member of the staff who looks with their eyes leaves none. */
export const Receipt = z.object({
  contactId: ContactId,
  openedAt: Instant,
  lastOpenedAt: Instant,
  /** When they first took a copy; null where they only looked. */
  downloadedAt: z.nullable(Instant),
});
export type Receipt = z.infer<typeof Receipt>;

export const FirmSharedDocument = z.object({
  ...sharedDocumentFields,
  /** What it is about; roles of the staff may be kept from some kinds. */
  kind: DocumentKind,
  /** Contacts see it, and anybody opens it, only where nothing is checked or it has passed. */
  scan: ScanState,
  /** What the scanner named what it found; null unless in quarantine. */
  finding: z.nullable(z.string()),
  sharedWith: z.array(z.object({ contactId: ContactId, at: Instant })),
  /** They outlast the share. */
  receipts: z.array(Receipt),
  createdAt: Instant,
});
export type FirmSharedDocument = z.infer<typeof FirmSharedDocument>;

export const listSharedDocuments = endpoint({
  id: 'sharedDocuments.list',
  method: 'GET',
  path: '/v1/shared-documents',
  summary: 'Lists what the firm has shared with this contact, newest first; by matter and folder where given.',
  access: { audience: 'client', capability: 'sharedDocuments.view' },
  query: z.extend(Page, {
    matterId: z.optional(MatterId),
    /** A folder, or `none` for what lies in none. */
    folderId: z.optional(z.union([FolderId, z.literal('none')])),
  }),
  response: listOf(SharedDocument),
});

export const getSharedDocument = endpoint({
  id: 'sharedDocuments.get',
  method: 'GET',
  path: '/v1/shared-documents/:id',
  summary: 'Reads one document that the firm has shared with this contact.',
  access: { audience: 'client', capability: 'sharedDocuments.view' },
  params: z.object({ id: SharedDocumentId }),
  response: SharedDocument,
  errors: [notFound],
});

export const downloadSharedDocument = endpoint({
  id: 'sharedDocuments.download',
  method: 'GET',
  path: '/v1/shared-documents/:id/content',
  summary:
    'The bytes of a shared document, as an attachment; single ranges of RFC 9110 are answered. The firm gets a receipt of it.',
  access: { audience: 'client', capability: 'sharedDocuments.view' },
  params: z.object({ id: SharedDocumentId }),
  query: z.object({
    /** What the receipt says: looked at in the page, or taken as a copy. */
    purpose: z._default(z.enum(['view', 'download']), 'download'),
  }),
  errors: [notFound, rangeNotSatisfiable],
  raw: true,
});

export const getSharedPreview = endpoint({
  id: 'sharedDocuments.preview',
  method: 'GET',
  path: '/v1/shared-documents/:id/preview',
  summary:
    'A page of a shared document, drawn anew as a JPEG without anything else of the file. The firm gets a receipt of a large one.',
  access: { audience: 'client', capability: 'sharedDocuments.view' },
  params: z.object({ id: SharedDocumentId }),
  query: PictureQuery,
  errors: [notFound, previewUnavailable, previewUnsupported],
  raw: true,
});

export const downloadSharedArchive = endpoint({
  id: 'sharedDocuments.archive',
  method: 'GET',
  path: '/v1/matters/:id/shared-documents/archive',
  summary:
    'Everything of a matter that is shared with this contact at this moment, in one ZIP by folder; of one folder where given.',
  access: { audience: 'client', capability: 'sharedDocuments.view' },
  params: z.object({ id: MatterId }),
  query: z.object({ folderId: z.optional(z.union([FolderId, z.literal('none')])) }),
  errors: [notFound],
  raw: true,
});

export const listFirmSharedDocuments = endpoint({
  id: 'firmSharedDocuments.list',
  method: 'GET',
  path: '/v1/firm/matters/:id/shared-documents',
  summary: 'Lists what the firm has put into a matter for its contacts, newest first, with who had it and when.',
  access: { audience: 'staff', scope: 'documents.read' },
  params: z.object({ id: MatterId }),
  query: z.extend(Page, { folderId: z.optional(z.union([FolderId, z.literal('none')])) }),
  response: listOf(FirmSharedDocument),
  errors: [notFound],
});

export const createSharedDocument = endpoint({
  id: 'firmSharedDocuments.create',
  method: 'POST',
  path: '/v1/firm/matters/:id/shared-documents',
  summary: 'Puts a file into a matter, its bytes the body; it is shared with nobody yet.',
  access: { audience: 'staff', scope: 'documents.share' },
  params: z.object({ id: MatterId }),
  query: z.object({
    name: z.string().check(z.minLength(1), z.maxLength(1000)),
    /** Bytes of the file: a body that broke off is not taken for a whole one. */
    size: z.coerce.number().check(z.int(), z.minimum(0), z.maximum(Number.MAX_SAFE_INTEGER)),
    folderId: z.optional(FolderId),
    kind: z._default(DocumentKind, 'other'),
  }),
  bytes: true,
  response: FirmSharedDocument,
  status: 201,
  errors: [
    notFound,
    fileEmpty,
    fileTooLarge,
    fileNameInvalid,
    fileTypeNotAccepted,
    fileTypeMismatch,
    fileActiveContent,
    fileDamaged,
    archiveUnsafe,
    imageTooLarge,
    lengthInvalid,
    storageFull,
  ],
  idempotent: true,
});

const params = z.object({ id: SharedDocumentId });

export const getFirmSharedDocument = endpoint({
  id: 'firmSharedDocuments.get',
  method: 'GET',
  path: '/v1/firm/shared-documents/:id',
  summary: 'Reads one document, whom it is shared with, and who had it and when.',
  access: { audience: 'staff', scope: 'documents.read' },
  params,
  response: FirmSharedDocument,
  errors: [notFound],
});

export const downloadFirmSharedDocument = endpoint({
  id: 'firmSharedDocuments.download',
  method: 'GET',
  path: '/v1/firm/shared-documents/:id/content',
  summary: 'The bytes, as an attachment; single ranges of RFC 9110 are answered.',
  access: { audience: 'staff', scope: 'documents.read' },
  params,
  errors: [notFound, rangeNotSatisfiable, documentUnchecked, documentQuarantined],
  raw: true,
});

export const getFirmSharedPreview = endpoint({
  id: 'firmSharedDocuments.preview',
  method: 'GET',
  path: '/v1/firm/shared-documents/:id/preview',
  summary: 'A page of a document, drawn anew as a JPEG without anything else of the file.',
  access: { audience: 'staff', scope: 'documents.read' },
  params,
  query: PictureQuery,
  errors: pictureErrors,
  raw: true,
});

export const updateSharedDocument = endpoint({
  id: 'firmSharedDocuments.update',
  method: 'PATCH',
  path: '/v1/firm/shared-documents/:id',
  summary: 'Renames a document, or lays it into another folder of its matter, or into none.',
  access: { audience: 'staff', scope: 'documents.share' },
  params,
  body: z.strictObject({
    /** Its ending stays that of its type. */
    name: z.optional(z.string().check(z.minLength(1), z.maxLength(1000))),
    folderId: z.optional(z.nullable(FolderId)),
  }),
  response: FirmSharedDocument,
  errors: [notFound, fileNameInvalid, fileTypeMismatch],
});

export const removeSharedDocument = endpoint({
  id: 'firmSharedDocuments.remove',
  method: 'DELETE',
  path: '/v1/firm/shared-documents/:id',
  summary: 'Removes a document for everybody. With its row goes its key, so that no copy of the bytes can be opened.',
  access: { audience: 'staff', scope: 'documents.share' },
  params,
  errors: [notFound],
});

const ShareParams = z.object({ id: SharedDocumentId, contactId: ContactId });

export const shareDocument = endpoint({
  id: 'firmSharedDocuments.share',
  method: 'PUT',
  path: '/v1/firm/shared-documents/:id/shares/:contactId',
  summary: 'Shares a document with a contact who has the matter; repeating it changes nothing.',
  access: { audience: 'staff', scope: 'documents.share' },
  params: ShareParams,
  response: FirmSharedDocument,
  errors: [notFound, conflict],
});

export const unshareDocument = endpoint({
  id: 'firmSharedDocuments.unshare',
  method: 'DELETE',
  path: '/v1/firm/shared-documents/:id/shares/:contactId',
  summary: 'Ends the share; the contact loses sight of the document at once.',
  access: { audience: 'staff', scope: 'documents.share' },
  params: ShareParams,
  response: FirmSharedDocument,
  errors: [notFound],
});
