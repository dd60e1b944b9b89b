/** A server in a process of its own, whose size can be asked, so that the load's own memory does not count. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const SAMPLE_MS = 100;

/** Tells the parent that the server is up, then answers `rss` with its largest size since the last time. */
export function serveUntilAsked(ready: Readonly<Record<string, string>>): void {
  let largest = 0;
  const sample = () => {
    largest = Math.max(largest, process.memoryUsage.rss());
  };
  setInterval(sample, SAMPLE_MS).unref();
  process.on('message', () => {
    sample();
    process.send?.({ rss: largest });
    largest = 0;
  });
  process.once('disconnect', () => process.exit());
  process.send?.(ready);
}

export interface Child {
  /** What the server said about itself. */
  readonly ready: Readonly<Record<string, string>>;
  /** Largest resident size in bytes since it was last asked. */
  readonly rss: () => Promise<number>;
  readonly end: () => Promise<void>;
}

/** @param script beside this file @param folder where it may put its files @param more further arguments */
export async function startChild(script: string, folder: string, ...more: readonly string[]): Promise<Child> {
  const execArgv = script.endsWith('.ts') ? ['--import', 'tsx'] : [];
  const child = fork(fileURLToPath(new URL(script, import.meta.url)), [folder, ...more], { execArgv });
  const ended = once(child, 'exit');
  const next = async (): Promise<Record<string, unknown>> => {
    const answer = await Promise.race([once(child, 'message'), ended.then(() => undefined)]);
    if (!answer) throw new Error(`${script} ended before it answered`);
    const [message]: unknown[] = answer;
    return Object.fromEntries(Object.entries(Object(message)));
  };
  const ready = Object.fromEntries(Object.entries(await next()).map(([key, value]) => [key, String(value)]));
  return {
    ready,
    async rss() {
      child.send('rss');
      return Number((await next())['rss']);
    },
    async end() {
      child.disconnect();
      await ended;
    },
  };
}
