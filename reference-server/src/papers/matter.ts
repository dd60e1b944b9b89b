import type { PaperStrings } from './paper.strings.js';
import { code, fact } from './sheet.js';

export interface PrintedMatter {
  readonly title: string;
  /** The firm's. */
  readonly reference: string | null;
}

/** Apart, since digits with a hyphen after Arabic letters are turned round. */
export function matterFacts(words: PaperStrings, { title, reference }: PrintedMatter) {
  return [fact(words.matter, title), ...(reference === null ? [] : [code(words.matterReference, reference)])];
}
