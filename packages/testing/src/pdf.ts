import type { Deps } from '@portico/reference-server';

/** Sets nothing: for what asks who gets a document, and not what it looks like. */
export const stillPdf: NonNullable<Deps['pdf']> = {
  make: () => Promise.resolve(new TextEncoder().encode('%PDF-1.7\n%%EOF\n')),
};
