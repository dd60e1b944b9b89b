/** The words of answers, notes and the like. They come with the requests that are opened. */
import type { LateTexts } from '../core/late-words.js';
import type { Translate, TranslationOf } from '../core/translate.js';
import type { strings } from './life.strings.js';

export type LifeTexts = TranslationOf<typeof strings>;
export type LifeWords = Translate<typeof strings>;

export const lifeTexts: LateTexts<typeof strings> = {
  ar: async () => (await import('./life-ar.js')).ar,
  es: async () => (await import('./life-es.js')).es,
};
