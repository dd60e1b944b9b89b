/** What a client agrees to. Whoever changes a word of it makes another text, to which nobody has agreed yet. */
import type { AutopayTerms, Settings } from '@portico/contract';
import { oneLine } from '../mail/letter.js';
import { wordsIn } from '../mail/words.js';
import { hashText } from '../session/tokens.js';

const NOTICE_DAYS = 3;

export function noticeDaysOf({ payments }: Pick<Settings, 'payments'>): number {
  return payments.autopayNoticeDays ?? NOTICE_DAYS;
}

type Text = (firm: string, days: number) => string;
export type Texts = Readonly<Record<'en' | 'es' | 'ar', Text>>;

const texts: Texts = {
  en: (firm, days) =>
    `I allow ${firm} to charge what is due on my invoices to the payment method that I chose, on the day when it is due or later. I get an e-mail at least ${days} days before each charge, with the amount and the day. If a charge does not work, it is tried at most 3 times. I can stop this here at any time.`,
  es: (firm, days) =>
    `Permito que ${firm} cobre lo que vence de mis facturas con el medio de pago que elegí, el día del vencimiento o después. Recibo un correo al menos ${days} días antes de cada cobro, con el importe y el día. Si un cobro no funciona, se intenta como máximo 3 veces. Puedo detenerlo aquí en cualquier momento.`,
  ar: (firm, days) =>
    `أسمح لمكتب \u2068${firm}\u2069 بتحصيل المستحق من فواتيري بوسيلة الدفع التي اخترتها، في يوم الاستحقاق أو بعده. أتلقى رسالة بريد إلكتروني قبل كل تحصيل بعدد من الأيام لا يقل عن ${days}، فيها المبلغ واليوم. إذا لم ينجح التحصيل فتُعاد المحاولة 3 مرات على الأكثر. يمكنني إيقاف ذلك من هنا في أي وقت.`,
};

export interface Firm {
  readonly name: string;
  readonly settings: Settings;
}

export const autopayTerms = createTerms(texts);

/** What is agreed to about charges that come by themselves. */
export function createTerms(all: Texts) {
  return {
    /** In the reader's language. @param about what else the hash stands for */
    shown({ name, settings }: Firm, language: string, about = ''): AutopayTerms {
      const { language: spoken, words } = wordsIn(all, [language, ...settings.languages]);
      const text = words(oneLine(name), noticeDaysOf(settings));
      return { text, language: spoken, hash: hashText(about + text) };
    },
    /** Whether a hash is of the text as it is now, in any language. */
    hold({ name, settings }: Firm, hash: string, about = ''): boolean {
      const said = Object.values(all).map((words) => words(oneLine(name), noticeDaysOf(settings)));
      return said.some((text) => hashText(about + text) === hash);
    },
  };
}
