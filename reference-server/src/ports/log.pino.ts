import { pino } from 'pino';
import type { Log } from './log.js';

/** JSON lines to standard output. @param level `info` in a server that somebody watches, `silent` else */
export function createPinoLog(level: string): Log {
  const logger = pino({ level, base: null });
  return {
    info: (fields, message) => {
      logger.info(fields, message);
    },
    error: ({ error, ...fields }, message) => {
      // The stack says where; the message of a database error may hold what somebody typed.
      const trace = error instanceof Error ? { error: error.name, stack: stackOf(error) } : {};
      logger.error({ ...fields, ...trace }, message);
    },
  };
}

function stackOf({ stack }: Error): string {
  const lines = (stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '));
  return lines.join('\n');
}
