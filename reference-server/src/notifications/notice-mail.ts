/** Mails that say whose turn it is. */
import type { Settings } from '@portico/contract';
import { type Letter, letterHtml, letterText, oneLine } from '../mail/letter.js';
import { supportLine, wordsIn } from '../mail/words.js';
import type { Mail } from '../ports/mail.js';
import { noticeStrings } from './notice-mail.strings.js';
import type { Notice } from './store.js';

export interface NoticeMail {
  readonly notice: Notice;
  readonly to: string;
  readonly name: string;
  readonly language: string;
  readonly firm: { readonly name: string; readonly settings: Pick<Settings, 'support' | 'languages'> };
  /** Page of the portal; without any token. */
  readonly link: string;
}

export function noticeMail({ notice, to, name, language: own, firm, link }: NoticeMail): Omit<Mail, 'id'> {
  const { language, words } = wordsIn(noticeStrings, [own, ...firm.settings.languages]);
  const from = oneLine(firm.name);
  const said = words[notice];
  const subject = said.subject(from);
  const letter: Letter = {
    language,
    heading: subject,
    parts: [
      { kind: 'paragraph', text: `${words.hello(oneLine(name))} ${said.body(from)}` },
      { kind: 'button', label: words.button, href: link },
      { kind: 'small', text: words.switchOff },
      { kind: 'small', text: words.help(supportLine(firm.settings.support)) },
    ],
  };
  return { to, from, subject, text: letterText(letter), html: letterHtml(letter), language };
}
