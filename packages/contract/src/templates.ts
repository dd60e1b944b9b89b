/** Templates: checklists that a firm has written once, for a type of case or for any. */
import * as z from 'zod/mini';
import { endpoint } from './endpoint.js';
import { fitting, groupsOf, requestBodyFields } from './firm-checklists.js';
import { CaseType } from './matters.js';
import { notFound, preconditionFailed } from './problems.js';
import { Instant, listOf, LocalizedText, Page, TemplateId, text } from './values.js';

const TemplateRequest = fitting(
  z.strictObject({
    ...requestBodyFields,
    /** Days after the day on which a checklist is made of it; null where nothing is due. */
    dueInDays: z._default(z.nullable(z.number().check(z.int(), z.minimum(0), z.maximum(3650))), null),
  }),
);

const TemplateBody = z.strictObject({
  /** What staff call it. */
  name: text(120),
  /** The type of case that it is for; null where it is for any. */
  caseType: z._default(z.nullable(CaseType), null),
  /** What the client reads above the checklist. */
  title: LocalizedText,
  groups: groupsOf(TemplateRequest),
});
export type TemplateBody = z.infer<typeof TemplateBody>;

export const ChecklistTemplate = z.object({
  id: TemplateId,
  ...TemplateBody.shape,
  createdAt: Instant,
  updatedAt: Instant,
});
export type ChecklistTemplate = z.infer<typeof ChecklistTemplate>;

/** A template in a list. */
export const TemplateSummary = z.object({
  id: TemplateId,
  name: z.string(),
  caseType: z.nullable(CaseType),
  title: LocalizedText,
  /** How many requests it has, also those under conditions. */
  requests: z.number(),
  updatedAt: Instant,
});
export type TemplateSummary = z.infer<typeof TemplateSummary>;

const params = z.object({ id: TemplateId });
const read = { audience: 'staff', scope: 'templates.read' } as const;
const write = { audience: 'staff', scope: 'templates.write' } as const;

export const listTemplates = endpoint({
  id: 'templates.list',
  method: 'GET',
  path: '/v1/firm/checklist-templates',
  summary: 'Lists the templates, newest first; those for a type of case, or for any, where one is given.',
  access: read,
  query: z.extend(Page, { caseType: z.optional(CaseType) }),
  response: listOf(TemplateSummary),
});

export const getTemplate = endpoint({
  id: 'templates.get',
  method: 'GET',
  path: '/v1/firm/checklist-templates/:id',
  summary: 'Reads a template; the ETag guards a change.',
  access: read,
  params,
  response: ChecklistTemplate,
  errors: [notFound],
});

export const createTemplate = endpoint({
  id: 'templates.create',
  method: 'POST',
  path: '/v1/firm/checklist-templates',
  summary: 'Creates a template.',
  access: write,
  body: TemplateBody,
  response: ChecklistTemplate,
  status: 201,
  idempotent: true,
});

export const updateTemplate = endpoint({
  id: 'templates.update',
  method: 'PUT',
  path: '/v1/firm/checklist-templates/:id',
  summary:
    'Replaces a template. If-Match must carry the ETag that was read. Checklists that were made of it stay as they are.',
  access: write,
  params,
  body: TemplateBody,
  response: ChecklistTemplate,
  errors: [notFound, preconditionFailed],
});

export const deleteTemplate = endpoint({
  id: 'templates.delete',
  method: 'DELETE',
  path: '/v1/firm/checklist-templates/:id',
  summary: 'Deletes a template. Checklists that were made of it stay.',
  access: write,
  params,
  errors: [notFound],
});
