import type { Portal } from '@portico/client';
import type { Document } from '@portico/contract';

/** Pictures of documents that came back, so that what was wrong can be seen beside what was said. Each is asked for once. */
export class ReturnedPictures {
  readonly #portal: () => Portal | undefined;
  readonly #signal: AbortSignal;
  readonly #changed: () => void;
  readonly #urls = new Map<string, string | undefined>();

  /** @param changed called when a picture has come @param signal ends it, and gives the pictures' memory back */
  constructor(portal: () => Portal | undefined, changed: () => void, signal: AbortSignal) {
    this.#portal = portal;
    this.#changed = changed;
    this.#signal = signal;
    signal.addEventListener('abort', () => {
      for (const url of this.#urls.values()) if (url) URL.revokeObjectURL(url);
    });
  }

  /** Address of a small picture of a document's first page; undefined until there is one, and where there is none. */
  of({ id }: Document): string | undefined {
    if (!this.#urls.has(id)) {
      this.#urls.set(id, undefined);
      void this.#load(id);
    }
    return this.#urls.get(id);
  }

  async #load(id: string): Promise<void> {
    const preview = this.#portal()?.documents.preview(id, { size: 'small' }, { signal: this.#signal });
    // Not every document has pictures, and a missing one hides nothing: the reason stands there in words.
    const picture = await preview?.catch(() => undefined);
    if (!picture || this.#signal.aborted) return;
    this.#urls.set(id, URL.createObjectURL(picture));
    this.#changed();
  }
}
