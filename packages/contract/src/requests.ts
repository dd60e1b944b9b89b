/**
 * What a client does about a request besides sending documents. Each answers the whole checklist, since one answer can bring
 * other requests or take them away.
 */
import * as z from 'zod/mini';
import { Checklist, DeclineReason } from './checklists.js';
import { endpoint } from './endpoint.js';
import { conflict, notFound, problem } from './problems.js';
import { requestClosed } from './uploads.js';
import { ChecklistId, DocumentId, RequestId, text } from './values.js';

export const answerInvalid = problem('answer_invalid', 422, 'The question does not take this answer.');
export const checklistIncomplete = problem(
  'checklist_incomplete',
  409,
  'Something required is missing; `missing` names the requests.',
);
export const withdrawClosed = problem(
  'withdraw_closed',
  409,
  'The document has been opened or reviewed, or the time to take it back is over.',
);

const access = { audience: 'client', capability: 'checklists.answer' } as const;
const params = z.object({ id: RequestId });

export const saveNote = endpoint({
  id: 'requests.saveNote',
  method: 'PUT',
  path: '/v1/requests/:id/note',
  summary:
    "Keeps this contact's words to the firm about a request; an empty text takes them away. They go with what is sent next, or at once where something is with the firm.",
  access,
  params,
  body: z.strictObject({ text: text(1000, 0) }),
  response: Checklist,
  errors: [notFound, requestClosed],
});

export const answerQuestion = endpoint({
  id: 'requests.answer',
  method: 'PUT',
  path: '/v1/requests/:id/answer',
  summary: 'Answers a question, or takes the answer back by null, until the firm has locked it.',
  access,
  params,
  body: z.strictObject({ value: z.nullable(z.union([text(1000), z.boolean()])) }),
  response: Checklist,
  errors: [notFound, requestClosed, answerInvalid],
});

export const tickTask = endpoint({
  id: 'requests.tick',
  method: 'PUT',
  path: '/v1/requests/:id/done',
  summary: 'Ticks a task off, or unticks it, until the firm has confirmed it.',
  access,
  params,
  body: z.strictObject({ done: z.boolean() }),
  response: Checklist,
  errors: [notFound, requestClosed],
});

export const declineRequest = endpoint({
  id: 'requests.decline',
  method: 'PUT',
  path: '/v1/requests/:id/decline',
  summary:
    "Says that the client does not have what is asked for, and why. Nothing else of the request's is with the firm.",
  access,
  params,
  body: z.strictObject({ reason: DeclineReason, note: z.optional(text(1000)) }),
  response: Checklist,
  errors: [notFound, requestClosed, conflict],
});

export const undeclineRequest = endpoint({
  id: 'requests.undecline',
  method: 'DELETE',
  path: '/v1/requests/:id/decline',
  summary: 'Takes that back: the request is the client’s turn again.',
  access,
  params,
  response: Checklist,
  errors: [notFound, conflict],
});

export const withdrawDocument = endpoint({
  id: 'requests.withdraw',
  method: 'POST',
  path: '/v1/documents/:id/withdraw',
  summary:
    'Takes a document back that nobody has opened or reviewed, within the time that the firm gives. Its bytes are erased.',
  access,
  params: z.object({ id: DocumentId }),
  response: Checklist,
  errors: [notFound, withdrawClosed],
  idempotent: true,
});

export const finishChecklist = endpoint({
  id: 'requests.finish',
  method: 'POST',
  path: '/v1/checklists/:id/finish',
  summary:
    'Says that the client is finished. Where something required is missing it says what, unless `anyway` is true. The firm undoes it by asking for more.',
  access,
  params: z.object({ id: ChecklistId }),
  body: z.strictObject({ anyway: z._default(z.boolean(), false) }),
  response: Checklist,
  errors: [notFound, checklistIncomplete],
  idempotent: true,
});
