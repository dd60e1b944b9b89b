/** The words of the statement. They come with what draws it. */
import type { LateTexts } from '../core/late-words.js';
import type { Translate, TranslationOf } from '../core/translate.js';
import type { strings } from './statement.strings.js';

export type StatementTexts = TranslationOf<typeof strings>;
export type StatementWords = Translate<typeof strings>;

export const statementTexts: LateTexts<typeof strings> = {
  ar: async () => (await import('./statement-ar.js')).ar,
  es: async () => (await import('./statement-es.js')).es,
};
