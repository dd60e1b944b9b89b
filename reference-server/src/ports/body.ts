/** Bytes that are read piece by piece. */
export interface Pieces {
  /** The next piece; undefined at the end, where the connection breaks, and after {@link leave}. */
  next(): Promise<Uint8Array | undefined>;
  /** Says that no more is wanted; whoever waits for a piece is told at once. */
  leave(): void;
}

/** The bytes of a request, as they arrive. */
export interface BodyReader extends Pieces {
  /** True where the connection broke before the end. */
  readonly broken: boolean;
}

/** The body of a request as the web platform has it; null where there is none. */
export function webBody({ body }: Request): BodyReader | null {
  if (!body) return null;
  const reader = body.getReader();
  let broken = false;
  return {
    get broken() {
      return broken;
    },
    async next() {
      try {
        return (await reader.read()).value;
      } catch {
        broken = true;
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
