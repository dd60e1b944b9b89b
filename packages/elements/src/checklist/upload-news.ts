/**
 * What is worth saying aloud about running uploads: quarter steps and each failure once. Every byte would
 * drown a screen reader, silence would leave people guessing.
 */
import type { UploadItem } from '@portico/client';

/** One thing to say. */
export type News =
  | { readonly kind: 'percent'; readonly percent: number }
  | { readonly kind: 'failed'; readonly name: string; readonly error: string | undefined };

export class UploadNews {
  readonly #failed = new Set<string>();
  #quarter = 0;

  /** Looks at the present state and returns what is new, if anything. Failures go before steps. */
  next(items: readonly UploadItem[], totals: { readonly bytes: number; readonly sent: number }): News | undefined {
    for (const { id, state } of items) if (state !== 'failed') this.#failed.delete(id);
    const failed = items.find(({ id, state }) => state === 'failed' && !this.#failed.has(id));
    if (failed) {
      this.#failed.add(failed.id);
      return { kind: 'failed', name: failed.name, error: failed.error };
    }
    const quarter = totals.bytes > 0 ? Math.floor((4 * totals.sent) / totals.bytes) : 0;
    const stepped = quarter > this.#quarter && quarter < 4;
    this.#quarter = quarter >= 4 ? 0 : quarter;
    return stepped ? { kind: 'percent', percent: quarter * 25 } : undefined;
  }
}
