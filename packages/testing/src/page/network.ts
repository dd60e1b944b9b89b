/** The network between a page and its server, as good or as bad as somebody wants it. It may change at any time. */

const cut = new Set<Network>();
/** As long as a timer can wait. */
const FOREVER = 2 ** 31 - 1;

/** One page's way to its server. */
export class Network {
  /** Milliseconds before a call reaches the server. */
  latency = 0;
  /** Bytes of uploads that still get through before the line stands still. */
  #allowance = Number.POSITIVE_INFINITY;
  #moved = new AbortController();

  /** True while there is no way to the server; the browser knows it, and says so to the page. */
  get offline(): boolean {
    return cut.has(this);
  }

  set offline(offline: boolean) {
    if (offline === cut.has(this)) return;
    if (offline) cut.add(this);
    else cut.delete(this);
    window.dispatchEvent(new Event(navigator.onLine ? 'online' : 'offline'));
  }

  /** Lets so many bytes of uploads through, and then holds the line until more are allowed. */
  allow(bytes: number): void {
    this.#allowance = bytes;
    this.#moved.abort();
    this.#moved = new AbortController();
  }

  /** Carries a request to its server. Rejects as `fetch` does: with a `TypeError`, or with the reason of the signal. */
  async carry(request: Request, bytes: number, deliver: () => Promise<Response>): Promise<Response> {
    const { signal } = request;
    this.#throwIfCut();
    if (this.latency > 0) await pause(this.latency, signal);
    const isUpload = request.method === 'PATCH' && bytes > 0;
    while (isUpload && this.#allowance < bytes) await pause(FOREVER, signal, this.#moved.signal);
    if (isUpload) this.#allowance -= bytes;
    this.#throwIfCut();
    signal.throwIfAborted();
    return Promise.race([deliver(), aborted(signal)]);
  }

  #throwIfCut(): void {
    if (this.offline) throw new TypeError('Failed to fetch');
  }
}

Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => cut.size === 0 });

/** @param early ends the pause, without an error */
function pause(milliseconds: number, signal: AbortSignal, early?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      if (signal.aborted) reject(reasonOf(signal));
      else resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end, { once: true });
    early?.addEventListener('abort', end, { once: true });
    if (signal.aborted) end();
  });
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(reasonOf(signal)), { once: true });
  });
}

function reasonOf(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new DOMException('Aborted', 'AbortError');
}
