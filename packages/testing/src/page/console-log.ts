/** Shows in the page's console what went wrong in its server, and nothing else. */
import type { Log } from '@portico/reference-server';

export const consoleLog: Log = {
  info: () => undefined,
  error: (fields, message) => {
    console.debug(message, fields);
  },
};
