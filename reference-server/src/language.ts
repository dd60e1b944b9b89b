/** A text that the firm wrote in several languages, in the best one for a reader. */
import type { LocalizedText } from '@portico/contract';

/** @param languages of the reader, the best first; where there is none of them, the first that there is */
export function inLanguage(texts: LocalizedText, languages: readonly string[]): string {
  const known = languages.find((language) => texts[language] !== undefined);
  return texts[known ?? ''] ?? Object.values(texts)[0] ?? '';
}
