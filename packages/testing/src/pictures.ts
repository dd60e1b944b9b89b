import type { Pictures } from '@portico/reference-server';
import { ascii } from './files.js';

/** Draws one page of everything, the same each time and without looking: for tests that are about something else. */
export const stillPictures: Pictures = {
  draws: () => true,
  develop: () =>
    Promise.resolve({
      pages: [{ page: 1, large: ascii('large picture'), small: ascii('small picture') }],
      passport: null,
    }),
};
