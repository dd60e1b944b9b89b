import type { UploadedEvent, UploadItem, UploadManager } from '@portico/client';
import { errorText } from './error-text.js';
import type { PanelWords } from './panel-words.js';
import type { PanelsHost } from './panels-host.js';
import type { Part } from './parts.js';
import { advice } from './staged-view.js';
import type { UploadDesk } from './upload-desk.js';
import { UploadNews } from './upload-news.js';

/** What sending tells whoever draws it. */
interface Drawn {
  readonly words: () => PanelWords;
  readonly render: () => void;
}

/** Hands chosen files to the client's upload manager, which is loaded on first use, and says how that goes. */
export class Sending {
  readonly #host: PanelsHost;
  readonly #desk: UploadDesk;
  readonly #drawn: Drawn;
  readonly #signal: AbortSignal;
  readonly #news = new UploadNews();
  #loading: Promise<UploadManager> | undefined;
  #manager: UploadManager | undefined;

  /** @param signal ends it for good; uploads under way go on without being shown */
  constructor(host: PanelsHost, desk: UploadDesk, drawn: Drawn, signal: AbortSignal) {
    this.#host = host;
    this.#desk = desk;
    this.#drawn = drawn;
    this.#signal = signal;
    desk.addEventListener('look', this.#looked, { signal });
  }

  /** The manager, once it is loaded. */
  get manager(): UploadManager | undefined {
    return this.#manager;
  }

  /** Loads the manager, and with it what an earlier visit left unfinished. */
  load(): Promise<UploadManager> | undefined {
    const portal = this.#host.portal();
    if (!portal) return undefined;
    this.#loading ??= portal.uploads().then((manager) => {
      const signal = this.#signal;
      this.#manager = this.#desk.manager = manager;
      manager.addEventListener('change', this.#progress, { signal });
      manager.addEventListener('uploaded', this.#uploaded, { signal });
      return manager;
    });
    this.#loading.catch(() => (this.#loading = undefined));
    return this.#loading;
  }

  /** Resolves to how many files were taken; undefined where nobody is signed in any more. */
  async send(part: Part): Promise<number | undefined> {
    try {
      const manager = await this.load();
      return manager && (await this.#desk.send(part, manager));
    } catch {
      this.#desk.fail(part);
      return 0;
    }
  }

  act(item: UploadItem, act: 'pause' | 'resume' | 'retry' | 'cancel'): void {
    void this.#manager?.[act](item.id);
  }

  #progress = (): void => {
    this.#drawn.render();
    const manager = this.#manager;
    const news = manager && this.#news.next(manager.items, manager.totals);
    if (!news) return;
    const words = this.#drawn.words();
    if (news.kind === 'percent') {
      this.#host.announce(words('percent', { percent: news.percent }));
      return;
    }
    this.#host.announce(`${words('failedNamed', { name: news.name })} ${errorText(words, news.error)}`);
    this.#host.failed?.(news.error);
  };

  /** Says what was noticed about a picture. */
  #looked = (event: Event): void => {
    const staged = event instanceof CustomEvent && this.#desk.find(Number(event.detail));
    if (!staged) return;
    const words = this.#drawn.words();
    const text = advice(words, staged).join(' ');
    if (text) this.#host.announce(words('hintFor', { name: staged.file.name, text }));
  };

  #uploaded = (event: UploadedEvent): void => {
    const { id, requestId } = event.item;
    const request = this.#host.request(requestId);
    this.#host.arrived(event, !request || this.#desk.items(request).every((item) => item.id === id));
  };
}
