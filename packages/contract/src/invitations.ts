/** Invitations into the portal: mailed when access is switched on, good once and for seven days. */
import * as z from 'zod/mini';
import { endpoint } from './endpoint.js';
import { contactDisabled } from './portal-sessions.js';
import { notFound } from './problems.js';
import { Session } from './session.js';
import { linkSpent, passwordRequired } from './sign-in.js';
import { ContactId, ReturnTo, text } from './values.js';

export const acceptInvitation = endpoint({
  id: 'invitations.accept',
  method: 'POST',
  path: '/v1/sign-in/invitation',
  summary: 'Begins the first session with the token of an invitation (sent by POST: mail scanners follow GETs).',
  access: { audience: 'visitor' },
  body: z.strictObject({ token: text(200) }),
  response: Session,
  errors: [linkSpent, passwordRequired],
});

export const resendInvitation = endpoint({
  id: 'invitations.resend',
  method: 'POST',
  path: '/v1/firm/contacts/:id/invitation',
  summary: 'Sends a new invitation; older ones are void.',
  access: { audience: 'staff', scope: 'clients.write' },
  params: z.object({ id: ContactId }),
  body: z.strictObject({ returnTo: ReturnTo }),
  status: 202,
  errors: [notFound, contactDisabled],
});

export const revokeInvitation = endpoint({
  id: 'invitations.revoke',
  method: 'DELETE',
  path: '/v1/firm/contacts/:id/invitation',
  summary: 'Voids the invitation of a contact. That there is none is no error.',
  access: { audience: 'staff', scope: 'clients.write' },
  params: z.object({ id: ContactId }),
  errors: [notFound],
});
