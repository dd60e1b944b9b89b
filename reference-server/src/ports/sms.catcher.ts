/** The text messages of development, tests and pages: they lie beside the mails that were caught, under the number. */
import type { MailCatcher } from './mail.catcher.js';
import type { SmsSender } from './sms.js';

export function createSmsCatcher(catcher: Pick<MailCatcher, 'send'>): SmsSender {
  return {
    send: ({ id, to, text, language }) =>
      catcher.send({ id, to, text, language, from: 'Text message', subject: 'Text message', html: '' }),
  };
}
