/** The mail that reminds of payments: amounts, numbers and days, and no secret, for its link is the portal's front door. */
import type { Settings } from '@portico/contract';
import { type Letter, type LetterPart, letterHtml, letterText, oneLine } from '../mail/letter.js';
import { supportLine, wordsIn } from '../mail/words.js';
import { formatsIn } from '../papers/formats.js';
import type { Mail } from '../ports/mail.js';
import { type ReminderStrings, reminderStrings } from './reminder-mail.strings.js';

interface Item {
  readonly number: string;
  /** Minor units. */
  readonly amount: number;
  readonly currency: string;
  readonly dueOn: string;
}

export interface ReminderMail {
  readonly to: string;
  readonly name: string;
  readonly language: string;
  readonly firm: { readonly name: string; readonly settings: Pick<Settings, 'support' | 'languages'> };
  /** Page of the portal; without any token. */
  readonly link: string;
  /** The firm's day. */
  readonly today: string;
  /** What is asked for, at least one. */
  readonly items: readonly Item[];
}

export function reminderMail({ to, name, language: own, firm, link, today, items }: ReminderMail): Omit<Mail, 'id'> {
  const { language, words } = wordsIn(reminderStrings, [own, ...firm.settings.languages]);
  const from = oneLine(firm.name);
  const subject = words.subject(from, items.length);
  const isLate = items.some(({ dueOn }) => dueOn < today);
  const parts: LetterPart[] = [
    { kind: 'paragraph', text: `${words.hello(oneLine(name))} ${isLate ? words.late : words.ahead}` },
    ...items
      .toSorted((one, other) => (one.dueOn < other.dueOn ? -1 : 1))
      .map((item): LetterPart => ({ kind: 'paragraph', text: lineOf(words, language, item, today) })),
    { kind: 'button', label: words.button, href: link },
    { kind: 'paragraph', text: words.paid },
    { kind: 'paragraph', text: words.question(supportLine(firm.settings.support)) },
    ...(isLate ? [] : [{ kind: 'small', text: words.switchOff } as const]),
  ];
  const letter: Letter = { language, heading: subject, parts };
  return { to, from, subject, text: letterText(letter), html: letterHtml(letter), language };
}

function lineOf(
  { line }: ReminderStrings,
  language: string,
  { number, amount, currency, dueOn }: Item,
  today: string,
): string {
  const formats = formatsIn(language);
  const money = formats.money(amount, currency);
  if (dueOn === today) return line.today(number, money);
  return (dueOn < today ? line.late : line.ahead)(number, money, formats.day(dueOn));
}
