/**
 * Of what a contact is told. Mails about the account's safety are not among it, nor those about a day that has passed without a
 * payment, which can cost the client something: they always come.
 */
import * as z from 'zod/mini';
import { endpoint } from './endpoint.js';

/** What comes by e-mail is on unless the contact switches it off; the firm cannot. */
export const Notifications = z.strictObject({
  /** A document that the contact sent was returned. */
  documentReturned: z.boolean(),
  /** The firm asks for something new. */
  newRequests: z.boolean(),
  /** The firm has shared documents with the contact. */
  documentsShared: z.boolean(),
  /** An invoice is due soon, or today. */
  paymentReminders: z.boolean(),
  /** By text message too that there is a reminder of a payment. Off unless the contact, who has proved a number, switches it on. */
  paymentTexts: z.boolean(),
});
export type Notifications = z.infer<typeof Notifications>;

export const updateNotifications = endpoint({
  id: 'notifications.update',
  method: 'PUT',
  path: '/v1/profile/notifications',
  summary: 'Says of what the contact wants to be told; GET /v1/profile has it.',
  access: { audience: 'client', capability: 'profile.update' },
  body: Notifications,
  response: Notifications,
});
