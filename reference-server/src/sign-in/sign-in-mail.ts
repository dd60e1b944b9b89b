/** The sign-in mail: code and link in one message, who the firm is, and whom to ask. */
import type { Settings } from '@portico/contract';
import { type Letter, type LetterPart, letterHtml, letterText, oneLine } from '../mail/letter.js';
import { supportLine, wordsIn } from '../mail/words.js';
import type { Mail } from '../ports/mail.js';
import { signInMailStrings } from './sign-in-mail.strings.js';

export interface SignInMail {
  readonly kind: 'contact' | 'staff' | 'step_up';
  readonly to: string;
  readonly name: string;
  readonly firmName: string;
  readonly support: Settings['support'];
  /** Languages in the order of preference. */
  readonly languages: readonly (string | null | undefined)[];
  /** Null where the firm has switched codes off. */
  readonly code: string | null;
  /** Null where the firm has switched links off. */
  readonly link: string | null;
  readonly minutes: number;
}

export function signInMail(mail: SignInMail): Omit<Mail, 'id'> {
  const { language, words } = wordsIn(signInMailStrings, mail.languages);
  const firm = oneLine(mail.firmName);
  const stepUp = mail.kind === 'step_up';
  const subject = stepUp ? words.stepUpSubject(firm) : words.subject(firm);
  const asked = stepUp
    ? words.stepUp(firm)
    : mail.kind === 'staff'
      ? words.askedByStaff(firm)
      : words.askedByClient(firm);
  const parts: LetterPart[] = [
    { kind: 'paragraph', text: `${words.hello(oneLine(mail.name))} ${asked}` },
    ...codeParts(mail.code, words.enterCode),
    ...linkParts(mail.link, mail.code === null ? words.openLink : words.orOpenLink, words.button),
    { kind: 'paragraph', text: words.lasts(mail.minutes) },
    { kind: 'small', text: words.keepSecret(firm) },
    { kind: 'small', text: stepUp ? words.stepUpIgnore : words.ignore },
    { kind: 'small', text: words.help(supportLine(mail.support)) },
  ];
  const letter: Letter = { language, heading: subject, parts };
  return { to: mail.to, from: firm, subject, text: letterText(letter), html: letterHtml(letter), language };
}

function codeParts(code: string | null, intro: string): LetterPart[] {
  return code === null
    ? []
    : [
        { kind: 'paragraph', text: intro },
        { kind: 'code', code },
      ];
}

function linkParts(href: string | null, intro: string, label: string): LetterPart[] {
  return href === null
    ? []
    : [
        { kind: 'paragraph', text: intro },
        { kind: 'button', label, href },
      ];
}
