/** Mails that say that something was said about an invoice. */
import type { Settings } from '@portico/contract';
import { type Letter, letterHtml, letterText, oneLine } from '../mail/letter.js';
import { supportLine, wordsIn } from '../mail/words.js';
import type { Mail } from '../ports/mail.js';
import { disputeStrings } from './dispute-mail.strings.js';

interface Firm {
  readonly name: string;
  readonly settings: Pick<Settings, 'support' | 'languages'>;
}

export interface AnswerMail {
  readonly to: string;
  readonly name: string;
  readonly language: string;
  readonly firm: Firm;
  /** Page of the portal; without any token. */
  readonly link: string;
}

/** To the contact: the firm has answered. */
export function answerMail({ to, name, language: own, firm, link }: AnswerMail): Omit<Mail, 'id'> {
  const { language, words } = wordsIn(disputeStrings, [own, ...firm.settings.languages]);
  const from = oneLine(firm.name);
  return mail({ to, from, subject: words.answered.subject(from), language }, [
    { kind: 'paragraph', text: `${words.hello(oneLine(name))} ${words.answered.body(from)}` },
    { kind: 'button', label: words.button, href: link },
    { kind: 'small', text: words.help(supportLine(firm.settings.support)) },
  ]);
}

/** To a member of the staff, in the firm's language: a client has written. */
export function askedMail({ to, name, firm }: Pick<AnswerMail, 'to' | 'name' | 'firm'>): Omit<Mail, 'id'> {
  const { language, words } = wordsIn(disputeStrings, firm.settings.languages);
  return mail({ to, from: oneLine(firm.name), subject: words.asked.subject, language }, [
    { kind: 'paragraph', text: `${words.hello(oneLine(name))} ${words.asked.body}` },
  ]);
}

function mail(head: Pick<Mail, 'to' | 'from' | 'subject' | 'language'>, parts: Letter['parts']): Omit<Mail, 'id'> {
  const letter: Letter = { language: head.language, heading: head.subject, parts };
  return { ...head, text: letterText(letter), html: letterHtml(letter) };
}
