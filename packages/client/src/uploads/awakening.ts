/**
 * Moments at which it is worth trying again at once: the network is back, the page is looked at again, or the clock shows that
 * the device slept. Connections that were open through a sleep are often dead without saying so.
 */

/** What happened. After `slept` and `online` open connections are not to be trusted. */
export type Awakening = 'online' | 'visible' | 'slept' | 'tick';

const BEAT = 5_000;
/** A beat that comes this much late (in milliseconds) was slept through, not merely slowed down as in a hidden tab. */
const LATE = 90_000;

/** Watches until the returned function is called. `tick` comes every five seconds. */
export function watchAwakening(listen: (awakening: Awakening) => void): () => void {
  const off = new AbortController();
  const { signal } = off;
  if (typeof globalThis.addEventListener === 'function') {
    globalThis.addEventListener('online', () => listen('online'), { signal });
  }
  if (typeof document !== 'undefined') {
    document.addEventListener(
      'visibilitychange',
      () => {
        if (document.visibilityState === 'visible') listen('visible');
      },
      { signal },
    );
  }
  let last = Date.now();
  const beat = setInterval(() => {
    const now = Date.now();
    listen(now - last > BEAT + LATE ? 'slept' : 'tick');
    last = now;
  }, BEAT);
  return () => {
    off.abort();
    clearInterval(beat);
  };
}
