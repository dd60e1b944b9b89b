/**
 * Two tabs of one portal share a journal. An upload belongs to the tab that claimed it; the claim ends with the tab, also when
 * it crashes, so that another visit can take over. Where the platform has no locks, every claim succeeds.
 */

/** Claims an upload; resolves with the way to give it up, or undefined when another tab has it. */
export async function claim(name: string): Promise<(() => void) | undefined> {
  const locks = globalThis.navigator?.locks;
  if (!locks) return () => undefined;
  return new Promise((resolve) => {
    locks
      .request(name, { ifAvailable: true }, (lock) => {
        if (!lock) return resolve(undefined);
        return new Promise<void>((release) => resolve(() => release()));
      })
      .catch(() => resolve(() => undefined));
  });
}
