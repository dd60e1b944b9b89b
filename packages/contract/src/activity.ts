/**
 * What was done with a contact's own account and documents, by whomever: the part of the audit log that is the contact's
 * to read. It is told in codes, and words for people are the elements'.
 */
import * as z from 'zod/mini';
import { ReturnReason } from './documents.js';
import { endpoint } from './endpoint.js';
import { DocumentId, Instant, listOf, Page } from './values.js';

/** What happened. Codes are stable; more may come. */
export const activityCodes = [
  'signed_in',
  'signed_out',
  /** A copy of the session's cookie was used, and the session ended for it. */
  'session_ended',
  'device_signed_out',
  'other_devices_signed_out',
  'password_changed',
  'password_link_sent',
  'passkey_added',
  'passkey_removed',
  'email_change_asked',
  /** The link that was sent to the old or to the new address was followed. */
  'email_change_confirmed',
  'email_changed',
  /** Somebody who got one of the links said that it was not them. */
  'email_change_refused',
  'email_change_withdrawn',
  'phone_changed',
  'phone_removed',
  'language_changed',
  'notifications_changed',
  'access_enabled',
  'access_disabled',
  'contact_updated',
  'invitation_sent',
  /** A member of the staff looks at the portal as this contact does. */
  'preview_opened',
  /** The same, and can do what the contact can; each act is an entry of its own. */
  'act_as_opened',
  'document_sent',
  'document_downloaded',
  'document_accepted',
  'document_returned',
  'upload_link_created',
  'upload_link_revoked',
] as const;
export const ActivityCode = z.enum(activityCodes);
export type ActivityCode = z.infer<typeof ActivityCode>;

export const ActivityEntry = z.object({
  id: z.string(),
  at: Instant,
  code: ActivityCode,
  by: z.object({
    /**
     * `self`: the contact. `staff`: a member of the staff as the contact, in a preview. `link`: whoever had a one-time
     * link or one of a mail. `firm`: the firm, in its own name.
     */
    kind: z.enum(['self', 'staff', 'link', 'firm']),
    /** Of the member of the staff who acted as the contact; null for everybody else. */
    name: z.nullable(z.string()),
  }),
  details: z.object({
    /** Null where it was about none, or about one that this contact no longer sees. */
    document: z.nullable(z.object({ id: DocumentId, name: z.string() })),
    /** Why a document was returned. */
    returned: z.nullable(ReturnReason),
    /** Browser and system in words, as in the list of devices: the one signed in or out, or else the one it was done on. */
    device: z.nullable(z.string()),
    /** What a member of the staff gave as the reason of a preview; null also where retention has erased it. */
    reason: z.nullable(z.string()),
  }),
});
export type ActivityEntry = z.infer<typeof ActivityEntry>;

export const listActivity = endpoint({
  id: 'activity.list',
  method: 'GET',
  path: '/v1/profile/activity',
  summary: 'Lists what was done with the own account and documents, newest first, and by whom.',
  access: { audience: 'client', capability: 'profile.view' },
  query: Page,
  response: listOf(ActivityEntry),
});
