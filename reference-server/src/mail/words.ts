/** What the mails of every feature have in common: which language they speak, and whom they name for help. */
import type { Settings } from '@portico/contract';
import { oneLine } from './letter.js';

/** The words of the first of the wanted languages that there are words for, by its primary subtag; else English. */
export function wordsIn<W>(
  all: Readonly<Record<string, W>> & { readonly en: W },
  wanted: readonly (string | null | undefined)[],
): { readonly language: string; readonly words: W } {
  for (const tag of wanted) {
    const language = tag?.split('-')[0]?.toLowerCase() ?? '';
    const words = Object.hasOwn(all, language) ? all[language] : undefined;
    if (words !== undefined) return { language, words };
  }
  return { language: 'en', words: all.en };
}

/** Whom a client turns to, in one line. */
export function supportLine({ name, phone, email }: Settings['support']): string {
  return [name, phone, email]
    .filter((part) => part !== undefined)
    .map(oneLine)
    .join(', ');
}
