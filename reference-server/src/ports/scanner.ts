/** Looks for viruses in a file. */
export interface Scanner {
  /** @throws where the scanner cannot be asked or does not answer: nothing is known of the file then */
  scan(bytes: AsyncIterable<Uint8Array>): Promise<Verdict>;
}

/** `refused`: the scanner does not look at such a file, because it is too large, say. */
export type Verdict =
  | { readonly found: 'nothing' }
  | { readonly found: 'virus'; readonly signature: string }
  | { readonly found: 'refused' };
