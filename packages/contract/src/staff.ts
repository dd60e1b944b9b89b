/** Members of the firm's staff. What each may do follows from the role, see roles.ts. */
import * as z from 'zod/mini';
import { endpoint } from './endpoint.js';
import { conflict, notFound, problem } from './problems.js';
import { RoleName } from './roles.js';
import { Email, Instant, listOf, Page, StaffId, text } from './values.js';

export const ownRole = problem('own_role', 403, 'Nobody changes their own role.');
export const lastAdmin = problem('last_admin', 409, 'The firm would be left without an active admin.');

export const Staff = z.object({
  id: StaffId,
  name: z.string(),
  email: z.string(),
  role: RoleName,
  /** False: signs in no more, and has no session. */
  active: z.boolean(),
  /** Whether there is something to give as the second factor; else the next sign-in begins with setting one up. */
  hasSecondFactor: z.boolean(),
  createdAt: Instant,
});
export type Staff = z.infer<typeof Staff>;

export const listStaff = endpoint({
  id: 'staff.list',
  method: 'GET',
  path: '/v1/firm/staff',
  summary: 'Lists the members of the staff, newest first; those who left as well.',
  access: { audience: 'staff', scope: 'staff.read' },
  query: Page,
  response: listOf(Staff),
});

export const createStaff = endpoint({
  id: 'staff.create',
  method: 'POST',
  path: '/v1/firm/staff',
  summary: 'Adds an active member, who signs in by e-mail code and sets up a second factor then.',
  access: { audience: 'staff', scope: 'staff.write' },
  body: z.strictObject({ name: text(200), email: Email, role: RoleName }),
  response: Staff,
  status: 201,
  errors: [conflict],
  idempotent: true,
});

export const updateStaff = endpoint({
  id: 'staff.update',
  method: 'PATCH',
  path: '/v1/firm/staff/:id',
  summary: 'Changes name or role. A new role holds from the next call on; nobody changes their own.',
  access: { audience: 'staff', scope: 'staff.write' },
  params: z.object({ id: StaffId }),
  body: z
    .strictObject({ name: z.optional(text(200)), role: z.optional(RoleName) })
    .check(z.refine((body) => Object.keys(body).length > 0)),
  response: Staff,
  errors: [notFound, ownRole, lastAdmin],
});

export const setStaffActive = endpoint({
  id: 'staff.setActive',
  method: 'PUT',
  path: '/v1/firm/staff/:id/active',
  summary: 'Lets a member in, or shuts them out: every session of theirs, and every preview they opened, ends at once.',
  access: { audience: 'staff', scope: 'staff.write' },
  params: z.object({ id: StaffId }),
  body: z.strictObject({ active: z.boolean() }),
  response: Staff,
  errors: [notFound, lastAdmin],
});

export const resetStaffFactors = endpoint({
  id: 'staff.resetFactors',
  method: 'DELETE',
  path: '/v1/firm/staff/:id/factors',
  summary: "Forgets a member's second factors and recovery codes and ends their sessions; they set up new ones.",
  access: { audience: 'staff', scope: 'staff.write' },
  params: z.object({ id: StaffId }),
  response: Staff,
  errors: [notFound],
});
