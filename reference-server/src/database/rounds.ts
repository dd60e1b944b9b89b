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
