/** Of what a contact is told by e-mail. Mails about the account's safety are not among it: they always come. */
import * as z from 'zod/mini';
import { endpoint } from './endpoint.js';

/** On unless the contact switches it off; the firm cannot. */
export const Notifications = z.strictObject({
  /** A document that the contact sent was returned. */
  documentReturned: z.boolean(),
  /** The firm asks for something new. */
  newRequests: z.boolean(),
  /** The firm has shared documents with the contact. */
  documentsShared: z.boolean(),
});
export type Notifications = z.infer<typeof Notifications>;

export const updateNotifications = endpoint({
  id: 'notifications.update',
  method: 'PUT',
  path: '/v1/profile/notifications',
  summary: 'Says of what the contact wants to be told by e-mail; GET /v1/profile has it.',
  access: { audience: 'client', capability: 'profile.update' },
  body: Notifications,
  response: Notifications,
});
