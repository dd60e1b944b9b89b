import type { LocalizedText } from '@portico/contract';

/** A text the firm wrote, and the language it turned out to be in. */
export interface Localized {
  readonly text: string;
  readonly language: string;
}

/** Picks the reader's language of a text, then its base language, then the firm's first. @param language BCP 47 tag */
export function localized(texts: LocalizedText, language: string): Localized {
  const base = language.split('-')[0] ?? '';
  const picked = [language, base, Object.keys(texts)[0] ?? ''].find((tag) => texts[tag] !== undefined) ?? '';
  return { text: texts[picked] ?? '', language: picked };
}
