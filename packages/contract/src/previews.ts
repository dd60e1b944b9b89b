/**
 * A member of the staff sees the portal with a contact's eyes. The preview opens in a tab of its own by a client secret,
 * which is exchanged like one that the firm's backend minted, so the staff member's own session is untouched and nothing
 * of the preview outlives its tab.
 */
import * as z from 'zod/mini';
import { endpoint } from './endpoint.js';
import { contactDisabled } from './portal-sessions.js';
import { notFound, originNotAllowed, problem } from './problems.js';
import { ClientId, ContactId, Instant, SessionId, text } from './values.js';

export const previewOff = problem('preview_off', 403, "The firm's settings have previews off.");
export const previewRole = problem(
  'preview_role_not_permitted',
  403,
  "The firm's settings do not let this role preview.",
);
export const actAsOff = problem('act_as_off', 403, "The firm's settings let staff look, and not act as the client.");
export const primaryMissing = problem('primary_contact_missing', 409, 'The client has no primary contact.');
export const primaryOnly = problem(
  'contact_not_primary',
  409,
  "The firm's settings let staff preview as the primary contact alone.",
);
export const reasonRequired = problem(
  'reason_required',
  422,
  'Acting as a client needs a reason; the client can read it.',
);

export const Preview = z.object({
  id: SessionId,
  contactId: ContactId,
  mode: z.enum(['read_only', 'act_as']),
  /** Opens the preview once, within a minute; its secret is in the fragment. */
  url: z.string(),
  /** End of the preview, which cannot be prolonged. */
  expiresAt: Instant,
});
export type Preview = z.infer<typeof Preview>;

export const openPreview = endpoint({
  id: 'previews.open',
  method: 'POST',
  path: '/v1/firm/previews',
  summary: "Opens a preview of fifteen minutes as a client's contact, and gives the link of the tab to open it in.",
  access: { audience: 'person', scope: 'previews.open' },
  body: z.strictObject({
    clientId: ClientId,
    /** The primary contact, unless the firm lets staff choose. */
    contactId: z.optional(ContactId),
    mode: z._default(z.enum(['read_only', 'act_as']), 'read_only'),
    /** Kept in the audit log; for acting as the client it is needed, and the client can read it. */
    reason: z.optional(text(500)),
    /** Page of the firm that shows the portal; its origin must be allowed. */
    page: z.url().check(z.maxLength(2000)),
  }),
  response: Preview,
  status: 201,
  errors: [
    notFound,
    originNotAllowed,
    previewOff,
    previewRole,
    actAsOff,
    primaryMissing,
    primaryOnly,
    contactDisabled,
    reasonRequired,
  ],
  idempotent: true,
});
