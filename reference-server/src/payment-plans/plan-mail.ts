/** The mail that says that a payment plan is offered. */
import type { Settings } from '@portico/contract';
import { type Letter, letterHtml, letterText, oneLine } from '../mail/letter.js';
import { supportLine, wordsIn } from '../mail/words.js';
import type { Mail } from '../ports/mail.js';
import { planStrings } from './plan-mail.strings.js';

export interface OfferMail {
  readonly to: string;
  readonly name: string;
  readonly language: string;
  readonly firm: { readonly name: string; readonly settings: Pick<Settings, 'support' | 'languages'> };
  /** Page of the portal; without any token. */
  readonly link: string;
}

export function offerMail({ to, name, language: own, firm, link }: OfferMail): Omit<Mail, 'id'> {
  const { language, words } = wordsIn(planStrings, [own, ...firm.settings.languages]);
  const from = oneLine(firm.name);
  const subject = words.subject(from);
  const letter: Letter = {
    ...{ language, heading: subject },
    parts: [
      { kind: 'paragraph', text: `${words.hello(oneLine(name))} ${words.body(from)}` },
      { kind: 'button', label: words.button, href: link },
      { kind: 'small', text: words.help(supportLine(firm.settings.support)) },
    ],
  };
  return { to, from, subject, language, text: letterText(letter), html: letterHtml(letter) };
}
