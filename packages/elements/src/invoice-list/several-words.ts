/** The words of paying several invoices at once. They come with what draws it. */
import type { LateTexts } from '../core/late-words.js';
import type { Translate, TranslationOf } from '../core/translate.js';
import type { strings } from './several.strings.js';

export type SeveralTexts = TranslationOf<typeof strings>;
export type SeveralWords = Translate<typeof strings>;

export const severalTexts: LateTexts<typeof strings> = {
  ar: async () => (await import('./several-ar.js')).ar,
  es: async () => (await import('./several-es.js')).es,
};
