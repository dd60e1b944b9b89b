/** Work that lies in a table and is taken a batch at a time: mails, and what is to be done with documents. */
export interface Rounds {
  /** Does all that is due. @returns how many pieces of work were taken */
  deliver(): Promise<number>;
  /** Delivers soon, without waiting: call it after a commit that left work. */
  poke(): void;
}

/**
 * One round at a time; who comes in the middle of one has it look again before it ends.
 * @param take takes a batch and does it; answers how many pieces it took @param batch how many at most
 */
export function createRounds(take: () => Promise<number>, batch: number, onError: (error: unknown) => void): Rounds {
  let running: Promise<number> | undefined;
  let again = false;

  const run = async () => {
    try {
      let taken = 0;
      let last = 0;
      do {
        again = false;
        last = await take();
        taken += last;
      } while (again || last === batch);
      return taken;
    } finally {
      running = undefined;
    }
  };

  const deliver = () => {
    again = true;
    running ??= run();
    return running;
  };

  return { deliver, poke: () => void deliver().catch(onError) };
}

/**
 * @param waits after the first, second, third failure; the last one for all that follow. Milliseconds
 * @param tries how often it has been tried, from 1
 */
export function nextTry(now: Date, waits: readonly number[], tries: number): Date {
  return new Date(now.getTime() + (waits[Math.min(tries, waits.length) - 1] ?? 0));
}

/**
 * What went wrong, for the log: `ECONNECTION`, `550`, `TypeError`. Names and codes alone, because a server's words may name
 * people, and an error's may hold what stands in a document.
 */
export function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const code = codeOf(error) ?? codeOf(error.cause) ?? '';
  const reply = 'responseCode' in error && typeof error.responseCode === 'number' ? String(error.responseCode) : '';
  return [error.name, code, reply].filter((part) => part !== '').join(' ');
}

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' && /^\w{2,40}$/.test(error.code) ? error.code : undefined;
}
