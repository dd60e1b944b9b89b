/**
 * One link for the phone, from the wish for it to its end: made, asked after while somebody looks, and ended when they no longer
 * do. It asks often at first, then less, at once when something has come, and never from a tab that nobody sees. It knows no
 * words.
 */
import { type Portal, ProblemError } from '@portico/client';
import { type NewPhoneLink, type PhoneLink, tooManyRequests } from '@portico/contract';

/** `making`: asked for. `failed`: could not be made, `limited` because there were many. The others are the link's own. */
export type PhonePhase = 'making' | 'failed' | 'limited' | PhoneLink['state'];

export interface PhoneRunOptions {
  readonly portal: Portal;
  readonly requestId: string;
  /** Page that shows `portal-upload`. */
  readonly page: string;
}

const SOON_MS = 2_000;
const LATE_MS = 10_000;
const SLOWER = 1.3;

/** Dispatches `change` when there is something new to draw, and `arrive` when files have come. */
export class PhoneRun extends EventTarget {
  readonly #options: PhoneRunOptions;
  #life = new AbortController();
  #phase: PhonePhase = 'making';
  #link: NewPhoneLink | undefined;
  #files = 0;
  #wait = SOON_MS;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: PhoneRunOptions) {
    super();
    this.#options = options;
  }

  get phase(): PhonePhase {
    return this.#phase;
  }

  /** The address for the phone, while it can be opened. */
  get url(): string | undefined {
    return this.#phase === 'waiting' ? this.#link?.url : undefined;
  }

  /** Documents that have come by this link and those before it. */
  get files(): number {
    return this.#files;
  }

  /** Makes a link; one before it ends by that. */
  async begin(): Promise<void> {
    this.#rest();
    this.#life = new AbortController();
    const { signal } = this.#life;
    const { portal, requestId, page } = this.#options;
    this.#move('making');
    try {
      const link = await portal.phoneLinks.create(requestId, { page }, { signal });
      this.#link = link;
      this.#wait = SOON_MS;
      this.#move(link.state);
      document.addEventListener('visibilitychange', this.#seen, { signal });
      this.#later();
    } catch (error) {
      if (signal.aborted) return;
      this.#move(error instanceof ProblemError && error.code === tooManyRequests.code ? 'limited' : 'failed');
    }
  }

  /** Ends the link, at the server too; nobody waits for that, and it ends by itself in minutes. */
  end(): void {
    const link = this.#link;
    const lives = this.#phase === 'waiting' || this.#phase === 'open';
    this.#rest();
    this.#life.abort();
    this.#link = undefined;
    if (link && lives) this.#options.portal.phoneLinks.revoke(link.id).catch(() => undefined);
    this.#move('ended');
  }

  #seen = (): void => {
    this.#rest();
    if (!document.hidden) void this.#ask();
  };

  #later(): void {
    this.#rest();
    if (document.hidden || (this.#phase !== 'waiting' && this.#phase !== 'open')) return;
    this.#timer = setTimeout(() => void this.#ask(), this.#wait);
  }

  #rest(): void {
    clearTimeout(this.#timer);
  }

  async #ask(): Promise<void> {
    const { signal } = this.#life;
    const link = this.#link;
    if (!link || signal.aborted) return;
    this.#wait = Math.min(LATE_MS, this.#wait * SLOWER);
    try {
      this.#learn(link, await this.#options.portal.phoneLinks.get(link.id, { signal }));
    } catch (error) {
      if (signal.aborted) return;
      // Whatever the server refuses, it will refuse again; a line that is gone comes back.
      if (error instanceof ProblemError && error.status < 500) this.#move('ended');
    }
    this.#later();
  }

  #learn(link: NewPhoneLink, now: PhoneLink): void {
    const more = now.files - link.files;
    this.#link = { ...now, url: link.url };
    if (more > 0) {
      this.#files += more;
      this.dispatchEvent(new Event('arrive'));
    }
    if (more > 0 || now.state !== this.#phase) this.#wait = SOON_MS;
    this.#move(now.state);
  }

  #move(phase: PhonePhase): void {
    this.#phase = phase;
    this.dispatchEvent(new Event('change'));
  }
}
