/** Where no service for text messages is configured: each is given up, which the log and the firm's audit log say. */
import type { SmsSender } from './sms.js';
import { UndeliverableError } from './undeliverable.js';

export const noSms: SmsSender = {
  send: () => Promise.reject(new UndeliverableError('sms_not_configured')),
};
