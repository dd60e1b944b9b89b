/** The words of an invoice that is open. They come with what draws it. */
import type { LateTexts } from '../core/late-words.js';
import type { Translate, TranslationOf } from '../core/translate.js';
import type { strings } from './invoice.strings.js';

export type InvoiceTexts = TranslationOf<typeof strings>;
export type InvoiceWords = Translate<typeof strings>;

export const invoiceTexts: LateTexts<typeof strings> = {
  ar: async () => (await import('./invoice-ar.js')).ar,
  es: async () => (await import('./invoice-es.js')).es,
};
