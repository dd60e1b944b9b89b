/** The words of questions about an invoice. They come with what draws it. */
import type { LateTexts } from '../core/late-words.js';
import type { Translate, TranslationOf } from '../core/translate.js';
import type { strings } from './dispute.strings.js';

export type DisputeTexts = TranslationOf<typeof strings>;
export type DisputeWords = Translate<typeof strings>;

export const disputeTexts: LateTexts<typeof strings> = {
  ar: async () => (await import('./dispute-ar.js')).ar,
  es: async () => (await import('./dispute-es.js')).es,
};
