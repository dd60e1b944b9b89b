/** The server as the tester sees it: up, killed, up again at the same address. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';

/** What the server prints once it can be called. */
export interface Ready {
  readonly secretKey?: string;
  readonly firmId?: string;
}

export class Victim {
  readonly url: string;
  readonly #program: string;
  readonly #dataDir: string;
  readonly #port: number;
  readonly #told: readonly string[];
  #child: ChildProcess | undefined;
  #isUp = false;
  #answers = 0;
  #onAnswer: () => void = () => undefined;
  /** Milliseconds of every start, until the first answer. */
  readonly starts: number[] = [];

  /** @param told what every start is told besides */
  constructor(program: string, dataDir: string, port: number, ...told: readonly string[]) {
    this.#told = told;
    this.#program = program;
    this.#dataDir = dataDir;
    this.#port = port;
    this.url = `http://localhost:${port}`;
  }

  async start(...more: readonly string[]): Promise<Ready> {
    const started = performance.now();
    const ready = await this.#start(more);
    this.#isUp = true;
    this.starts.push(performance.now() - started);
    return ready;
  }

  async #start(more: readonly string[]): Promise<Ready> {
    const child = spawn(process.execPath, [this.#program, this.#dataDir, String(this.#port), ...this.#told, ...more], {
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    });
    this.#child = child;
    const [line] = (await Promise.race([
      once(createInterface(child.stdout!), 'line'),
      once(child, 'exit').then(([code]) => {
        throw new Error(`The server ended with ${code} before it was up`);
      }),
    ])) as [string];
    const response = await fetch(`${this.url}/v1/health`);
    if (!response.ok) throw new Error(`The server came up unwell: ${response.status}`);
    return JSON.parse(line) as Ready;
  }

  /** A cookie of the contact's own. */
  cookieFor(contactId: string): Promise<string> {
    return this.tell(contactId);
  }

  /** Says something over the channel. @returns what it answers there */
  async tell(what: string): Promise<string> {
    const answer = once(this.#child!, 'message');
    this.#child!.send(what);
    return String((await answer)[0]);
  }

  /** As hard as it gets: no handler runs, no buffer is written. */
  async kill(): Promise<void> {
    const child = this.#child!;
    this.#isUp = false;
    // One that has ended by itself says so no more.
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  /** Resolves when so many more calls have been answered: a slow machine is killed as often in its work as a quick one. */
  async answered(count: number): Promise<void> {
    const until = this.#answers + count;
    while (this.#answers < until) await new Promise<void>((resolve) => (this.#onAnswer = resolve));
  }

  /** Calls until there is an answer; a server that is down is waited for. @param again called before each repetition */
  async request(path: string, init: RequestInit, again: () => Promise<RequestInit | undefined> = async () => init) {
    for (let next: RequestInit | undefined = init; next; next = await again()) {
      try {
        const response = await fetch(`${this.url}${path}`, { ...next, signal: AbortSignal.timeout(60_000) });
        // An answer that breaks off in the middle was none.
        const body = Buffer.from(await response.arrayBuffer());
        this.#answers += 1;
        this.#onAnswer();
        return { response, body };
      } catch {
        do await wait(20);
        while (!this.#isUp);
      }
    }
    return undefined;
  }
}
