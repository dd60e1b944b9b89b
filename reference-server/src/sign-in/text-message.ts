/** The text message with a code. Short, because it is paid for by length, and longer in some scripts than in others. */
import { oneLine } from '../mail/letter.js';
import { wordsIn } from '../mail/words.js';
import type { Sms } from '../ports/sms.js';

type Words = (code: string, firm: string, minutes: number) => string;

/** The words of each language that there are any for. */
export const textMessageStrings: Readonly<Record<'en' | 'es' | 'ar', Words>> = {
  en: (code, firm, minutes) =>
    `${code} is your code for ${firm}. It works once, for ${minutes} minutes. Pass it on to nobody.`,
  es: (code, firm, minutes) =>
    `${code} es su código para ${firm}. Sirve una vez, durante ${minutes} minutos. No lo dé a nadie.`,
  ar: (code, firm, minutes) =>
    `${code} هو رمزك لدى \u2068${firm}\u2069. يعمل مرة واحدة لمدة ${minutes} دقائق. لا تعطه لأحد.`,
};

const LONGEST_NAME = 60;

export interface TextMessage {
  readonly to: string;
  readonly code: string;
  readonly firmName: string;
  /** Host name of the page on which the code is to be typed. */
  readonly host: string;
  /** Languages in the order of preference. */
  readonly languages: readonly (string | null | undefined)[];
  readonly minutes: number;
}

export function textMessage({ to, code, firmName, host, languages, minutes }: TextMessage): Omit<Sms, 'id'> {
  const { language, words } = wordsIn(textMessageStrings, languages);
  const said = words(code, oneLine(firmName).slice(0, LONGEST_NAME), minutes);
  // The last line binds the code to the page, so that phones offer it there and nowhere else (origin-bound one-time codes).
  return { to, text: `${said}\n\n@${host} #${code}`, language };
}
