/**
 * Mails about charges that come by themselves, in the change that they are about. They say amount and day, because that is what the
 * client has to know before money is taken, and never what it is for.
 */
import { decide } from '@portico/contract';
import type { Tx } from '../database/tables.js';
import type { Deps } from '../deps.js';
import { letterHtml, letterText, oneLine, type Letter } from '../mail/letter.js';
import { queueMail } from '../mail/store.js';
import { supportLine, wordsIn } from '../mail/words.js';
import { findListeners, type Listener } from '../notifications/store.js';
import { formatsIn } from '../papers/formats.js';
import { firstPage } from '../sign-in/links.js';
import { type AutopayStrings, autopayStrings } from './autopay-mail.strings.js';

type Needs = Pick<Deps, 'bytes' | 'config'>;

/** What a mail is about. */
export interface Told {
  readonly firmId: string;
  readonly matterId: string;
  readonly contactId: string;
  readonly amount: number;
  readonly currency: string;
}

/** Whoever is charged, while they may see and pay what it is for. */
export async function payerOf(tx: Tx, { firmId, matterId, contactId }: Omit<Told, 'amount' | 'currency'>) {
  const [contact] = await findListeners(tx, { firmId, matterId, among: [contactId], notice: null });
  const facts = contact && { ...contact, components: null, readOnly: false };
  return facts && decide('invoices.pay', facts).allowed ? contact : undefined;
}

type Say = (words: AutopayStrings, firm: string, amount: string, day: string) => readonly string[];

export const announced: Say = ({ announced: { subject, body, stop } }, firm, amount, day) => [
  subject(day),
  `${body(firm, amount, day)} ${stop}`,
];
export const declined: Say = ({ declined: { subject, body } }, _firm, amount, day) => [subject, body(amount, day)];
export const come: Say = ({ come: { subject, body } }, _firm, amount) => [subject, body(amount)];
export const failedForGood: Say = ({ byHand: { subject, failed, now } }, _firm, amount) => [
  subject,
  `${failed(amount)} ${now}`,
];
export const takenBack: Say = ({ byHand: { subject, takenBack: why, now } }) => [subject, `${why} ${now}`];
export const methodRemoved: Say = ({ byHand: { subject, removed, now } }) => [subject, `${removed} ${now}`];

/** @param day `YYYY-MM-DD` that it is about, where there is one */
export async function tell(
  deps: Needs,
  tx: Tx,
  { name, email, language: own, firmName, settings }: Listener,
  { firmId, amount, currency }: Told,
  say: Say,
  { now, day = '1970-01-01' }: { readonly now: Date; readonly day?: string },
): Promise<void> {
  const { language, words } = wordsIn(autopayStrings, [own, ...settings.languages]);
  const formats = formatsIn(language);
  const from = oneLine(firmName);
  const [subject = '', body = ''] = say(words, from, formats.money(amount, currency), formats.day(day));
  const letter: Letter = {
    language,
    heading: subject,
    parts: [
      { kind: 'paragraph', text: `${words.hello(oneLine(name))} ${body}` },
      { kind: 'button', label: words.button, href: (await firstPage(deps.config, tx, firmId)).href },
      { kind: 'small', text: words.help(supportLine(settings.support)) },
    ],
  };
  const mail = { to: email, from, subject, language, text: letterText(letter), html: letterHtml(letter) };
  await queueMail(deps, tx, { firmId, now, mail });
}
