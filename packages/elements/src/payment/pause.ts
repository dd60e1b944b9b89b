/** Waits, or ends early with the signal. */
export type Pause = (milliseconds: number, signal: AbortSignal) => Promise<void>;

/** By the clock of the page. */
export function pauseFor(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
