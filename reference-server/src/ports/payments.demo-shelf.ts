/**
 * Where the demo processor keeps what a real one would keep at its own place: texts by key, replaced by compare-and-set, so
 * that any number of servers may share one shelf. In memory for tests and pages; a server that starts again needs it in
 * its database, or payments that were under way are unknown to the processor.
 */
export interface DemoShelf {
  read(key: string): Promise<string | null>;
  /** Puts a text where `was` still stands, null for nothing. @returns whether it did */
  put(key: string, text: string, was: string | null): Promise<boolean>;
}

export function createMemoryShelf(): DemoShelf {
  const texts = new Map<string, string>();
  return {
    read: (key) => Promise.resolve(texts.get(key) ?? null),
    put(key, text, was) {
      const stands = (texts.get(key) ?? null) === was;
      if (stands) texts.set(key, text);
      return Promise.resolve(stands);
    },
  };
}
