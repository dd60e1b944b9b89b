import type { IncomingMessage } from 'node:http';
import type { BodyReader } from './body.js';

/**
 * The body of a request as Node has it, without the web stream between, which costs every piece more than
 * hashing does. What is left unread is the adapter's to drain. Null where there is none.
 */
export function incomingBody(incoming: IncomingMessage): BodyReader | null {
  const { 'content-length': length, 'transfer-encoding': coding } = incoming.headers;
  if (coding === undefined && (length === undefined || length === '0')) return null;
  return new IncomingBody(incoming);
}

class IncomingBody implements BodyReader {
  readonly #incoming: IncomingMessage;
  #left = false;
  #wake: () => void = () => undefined;

  constructor(incoming: IncomingMessage) {
    this.#incoming = incoming;
    const wake = () => {
      this.#wake();
    };
    for (const event of ['readable', 'end', 'close', 'error']) incoming.on(event, wake);
  }

  async next(): Promise<Uint8Array | undefined> {
    for (;;) {
      if (this.#left) return undefined;
      const piece: unknown = this.#incoming.read();
      if (piece instanceof Uint8Array) return piece;
      const { readableEnded, destroyed, errored } = this.#incoming;
      if (readableEnded || destroyed || errored) return undefined;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  get broken(): boolean {
    return !this.#incoming.complete && this.#incoming.destroyed;
  }

  leave(): void {
    this.#left = true;
    this.#wake();
  }
}
