/** What a client agrees to. Whoever changes a word of it makes another text, to which nobody has agreed yet. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Settings } from '@portico/contract';
import { oneLine } from '../mail/letter.js';
import { wordsIn } from '../mail/words.js';

const NOTICE_DAYS = 3;

export function noticeDaysOf({ payments }: Pick<Settings, 'payments'>): number {
  return payments.autopayNoticeDays ?? NOTICE_DAYS;
}

type Text = (firm: string, days: number) => string;

const texts: { readonly en: Text; readonly es: Text; readonly ar: Text } = {
  en: (firm, days) =>
    `I allow ${firm} to charge what is due on my invoices to the payment method that I chose, on the day when it is due or later. I get an e-mail at least ${days} days before each charge, with the amount and the day. If a charge does not work, it is tried at most 3 times. I can stop this here at any time.`,
  es: (firm, days) =>
    `Permito que ${firm} cobre lo que vence de mis facturas con el medio de pago que elegí, el día del vencimiento o después. Recibo un correo al menos ${days} días antes de cada cobro, con el importe y el día. Si un cobro no funciona, se intenta como máximo 3 veces. Puedo detenerlo aquí en cualquier momento.`,
  ar: (firm, days) =>
    `أسمح لمكتب \u2068${firm}\u2069 بتحصيل المستحق من فواتيري بوسيلة الدفع التي اخترتها، في يوم الاستحقاق أو بعده. أتلقى رسالة بريد إلكتروني قبل كل تحصيل بعدد من الأيام لا يقل عن ${days}، فيها المبلغ واليوم. إذا لم ينجح التحصيل فتُعاد المحاولة 3 مرات على الأكثر. يمكنني إيقاف ذلك من هنا في أي وقت.`,
};

interface Firm {
  readonly name: string;
  readonly settings: Settings;
}

/** In the reader's language. */
export function termsFor({ name, settings }: Firm, language: string) {
  const { language: spoken, words } = wordsIn(texts, [language, ...settings.languages]);
  const text = words(oneLine(name), noticeDaysOf(settings));
  return { text, language: spoken, hash: hashOf(text) };
}

/** Whether a hash is of the text as it is now, in any language. */
export function holds({ name, settings }: Firm, hash: string): boolean {
  return Object.values(texts).some((words) => hashOf(words(oneLine(name), noticeDaysOf(settings))) === hash);
}

function hashOf(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}
