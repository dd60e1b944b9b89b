/** The words of invoices. Each language comes with them, so that pages without invoices do not load it. */
import type { LateTexts } from '../core/late-words.js';
import type { Translate, TranslationOf } from '../core/translate.js';
import type { strings } from './invoice-list.strings.js';

export type InvoiceListTexts = TranslationOf<typeof strings>;
export type InvoiceListWords = Translate<typeof strings>;

export const invoiceListTexts: LateTexts<typeof strings> = {
  ar: async () => (await import('./invoice-list-ar.js')).ar,
  es: async () => (await import('./invoice-list-es.js')).es,
};
