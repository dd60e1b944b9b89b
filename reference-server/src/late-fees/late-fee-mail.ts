/** The mail that says that a late fee was charged, for what, and whom to ask. */
import type { Settings } from '@portico/contract';
import { type Letter, letterHtml, letterText, oneLine } from '../mail/letter.js';
import { supportLine, wordsIn } from '../mail/words.js';
import { formatsIn } from '../papers/formats.js';
import type { Mail } from '../ports/mail.js';
import { lateFeeStrings } from './late-fee-mail.strings.js';

export interface LateFeeMail {
  readonly to: string;
  readonly name: string;
  readonly language: string;
  readonly firm: { readonly name: string; readonly settings: Pick<Settings, 'support' | 'languages'> };
  /** Page of the portal; without any token. */
  readonly link: string;
  /** The invoice that is late. */
  readonly late: { readonly number: string; readonly dueOn: string };
  /** The invoice of the fee; minor units. */
  readonly fee: {
    readonly number: string;
    readonly amount: number;
    readonly currency: string;
    readonly dueOn: string;
  };
}

export function lateFeeMail({ to, name, language: own, firm, link, late, fee }: LateFeeMail): Omit<Mail, 'id'> {
  const { language, words } = wordsIn(lateFeeStrings, [own, ...firm.settings.languages]);
  const formats = formatsIn(language);
  const from = oneLine(firm.name);
  const subject = words.subject(from);
  const money = formats.money(fee.amount, fee.currency);
  const letter: Letter = {
    language,
    heading: subject,
    parts: [
      {
        kind: 'paragraph',
        text: `${words.hello(oneLine(name))} ${words.body(late.number, formats.day(late.dueOn))}`,
      },
      { kind: 'paragraph', text: words.fee(fee.number, money, formats.day(fee.dueOn)) },
      { kind: 'button', label: words.button, href: link },
      { kind: 'paragraph', text: words.question(supportLine(firm.settings.support)) },
    ],
  };
  return { to, from, subject, text: letterText(letter), html: letterHtml(letter), language };
}
