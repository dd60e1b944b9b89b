/** The words of the ways to pay. They come with what draws them. */
import type { LateTexts } from '../core/late-words.js';
import type { Translate, TranslationOf } from '../core/translate.js';
import type { strings } from './ways.strings.js';

export type WayTexts = TranslationOf<typeof strings>;
export type WayWords = Translate<typeof strings>;

export const wayTexts: LateTexts<typeof strings> = {
  ar: async () => (await import('./ways-ar.js')).ar,
  es: async () => (await import('./ways-es.js')).es,
};
