/** Sessions that a firm's backend mints for a contact it already knows. */
import * as z from 'zod/mini';
import { Component } from './capabilities.js';
import { endpoint } from './endpoint.js';
import { notFound, originNotAllowed, problem } from './problems.js';
import { ContactId, Instant, MatterId, SessionId, text } from './values.js';

export const contactDisabled = problem('contact_disabled', 409, "The contact's portal access is off.");

export const PortalSession = z.object({ id: SessionId, clientSecret: z.string(), expiresAt: Instant });
export type PortalSession = z.infer<typeof PortalSession>;

export const createPortalSession = endpoint({
  id: 'portalSessions.create',
  method: 'POST',
  path: '/v1/firm/portal-sessions',
  summary:
    'Mints a single-use client secret of five minutes for one contact, some components, some matters and one origin.',
  access: { audience: 'backend', scope: 'sessions.mint' },
  body: z.strictObject({
    contactId: ContactId,
    /** Exact origin of the page, e.g. `https://www.firm.example`; compared as it is, whatever its form. */
    origin: text(300),
    components: z.optional(z.array(Component).check(z.minLength(1), z.maxLength(20))),
    matters: z.optional(z.array(MatterId).check(z.minLength(1), z.maxLength(100))),
  }),
  response: PortalSession,
  status: 201,
  errors: [notFound, originNotAllowed, contactDisabled],
  idempotent: true,
});

export const revokePortalSession = endpoint({
  id: 'portalSessions.revoke',
  method: 'DELETE',
  path: '/v1/firm/portal-sessions/:id',
  summary: 'Revokes a portal session and every token that came from it, at once.',
  access: { audience: 'backend', scope: 'sessions.mint' },
  params: z.object({ id: SessionId }),
  errors: [notFound],
});
