/** Mails about an account: what has happened or can be done now, one link at most, and whom to ask. */
import type { Settings } from '@portico/contract';
import { type Letter, type LetterPart, letterHtml, letterText, oneLine } from '../mail/letter.js';
import { supportLine, wordsIn } from '../mail/words.js';
import type { Mail } from '../ports/mail.js';
import { accountMailStrings, type Notice } from './account-mail.strings.js';

export interface AccountMail {
  readonly notice: Notice;
  readonly to: string;
  readonly name: string;
  readonly firm: { readonly name: string; readonly settings: Pick<Settings, 'support' | 'languages'> };
  /** Languages in the order of preference; the firm's come after them. */
  readonly languages: readonly (string | null | undefined)[];
  /** Null where the mail only tells of something. */
  readonly link: string | null;
}

export function accountMail({ notice, to, name, firm, languages, link }: AccountMail): Omit<Mail, 'id'> {
  const { language, words } = wordsIn(accountMailStrings, [...languages, ...firm.settings.languages]);
  const from = oneLine(firm.name);
  const said = words[notice];
  const subject = said.subject(from);
  const parts: LetterPart[] = [
    { kind: 'paragraph', text: `${words.hello(oneLine(name))} ${said.body(from)}` },
    ...linkParts(link, said),
    { kind: 'small', text: link === null ? words.notYou : words.keepSecret(from) },
    { kind: 'small', text: words.help(supportLine(firm.settings.support)) },
  ];
  const letter: Letter = { language, heading: subject, parts };
  return { to, from, subject, text: letterText(letter), html: letterHtml(letter), language };
}

function linkParts(href: string | null, { button, lasts }: { button: string; lasts: string }): LetterPart[] {
  return href === null
    ? []
    : [
        { kind: 'button', label: button, href },
        { kind: 'paragraph', text: lasts },
      ];
}
