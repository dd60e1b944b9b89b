/** The words of paying. They come with what draws it. */
import type { LateTexts } from '../core/late-words.js';
import type { Translate, TranslationOf } from '../core/translate.js';
import type { strings } from './payment.strings.js';

export type PaymentTexts = TranslationOf<typeof strings>;
export type PaymentWords = Translate<typeof strings>;

export const paymentTexts: LateTexts<typeof strings> = {
  ar: async () => (await import('./payment-ar.js')).ar,
  es: async () => (await import('./payment-es.js')).es,
};
