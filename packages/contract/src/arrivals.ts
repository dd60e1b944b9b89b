/** What happens to a document after it has arrived: the safety check, pictures of its pages, and what was read from it. */
import * as z from 'zod/mini';
import { documentQuarantined, documentUnchecked } from './documents.js';
import { endpoint } from './endpoint.js';
import { conflict, notFound, problem } from './problems.js';
import { DocumentId, Instant, text } from './values.js';

export const previewUnavailable = problem('preview_unavailable', 404, 'There is no picture of this page, or not yet.');

export const previewUnsupported = problem(
  'preview_unsupported',
  404,
  'There will be no picture of this file: its kind cannot be drawn here, or it is broken.',
);

/** `off`: no scanner is configured. `waiting`: nobody can open it yet. `quarantined`: nobody ever can. */
export const ScanState = z.enum(['off', 'waiting', 'clean', 'quarantined']);
export type ScanState = z.infer<typeof ScanState>;

/** Fields that can be read, in the words of ICAO Doc 9303. Dates are days; YYMMDD as printed where a part is unknown. */
export const ReadFieldName = z.enum([
  'documentCode',
  'issuingState',
  'lastName',
  'firstName',
  'documentNumber',
  'nationality',
  'birthDate',
  'sex',
  'expirationDate',
  'personalNumber',
  'optional1',
  'optional2',
]);
export type ReadFieldName = z.infer<typeof ReadFieldName>;

export const ReadField = z.object({
  name: ReadFieldName,
  /** As a machine read it: an offer, whatever the confidence. */
  value: z.string(),
  /** 0 to 1, by the least certain character. */
  confidence: z.number(),
  /** Its own check digit and the composite one hold. It says that it was read right, not that the paper is genuine. */
  verified: z.boolean(),
  /** What a member of the staff has said that it is; null while nobody has. */
  accepted: z.nullable(z.string()),
});
export type ReadField = z.infer<typeof ReadField>;

export const Reading = z.object({
  documentId: DocumentId,
  scan: ScanState,
  /** What the scanner named what it found; null unless in quarantine. */
  finding: z.nullable(z.string()),
  /** `waiting` while jobs are due; `failed` where the file could be neither drawn nor read. */
  state: z.enum(['waiting', 'done', 'failed']),
  /** Pages that there are pictures of. */
  pages: z.number(),
  /** Where the fields come from. */
  source: z.nullable(z.enum(['passport_lines', 'text'])),
  /** The machine-readable lines. */
  lines: z.array(z.string()),
  /** Other text of the first page, where it was read. */
  text: z.nullable(z.object({ value: z.string(), confidence: z.number() })),
  fields: z.array(ReadField),
  /** When the fields were last accepted or corrected. */
  reviewedAt: z.nullable(Instant),
});
export type Reading = z.infer<typeof Reading>;

/** Which picture: `page` from 1, as large as a screen or as a thumbnail. */
export const PictureQuery = z.object({
  page: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(50)), 1),
  size: z._default(z.enum(['large', 'small']), 'large'),
});

export const pictureErrors = [notFound, previewUnavailable, previewUnsupported, documentUnchecked, documentQuarantined];

export const getPreview = endpoint({
  id: 'documents.preview',
  method: 'GET',
  path: '/v1/documents/:id/preview',
  summary: 'A page of a document that this contact has sent, drawn anew as a JPEG without anything else of the file.',
  access: { audience: 'client', capability: 'documents.view' },
  params: z.object({ id: DocumentId }),
  query: PictureQuery,
  errors: pictureErrors,
  raw: true,
});

export const getFirmPreview = endpoint({
  id: 'firmDocuments.preview',
  method: 'GET',
  path: '/v1/firm/documents/:id/preview',
  summary: 'A page of a document, drawn anew as a JPEG without anything else of the file.',
  access: { audience: 'staff', scope: 'documents.read' },
  params: z.object({ id: DocumentId }),
  query: PictureQuery,
  errors: pictureErrors,
  raw: true,
});

export const getReading = endpoint({
  id: 'firmDocuments.reading',
  method: 'GET',
  path: '/v1/firm/documents/:id/reading',
  summary: 'What the safety check found and what was read from a document, with how certain each field is.',
  access: { audience: 'staff', scope: 'documents.read' },
  params: z.object({ id: DocumentId }),
  response: Reading,
  errors: [notFound],
});

export const acceptReading = endpoint({
  id: 'firmDocuments.acceptReading',
  method: 'PUT',
  path: '/v1/firm/documents/:id/reading/fields',
  summary: 'Says what fields are: as they were read, or corrected. Fields that are not named stay as they are.',
  access: { audience: 'staff', scope: 'documents.review' },
  params: z.object({ id: DocumentId }),
  body: z.strictObject({
    fields: z.array(z.strictObject({ name: ReadFieldName, value: text(200) })).check(
      z.minLength(1),
      z.maxLength(ReadFieldName.options.length),
      z.refine((fields) => new Set(fields.map(({ name }) => name)).size === fields.length),
    ),
  }),
  response: Reading,
  errors: [notFound, conflict],
});
