/** Matters, and which contacts they are shared with. Nothing is visible to a client before it is shared. */
import * as z from 'zod/mini';
import { isName } from './condition.js';
import { endpoint } from './endpoint.js';
import { conflict, notFound } from './problems.js';
import { ClientId, ContactId, Instant, listOf, MatterId, Page, StaffId, text } from './values.js';

/** A firm's own word for a type of case; templates and conditions go by it. */
export const CaseType = text(60);

/** What the firm knows of a matter, by its own names; conditions look at it and clients never see it. */
export const MatterData = z
  .record(
    z.string().check(z.refine((name) => isName(name))),
    z.union([z.string().check(z.maxLength(500)), z.number(), z.boolean()]),
  )
  .check(z.refine((data) => Object.keys(data).length <= 50));
export type MatterData = z.infer<typeof MatterData>;

export const Matter = z.object({
  id: MatterId,
  clientId: ClientId,
  title: z.string(),
  /** The firm's own number for the matter. */
  reference: z.nullable(z.string()),
  caseType: z.nullable(z.string()),
  data: MatterData,
  sharedWith: z.array(ContactId),
  /** Members of the staff who work on it; roles that reach to `assigned` matters see it by being among them. */
  assignedTo: z.array(StaffId),
  createdAt: Instant,
});
export type Matter = z.infer<typeof Matter>;

export const listMatters = endpoint({
  id: 'matters.list',
  method: 'GET',
  path: '/v1/firm/matters',
  summary: 'Lists matters, newest first.',
  access: { audience: 'staff', scope: 'matters.read' },
  query: Page,
  response: listOf(Matter),
});

export const getMatter = endpoint({
  id: 'matters.get',
  method: 'GET',
  path: '/v1/firm/matters/:id',
  summary: 'Reads a matter and whom it is shared with.',
  access: { audience: 'staff', scope: 'matters.read' },
  params: z.object({ id: MatterId }),
  response: Matter,
  errors: [notFound],
});

export const createMatter = endpoint({
  id: 'matters.create',
  method: 'POST',
  path: '/v1/firm/matters',
  summary:
    'Creates a matter of a client; it is shared with nobody yet, and the member of the staff who creates it is assigned.',
  access: { audience: 'staff', scope: 'matters.write' },
  body: z.strictObject({
    clientId: ClientId,
    title: text(200),
    reference: z.optional(text(60)),
    caseType: z.optional(CaseType),
    data: z._default(MatterData, {}),
  }),
  response: Matter,
  status: 201,
  errors: [notFound],
  idempotent: true,
});

export const updateMatter = endpoint({
  id: 'matters.update',
  method: 'PATCH',
  path: '/v1/firm/matters/:id',
  summary:
    'Changes what is named of a matter; `data` is replaced as a whole. Requests under conditions come and go with it.',
  access: { audience: 'staff', scope: 'matters.write' },
  params: z.object({ id: MatterId }),
  body: z.partial(
    z.strictObject({
      title: text(200),
      reference: z.nullable(text(60)),
      caseType: z.nullable(CaseType),
      data: MatterData,
    }),
  ),
  response: Matter,
  errors: [notFound],
});

const ShareParams = z.object({ id: MatterId, contactId: ContactId });

export const shareMatter = endpoint({
  id: 'matters.share',
  method: 'PUT',
  path: '/v1/firm/matters/:id/shares/:contactId',
  summary: "Shares a matter with a contact of the matter's client; repeating it changes nothing.",
  access: { audience: 'staff', scope: 'matters.write' },
  params: ShareParams,
  response: Matter,
  errors: [notFound],
});

export const unshareMatter = endpoint({
  id: 'matters.unshare',
  method: 'DELETE',
  path: '/v1/firm/matters/:id/shares/:contactId',
  summary: 'Ends the share; the contact loses sight of the matter at once.',
  access: { audience: 'staff', scope: 'matters.write' },
  params: ShareParams,
  response: Matter,
  errors: [notFound],
});

const AssignParams = z.object({ id: MatterId, staffId: StaffId });

export const assignMatter = endpoint({
  id: 'matters.assign',
  method: 'PUT',
  path: '/v1/firm/matters/:id/staff/:staffId',
  summary: 'Assigns an active member of the staff to a matter; repeating it changes nothing.',
  access: { audience: 'staff', scope: 'matters.write' },
  params: AssignParams,
  response: Matter,
  errors: [notFound, conflict],
});

export const unassignMatter = endpoint({
  id: 'matters.unassign',
  method: 'DELETE',
  path: '/v1/firm/matters/:id/staff/:staffId',
  summary: 'Ends the assignment; a member whose role reaches no further loses sight of the matter at once.',
  access: { audience: 'staff', scope: 'matters.write' },
  params: AssignParams,
  response: Matter,
  errors: [notFound],
});
