/** Papers for a page: the compiler and its fonts are too large for one, so what it would set stands in a plain PDF, as text. */
import type { Deps } from '@portico/reference-server';
import { aPdfOf } from './files.js';

export function createPagePdf(): NonNullable<Deps['pdf']> {
  return {
    make: async ({ template, data }) => {
      const text = JSON.stringify(data).replaceAll(/[()\\]|[^\x20-\x7e]/g, '');
      return new Uint8Array(await aPdfOf([`${template} ${text}`], template).arrayBuffer());
    },
  };
}
