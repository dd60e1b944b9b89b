/** Checklists: what the firm asks a client for, in groups of requests, and how far each has come. */
import * as z from 'zod/mini';
import { Document } from './documents.js';
import { endpoint } from './endpoint.js';
import { FileType } from './file-types.js';
import { notFound } from './problems.js';
import { DocumentKind } from './roles.js';
import { ChecklistId, Day, GroupId, Instant, listOf, LocalizedText, MatterId, Page, RequestId } from './values.js';

/** `requested`: the client's turn. `sent`: with the firm. `accepted`: done. `returned`: the client's turn again. */
export const RequestState = z.enum(['requested', 'sent', 'accepted', 'returned']);
export type RequestState = z.infer<typeof RequestState>;

/** What a request asks for. */
export const requestFields = {
  title: LocalizedText,
  /** What its documents are about; roles of the staff may be kept from some kinds. */
  kind: DocumentKind,
  /** Why the firm needs it. */
  why: z.nullable(LocalizedText),
  tips: z.array(LocalizedText).check(z.maxLength(10)),
  /** What a good one looks like, in words. */
  example: z.nullable(LocalizedText),
  accept: z.array(FileType).check(z.minLength(1)),
  /** Bytes a single file may have; at most 2 GiB. */
  maxBytes: z.number().check(z.int(), z.minimum(1), z.maximum(2147483648)),
  maxFiles: z.number().check(z.int(), z.minimum(1), z.maximum(50)),
  dueOn: z.nullable(Day),
  required: z.boolean(),
};

export const ChecklistRequest = z.object({
  id: RequestId,
  ...requestFields,
  state: RequestState,
  /** Oldest first. */
  documents: z.array(Document),
});
export type ChecklistRequest = z.infer<typeof ChecklistRequest>;

export const ChecklistGroup = z.object({ id: GroupId, title: LocalizedText, requests: z.array(ChecklistRequest) });
export type ChecklistGroup = z.infer<typeof ChecklistGroup>;

export const Checklist = z.object({
  id: ChecklistId,
  matter: z.object({ id: MatterId, title: z.string(), reference: z.nullable(z.string()) }),
  title: LocalizedText,
  groups: z.array(ChecklistGroup),
});
export type Checklist = z.infer<typeof Checklist>;

/** A checklist in a list: how much there is and how much is done. */
export const ChecklistSummary = z.object({
  id: ChecklistId,
  matter: z.object({ id: MatterId, title: z.string(), reference: z.nullable(z.string()) }),
  title: LocalizedText,
  counts: z.object({
    total: z.number(),
    requested: z.number(),
    sent: z.number(),
    accepted: z.number(),
    returned: z.number(),
  }),
  createdAt: Instant,
});
export type ChecklistSummary = z.infer<typeof ChecklistSummary>;

export const listChecklists = endpoint({
  id: 'checklists.list',
  method: 'GET',
  path: '/v1/checklists',
  summary: 'Lists the checklists of the matters shared with this contact, newest first.',
  access: { audience: 'client', capability: 'checklists.view' },
  query: Page,
  response: listOf(ChecklistSummary),
});

export const getChecklist = endpoint({
  id: 'checklists.get',
  method: 'GET',
  path: '/v1/checklists/:id',
  summary: 'Reads a checklist with its groups, requests and what has been sent.',
  access: { audience: 'client', capability: 'checklists.view' },
  params: z.object({ id: ChecklistId }),
  response: Checklist,
  errors: [notFound],
});

const RequestBody = z.strictObject({
  title: LocalizedText,
  kind: z._default(DocumentKind, 'other'),
  why: z._default(z.nullable(LocalizedText), null),
  tips: z._default(z.array(LocalizedText).check(z.maxLength(10)), []),
  example: z._default(z.nullable(LocalizedText), null),
  accept: z._default(z.array(FileType).check(z.minLength(1)), [
    'application/pdf',
    'image/jpeg',
    'image/png',
    'image/heic',
  ]),
  maxBytes: z._default(z.number().check(z.int(), z.minimum(1), z.maximum(2147483648)), 26214400),
  maxFiles: z._default(z.number().check(z.int(), z.minimum(1), z.maximum(50)), 10),
  dueOn: z._default(z.nullable(Day), null),
  required: z._default(z.boolean(), true),
});

export const createChecklist = endpoint({
  id: 'firmChecklists.create',
  method: 'POST',
  path: '/v1/firm/matters/:id/checklists',
  summary: 'Creates a checklist of a matter with its groups and requests in the order given.',
  access: { audience: 'staff', scope: 'checklists.write' },
  params: z.object({ id: MatterId }),
  body: z.strictObject({
    title: LocalizedText,
    groups: z
      .array(
        z.strictObject({
          title: LocalizedText,
          requests: z.array(RequestBody).check(z.minLength(1), z.maxLength(500)),
        }),
      )
      .check(z.minLength(1), z.maxLength(50)),
  }),
  response: Checklist,
  status: 201,
  errors: [notFound],
  idempotent: true,
});

export const getFirmChecklist = endpoint({
  id: 'firmChecklists.get',
  method: 'GET',
  path: '/v1/firm/checklists/:id',
  summary: 'Reads a checklist as staff.',
  access: { audience: 'staff', scope: 'checklists.read' },
  params: z.object({ id: ChecklistId }),
  response: Checklist,
  errors: [notFound],
});

export const addRequest = endpoint({
  id: 'firmChecklists.addRequest',
  method: 'POST',
  path: '/v1/firm/checklists/:id/requests',
  summary: 'Adds a request at the end of a group.',
  access: { audience: 'staff', scope: 'checklists.write' },
  params: z.object({ id: ChecklistId }),
  body: z.extend(RequestBody, { groupId: GroupId }),
  response: Checklist,
  status: 201,
  errors: [notFound],
  idempotent: true,
});
