import type { Entry } from './entry.js';

/** The uploads of a portal, oldest first. */
export class Queue {
  readonly #entries = new Map<string, Entry>();
  readonly #changed: () => void;

  /** @param changed called when an upload came or went */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  values(): Iterable<Entry> {
    return this.#entries.values();
  }

  get(id: string): Entry | undefined {
    return this.#entries.get(id);
  }

  has(entry: Entry): boolean {
    return this.#entries.get(entry.facts.id) === entry;
  }

  *ofRequest(requestId: string): Iterable<Entry> {
    for (const entry of this.#entries.values()) if (entry.facts.requestId === requestId) yield entry;
  }

  add(entry: Entry): Entry {
    this.#entries.set(entry.facts.id, entry);
    this.#changed();
    return entry;
  }

  /** Takes an upload out and ends its work; other tabs may have it. */
  remove(entry: Entry): void {
    this.#entries.delete(entry.facts.id);
    entry.halt();
    entry.release();
    this.#changed();
  }
}
