/**
 * Going on with the phone: a client who sits at a desktop makes a link for one request, and photographs there. It is a one-time
 * upload link of the client's own: minutes to be opened, by one browser, for sending and nothing else, and over with the
 * session that made it.
 */
import * as z from 'zod/mini';
import { endpoint } from './endpoint.js';
import { notFound, originNotAllowed, tooManyRequests } from './problems.js';
import { requestClosed } from './uploads.js';
import { Instant, RequestId, UploadLinkId } from './values.js';

/** For so long it waits to be opened, and for so long it works once it is. */
export const PHONE_LINK_WAITS_MINUTES = 5;
export const PHONE_LINK_WORKS_MINUTES = 30;

/** `waiting`: nobody has opened it. `open`: a browser has. `ended`: revoked, run out, or used up. */
export const PhoneLinkState = z.enum(['waiting', 'open', 'ended']);
export type PhoneLinkState = z.infer<typeof PhoneLinkState>;

export const PhoneLink = z.object({
  id: UploadLinkId,
  requestId: RequestId,
  state: PhoneLinkState,
  /** Documents that came by it. */
  files: z.number(),
  expiresAt: Instant,
});
export type PhoneLink = z.infer<typeof PhoneLink>;

export const NewPhoneLink = z.extend(PhoneLink, {
  /** The address for the phone; it is shown once. */
  url: z.string(),
});
export type NewPhoneLink = z.infer<typeof NewPhoneLink>;

export const createPhoneLink = endpoint({
  id: 'phoneLinks.create',
  method: 'POST',
  path: '/v1/requests/:id/phone-links',
  summary: 'Makes a link by which this client sends files for one request from another device; it ends an earlier one.',
  access: { audience: 'client', capability: 'documents.sendByPhone' },
  params: z.object({ id: RequestId }),
  body: z.strictObject({
    /** Page of the firm that shows the upload; its origin must be allowed. */
    page: z.url().check(z.maxLength(2000)),
  }),
  response: NewPhoneLink,
  status: 201,
  errors: [notFound, originNotAllowed, requestClosed, tooManyRequests],
});

export const getPhoneLink = endpoint({
  id: 'phoneLinks.get',
  method: 'GET',
  path: '/v1/phone-links/:id',
  summary: 'Whether a link that this client made has been opened, and how many documents came by it.',
  access: { audience: 'client', capability: 'checklists.view' },
  params: z.object({ id: UploadLinkId }),
  response: PhoneLink,
  errors: [notFound],
});

export const revokePhoneLink = endpoint({
  id: 'phoneLinks.revoke',
  method: 'DELETE',
  path: '/v1/phone-links/:id',
  summary: 'Ends a link that this client made, and everything that was opened by it, at once.',
  access: { audience: 'client', capability: 'checklists.view' },
  params: z.object({ id: UploadLinkId }),
  response: PhoneLink,
  errors: [notFound],
});
