/** The bytes of a request, as they arrive. */
export interface BodyReader {
  /** The next piece; undefined at the end, where the connection breaks, and after {@link leave}. */
  next(): Promise<Uint8Array | undefined>;
  /** Says that no more is wanted; whoever waits for a piece is told at once. */
  leave(): void;
}

/** The body of a request as the web platform has it; null where there is none. */
export function webBody({ body }: Request): BodyReader | null {
  if (!body) return null;
  const reader = body.getReader();
  return {
    async next() {
      try {
        return (await reader.read()).value;
      } catch {
        return undefined;
      }
    },
    leave() {
      reader.cancel().catch(() => {
        // A body that cannot be cancelled has broken already.
      });
    },
  };
}
