/** The words of a card or a bank account that is kept. They come with what names one. */
import type { LateTexts } from '../core/late-words.js';
import type { Translate, TranslationOf } from '../core/translate.js';
import type { strings } from './methods.strings.js';

export type MethodTexts = TranslationOf<typeof strings>;
export type MethodWords = Translate<typeof strings>;

export const methodTexts: LateTexts<typeof strings> = {
  ar: async () => (await import('./methods-ar.js')).ar,
  es: async () => (await import('./methods-es.js')).es,
};
