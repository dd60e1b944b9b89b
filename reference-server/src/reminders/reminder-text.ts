/**
 * The text message that there is a reminder. It lies on locked screens where others read it, so that it names no money, no amount and no
 * number; and it is paid for by length, so that it fits into one part where its letters let it, or into two of the wider ones.
 */
import type { Settings } from '@portico/contract';
import { oneLine } from '../mail/letter.js';
import { wordsIn } from '../mail/words.js';
import type { Sms } from '../ports/sms.js';

type Words = (firm: string) => string;

/** The words of each language that there are any for. The Spanish ones do without the accents that GSM 03.38 does not know. */
export const reminderTextStrings: Readonly<Record<'en' | 'es' | 'ar', Words>> = {
  en: (firm) => `${firm}: there is a reminder for you in your portal.`,
  es: (firm) => `${firm}: hay un recordatorio para usted en su portal.`,
  ar: (firm) => `\u2068${firm}\u2069: لديك تذكير في بوابتك.`,
};

const LONGEST_NAME = 40;
/** GSM 03.38 without its extension table, whose characters count twice. */
const GSM = /^[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà]*$/;
const ONE_PART = 160;
const TWO_WIDE_PARTS = 134;

export interface ReminderText {
  readonly to: string;
  readonly language: string;
  readonly firm: { readonly name: string; readonly settings: Pick<Settings, 'languages'> };
  /** Page of the portal; without any token. */
  readonly link: string;
}

export function reminderText({ to, language: own, firm, link }: ReminderText): Omit<Sms, 'id'> {
  const { language, words } = wordsIn(reminderTextStrings, [own, ...firm.settings.languages]);
  const said = words(oneLine(firm.name).slice(0, LONGEST_NAME));
  const whole = `${said} ${link}`;
  return { to, text: fits(whole) ? whole : said, language };
}

/** Whether it costs one part, or two where one alone would hold 70 characters. */
export function fits(text: string): boolean {
  return GSM.test(text) ? text.length <= ONE_PART : text.length <= TWO_WIDE_PARTS;
}
