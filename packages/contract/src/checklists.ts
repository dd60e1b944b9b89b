/** Checklists: what the firm asks a client for, in groups of requests, and how far each has come. */
import * as z from 'zod/mini';
import { Document, RequestSlot } from './documents.js';
import { endpoint } from './endpoint.js';
import { FileType } from './file-types.js';
import { notFound } from './problems.js';
import { DocumentKind } from './roles.js';
import { ChecklistId, Day, GroupId, Instant, listOf, LocalizedText, MatterId, Page, RequestId } from './values.js';

/**
 * The client's turn: `requested`, `draft` (begun: a file on its way, a note or one of two parts, and not yet with the firm) and
 * `returned`. The firm's: `sent`, `in_review` (a member of the staff has opened it or taken it up) and `declined` (the client
 * has said that they do not have it). Over: `accepted` and `waived`, by which the firm does without.
 */
export const RequestState = z.enum([
  'requested',
  'draft',
  'sent',
  'in_review',
  'accepted',
  'returned',
  'declined',
  'waived',
]);
export type RequestState = z.infer<typeof RequestState>;

/** What the client does: send documents, do something and tick it off, or answer. */
export const RequestType = z.enum(['documents', 'task', 'question']);
export type RequestType = z.infer<typeof RequestType>;

/** Why a client sends nothing. */
export const DeclineReason = z.enum(['does_not_exist', 'cannot_get', 'already_sent', 'not_applicable', 'other']);
export type DeclineReason = z.infer<typeof DeclineReason>;

/** What is asked: a yes or no (answered by a boolean), one of `choices` (by its `value`), or a short text. */
export const Question = z.object({
  kind: z.enum(['yes_no', 'choice', 'text']),
  /** Empty unless the kind is `choice`. */
  choices: z.array(z.object({ value: z.string(), label: LocalizedText })),
});
export type Question = z.infer<typeof Question>;

export const AnswerValue = z.union([z.string(), z.boolean()]);
export type AnswerValue = z.infer<typeof AnswerValue>;

/** What a request asks for. */
export const requestFields = {
  title: LocalizedText,
  /** What its documents are about; roles of the staff may be kept from some kinds. */
  kind: DocumentKind,
  /** Why the firm needs it. */
  why: z.nullable(LocalizedText),
  tips: z.array(LocalizedText),
  /** What a good one looks like, in words. */
  example: z.nullable(LocalizedText),
  accept: z.array(FileType),
  /** Bytes a single file may have; at most 2 GiB. */
  maxBytes: z.number(),
  maxFiles: z.number(),
  /** Parts that it wants at least one document of each; empty where it has no parts. */
  slots: z.array(RequestSlot),
  dueOn: z.nullable(Day),
  required: z.boolean(),
};

/** What a request is and how far it has come, to either side. */
export const requestStanding = {
  id: RequestId,
  type: RequestType,
  ...requestFields,
  /** Of a `question`; null for the others. */
  question: z.nullable(Question),
  state: RequestState,
  /** To a `question`; null until it is answered. Everybody whom the matter is shared with sees it and may change it. */
  answer: z.nullable(AnswerValue),
  /** Why the client sends nothing, while it is `declined`; the note is for its writer and the firm alone. */
  declined: z.nullable(z.object({ reason: DeclineReason, note: z.nullable(z.string()), at: Instant })),
  /** Why the firm does without, while it is `waived`. */
  waived: z.nullable(z.object({ reason: z.string(), at: Instant })),
  /** What the firm said when it asked again, until something is sent. */
  reopened: z.nullable(z.object({ note: z.string(), at: Instant })),
};

/** `documents` and what they may be (`accept` to `slots`) count where the `type` is `documents`; a `task` is done once it is `sent`. */
export const ChecklistRequest = z.object({
  ...requestStanding,
  /** The reader's own words to the firm; `sentAt` is null while they wait for something to go with. */
  note: z.nullable(z.object({ text: z.string(), sentAt: z.nullable(Instant) })),
  /** Oldest first. */
  documents: z.array(Document),
});
export type ChecklistRequest = z.infer<typeof ChecklistRequest>;

/** That the client is finished, and what they left open all the same; null until they are, and again once there is more to do. */
export const Finished = z.object({ at: Instant, missing: z.array(RequestId) });
export type Finished = z.infer<typeof Finished>;

const MatterOfChecklist = z.object({ id: MatterId, title: z.string(), reference: z.nullable(z.string()) });

export const ChecklistGroup = z.object({ id: GroupId, title: LocalizedText, requests: z.array(ChecklistRequest) });
export type ChecklistGroup = z.infer<typeof ChecklistGroup>;

/** Groups and their requests in the firm's order. What does not apply is not in it. */
export const Checklist = z.object({
  id: ChecklistId,
  matter: MatterOfChecklist,
  title: LocalizedText,
  finished: z.nullable(Finished),
  groups: z.array(ChecklistGroup),
});
export type Checklist = z.infer<typeof Checklist>;

/** A checklist in a list: how much of what applies there is, and how far it has come. */
export const ChecklistSummary = z.object({
  id: ChecklistId,
  matter: MatterOfChecklist,
  title: LocalizedText,
  counts: z.object({
    total: z.number(),
    requested: z.number(),
    draft: z.number(),
    sent: z.number(),
    inReview: z.number(),
    accepted: z.number(),
    returned: z.number(),
    declined: z.number(),
    waived: z.number(),
  }),
  /** The first day on which something is due of what is the client's turn. */
  nextDueOn: z.nullable(Day),
  finished: z.nullable(Finished),
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
