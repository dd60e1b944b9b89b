/** The help's words. They come with it: most people never need it. */
import type { LateTexts } from '../core/late-words.js';
import type { TranslationOf } from '../core/translate.js';
import type { strings } from './help.strings.js';

export type HelpTexts = TranslationOf<typeof strings>;

export const helpTexts: LateTexts<typeof strings> = {
  ar: async () => (await import('./help-ar.js')).ar,
  es: async () => (await import('./help-es.js')).es,
};
