/** Checklists as the staff make, read and arrange them. */
import * as z from 'zod/mini';
import { ChecklistSummary, Finished, Question, requestStanding, RequestType } from './checklists.js';
import { Condition, ItemKey } from './condition.js';
import { faultsOf } from './conditional-items.js';
import { FirmDocument, RequestSlot } from './documents.js';
import { endpoint } from './endpoint.js';
import { FileType } from './file-types.js';
import { conflict, notFound, problem } from './problems.js';
import { DocumentKind } from './roles.js';
import {
  ChecklistId,
  ContactId,
  Day,
  GroupId,
  Instant,
  listOf,
  LocalizedText,
  MatterId,
  Page,
  RequestId,
  TemplateId,
  text,
} from './values.js';

export const conditionInvalid = problem(
  'condition_invalid',
  422,
  'A key is taken, or a condition asks for a key that has no answer or for itself; `errors` says which.',
);

export const FirmRequest = z.object({
  ...requestStanding,
  /** By which conditions ask for its answer. */
  key: z.nullable(ItemKey),
  condition: z.nullable(Condition),
  /** False where its condition does not hold: the client does not see it, and what came before stays. */
  applies: z.boolean(),
  /** What contacts said to it and have sent. */
  notes: z.array(z.object({ contactId: ContactId, text: z.string(), sentAt: Instant })),
  /** Oldest first; what was withdrawn is not among them. */
  documents: z.array(FirmDocument),
});
export type FirmRequest = z.infer<typeof FirmRequest>;

/** With everything that is in it, also what does not apply now. */
export const FirmChecklist = z.object({
  id: ChecklistId,
  matter: z.object({ id: MatterId, title: z.string(), reference: z.nullable(z.string()) }),
  title: LocalizedText,
  finished: z.nullable(Finished),
  groups: z.array(z.object({ id: GroupId, title: LocalizedText, requests: z.array(FirmRequest) })),
});
export type FirmChecklist = z.infer<typeof FirmChecklist>;

const choices = z.array(z.strictObject({ value: text(60), label: LocalizedText })).check(
  z.maxLength(30),
  z.refine((all) => new Set(all.map(({ value }) => value)).size === all.length),
);

/** A question as staff write it: with choices where, and only where, one of them is the answer. */
const QuestionBody = z
  .strictObject({ kind: Question.shape.kind, choices: z._default(choices, []) })
  .check(z.refine(({ kind, choices: given }) => (kind === 'choice' ? given.length > 1 : given.length === 0)));

const slots = z.array(RequestSlot).check(
  z.maxLength(2),
  z.refine((all) => all.length !== 1 && new Set(all).size === all.length),
);

/** What of a request can be changed later. */
const changeable = {
  title: LocalizedText,
  kind: DocumentKind,
  why: z.nullable(LocalizedText),
  tips: z.array(LocalizedText).check(z.maxLength(10)),
  example: z.nullable(LocalizedText),
  accept: z.array(FileType).check(z.minLength(1)),
  maxBytes: z.number().check(z.int(), z.minimum(1), z.maximum(2147483648)),
  maxFiles: z.number().check(z.int(), z.minimum(1), z.maximum(50)),
  dueOn: z.nullable(Day),
  required: z.boolean(),
  condition: z.nullable(Condition),
};

interface Parts {
  readonly type: RequestType;
  readonly question: unknown;
  readonly slots: readonly unknown[];
}

/** A schema of requests under which each has what its type has, and nothing else. */
export function fitting<S extends z.ZodMiniType<Parts>>(schema: S): S {
  return schema.check(
    z.refine(
      ({ type, question, slots: parts }) =>
        (type === 'question') === (question !== null) && (type === 'documents' || parts.length === 0),
      { error: 'Questions, and they alone, have a question; documents alone have slots.' },
    ),
  );
}

/** What a template says of a request: everything but the day. */
export const requestBodyFields = {
  type: z._default(RequestType, 'documents'),
  key: z._default(z.nullable(ItemKey), null),
  title: changeable.title,
  kind: z._default(changeable.kind, 'other'),
  why: z._default(changeable.why, null),
  tips: z._default(changeable.tips, []),
  example: z._default(changeable.example, null),
  accept: z._default(changeable.accept, ['application/pdf', 'image/jpeg', 'image/png', 'image/heic']),
  maxBytes: z._default(changeable.maxBytes, 26214400),
  maxFiles: z._default(changeable.maxFiles, 10),
  slots: z._default(slots, []),
  question: z._default(z.nullable(QuestionBody), null),
  required: z._default(changeable.required, true),
  condition: z._default(changeable.condition, null),
};

const requestFieldsOfBody = { ...requestBodyFields, dueOn: z._default(changeable.dueOn, null) };
const RequestBody = fitting(z.strictObject(requestFieldsOfBody));

/** Groups of requests whose keys and conditions hold together. @param request schema of one of them */
export function groupsOf<S extends z.ZodMiniType<Parameters<typeof faultsOf>[0][number]>>(request: S) {
  return z
    .array(z.strictObject({ title: LocalizedText, requests: z.array(request).check(z.minLength(1), z.maxLength(500)) }))
    .check(
      z.minLength(1),
      z.maxLength(50),
      z.refine((groups) => faultsOf(groups.flatMap(({ requests }) => requests)).length === 0, {
        error: conditionInvalid.title,
      }),
    );
}

const matterParams = z.object({ id: MatterId });
const params = z.object({ id: ChecklistId });
const read = { audience: 'staff', scope: 'checklists.read' } as const;
const write = { audience: 'staff', scope: 'checklists.write' } as const;

export const listFirmChecklists = endpoint({
  id: 'firmChecklists.list',
  method: 'GET',
  path: '/v1/firm/matters/:id/checklists',
  summary: 'Lists the checklists of a matter, newest first, with how far each has come.',
  access: read,
  params: matterParams,
  query: Page,
  response: listOf(ChecklistSummary),
  errors: [notFound],
});

export const createChecklist = endpoint({
  id: 'firmChecklists.create',
  method: 'POST',
  path: '/v1/firm/matters/:id/checklists',
  summary: 'Creates a checklist of a matter with its groups and requests in the order given.',
  access: write,
  params: matterParams,
  body: z.strictObject({ title: LocalizedText, groups: groupsOf(RequestBody) }),
  response: FirmChecklist,
  status: 201,
  errors: [notFound],
  idempotent: true,
});

export const createFromTemplate = endpoint({
  id: 'firmChecklists.createFromTemplate',
  method: 'POST',
  path: '/v1/firm/matters/:id/checklists/from-template',
  summary: 'Creates a checklist of a matter as a template has it; days are counted from today where the firm is.',
  access: write,
  params: matterParams,
  body: z.strictObject({ templateId: TemplateId }),
  response: FirmChecklist,
  status: 201,
  errors: [notFound],
  idempotent: true,
});

export const getFirmChecklist = endpoint({
  id: 'firmChecklists.get',
  method: 'GET',
  path: '/v1/firm/checklists/:id',
  summary: 'Reads a checklist as staff: with conditions, what does not apply now, and what contacts said.',
  access: read,
  params,
  response: FirmChecklist,
  errors: [notFound],
});

export const addGroup = endpoint({
  id: 'firmChecklists.addGroup',
  method: 'POST',
  path: '/v1/firm/checklists/:id/groups',
  summary: 'Adds an empty group at the end.',
  access: write,
  params,
  body: z.strictObject({ title: LocalizedText }),
  response: FirmChecklist,
  status: 201,
  errors: [notFound],
  idempotent: true,
});

export const addRequest = endpoint({
  id: 'firmChecklists.addRequest',
  method: 'POST',
  path: '/v1/firm/checklists/:id/requests',
  summary: 'Adds a request at the end of a group.',
  access: write,
  params,
  body: fitting(z.strictObject({ ...requestFieldsOfBody, groupId: GroupId })),
  response: FirmChecklist,
  status: 201,
  errors: [notFound, conditionInvalid],
  idempotent: true,
});

export const arrangeChecklist = endpoint({
  id: 'firmChecklists.arrange',
  method: 'PUT',
  path: '/v1/firm/checklists/:id/order',
  summary: 'Puts every group and every request of a checklist into this order, and requests into other groups.',
  access: write,
  params,
  body: z.strictObject({
    groups: z
      .array(z.strictObject({ id: GroupId, requests: z.array(RequestId).check(z.maxLength(500)) }))
      .check(z.minLength(1), z.maxLength(50)),
  }),
  response: FirmChecklist,
  errors: [notFound, conflict],
});

const requestParams = z.object({ id: RequestId });

export const updateRequest = endpoint({
  id: 'firmRequests.update',
  method: 'PATCH',
  path: '/v1/firm/requests/:id',
  summary:
    'Changes what a request says, by when it is due, or under which condition it is made; what is not named stays.',
  access: write,
  params: requestParams,
  body: z.partial(z.strictObject(changeable)),
  response: FirmChecklist,
  errors: [notFound, conditionInvalid],
});

export const takeUpRequest = endpoint({
  id: 'firmRequests.takeUp',
  method: 'POST',
  path: '/v1/firm/requests/:id/take-up',
  summary: 'Says that somebody at the firm is looking at what was sent; opening a document says so by itself.',
  access: write,
  params: requestParams,
  response: FirmChecklist,
  errors: [notFound, conflict],
  idempotent: true,
});

export const acceptRequest = endpoint({
  id: 'firmRequests.accept',
  method: 'POST',
  path: '/v1/firm/requests/:id/accept',
  summary: 'Confirms a task that was ticked off, or locks an answer. Documents are accepted one by one.',
  access: write,
  params: requestParams,
  response: FirmChecklist,
  errors: [notFound, conflict],
  idempotent: true,
});

export const waiveRequest = endpoint({
  id: 'firmRequests.waive',
  method: 'POST',
  path: '/v1/firm/requests/:id/waive',
  summary: 'Does without what a request asks for, with a reason that the client reads.',
  access: write,
  params: requestParams,
  body: z.strictObject({ reason: text(1000) }),
  response: FirmChecklist,
  errors: [notFound, conflict],
  idempotent: true,
});

export const reopenRequest = endpoint({
  id: 'firmRequests.reopen',
  method: 'POST',
  path: '/v1/firm/requests/:id/reopen',
  summary: 'Asks again: whatever has become of the request, it is the client’s turn, with a note that they read.',
  access: write,
  params: requestParams,
  body: z.strictObject({ note: text(1000) }),
  response: FirmChecklist,
  errors: [notFound, conflict],
  idempotent: true,
});
