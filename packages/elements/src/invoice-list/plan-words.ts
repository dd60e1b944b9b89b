/** The words of a payment plan. They come with what draws it. */
import type { LateTexts } from '../core/late-words.js';
import type { Translate, TranslationOf } from '../core/translate.js';
import type { strings } from './plan.strings.js';

export type PlanTexts = TranslationOf<typeof strings>;
export type PlanWords = Translate<typeof strings>;

export const planTexts: LateTexts<typeof strings> = {
  ar: async () => (await import('./plan-ar.js')).ar,
  es: async () => (await import('./plan-es.js')).es,
};
