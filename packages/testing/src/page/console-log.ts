/** Shows in the page's console what went wrong in its server, unless it was wanted. */
import type { Log } from '@portico/reference-server';
import type { Troubles } from './troubles.js';

export function consoleLog(troubles: Troubles): Log {
  return {
    info: () => undefined,
    error: (fields, message) => {
      if (troubles.now === 'none') console.warn(message, fields);
    },
  };
}
