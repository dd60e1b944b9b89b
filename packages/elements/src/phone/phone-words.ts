import type { LateTexts } from '../core/late-words.js';
import type { Translate, TranslationOf } from '../core/translate.js';
import type { strings } from './phone.strings.js';

export type PhoneTexts = TranslationOf<typeof strings>;
export type PhoneWords = Translate<typeof strings>;

export const phoneTexts: LateTexts<typeof strings> = {
  ar: async () => (await import('./phone-ar.js')).ar,
  es: async () => (await import('./phone-es.js')).es,
};
