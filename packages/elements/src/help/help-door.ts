import type { Help, HelpHost } from './help.js';
import type { HelpTopic } from './topics.js';

/** What opens the help on first use; and says so where it does not load, as far as possible before that is needed. */
export class HelpDoor {
  readonly #host: HelpHost;
  readonly #missing: () => void;
  #loading: Promise<Help> | undefined;

  /** @param missing called when the help was wanted and did not load */
  constructor(host: HelpHost, missing: () => void) {
    this.#host = host;
    this.#missing = missing;
  }

  /** Loads the help without showing it: once the line is gone, it would be too late. */
  prepare(): void {
    this.#load().catch(() => undefined);
  }

  /** Shows the help. @param topic what failed; without it the questions alone */
  async open(topic?: HelpTopic): Promise<void> {
    try {
      await (await this.#load()).open(topic);
    } catch {
      this.#missing();
    }
  }

  /** Draws an open help anew, e.g. in another language. */
  async render(): Promise<void> {
    (await this.#loading?.catch(() => undefined))?.render();
  }

  async close(): Promise<void> {
    (await this.#loading?.catch(() => undefined))?.close();
  }

  #load(): Promise<Help> {
    this.#loading ??= import('./help.js').then(({ Help }) => new Help(this.#host));
    this.#loading.catch(() => (this.#loading = undefined));
    return this.#loading;
  }
}
