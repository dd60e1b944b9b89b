/**
 * Lets tus speak through a given `fetch` instead of `XMLHttpRequest`, for servers inside the page, tests, workers and the
 * edge. `fetch` tells nothing of a body on its way, so progress comes chunk by chunk.
 */
import type { HttpRequest, HttpResponse, HttpStack } from './tus-types.js';

/** A tus-js-client HTTP stack over `fetch`. */
export class FetchHttpStack implements HttpStack {
  readonly #fetch: typeof fetch;
  readonly #cookies: boolean;

  constructor(fetcher: typeof fetch, cookies: boolean) {
    this.#fetch = fetcher;
    this.#cookies = cookies;
  }

  createRequest(method: string, url: string): HttpRequest {
    return new FetchRequest(this.#fetch, this.#cookies, method, url);
  }

  getName(): string {
    return 'FetchHttpStack';
  }
}

class FetchRequest implements HttpRequest {
  readonly #fetch: typeof fetch;
  readonly #cookies: boolean;
  readonly #method: string;
  readonly #url: string;
  readonly #headers = new Headers();
  readonly #abort = new AbortController();

  constructor(fetcher: typeof fetch, cookies: boolean, method: string, url: string) {
    this.#fetch = fetcher;
    this.#cookies = cookies;
    this.#method = method;
    this.#url = url;
  }

  getMethod(): string {
    return this.#method;
  }

  getURL(): string {
    return this.#url;
  }

  setHeader(header: string, value: string): void {
    this.#headers.set(header, value);
  }

  getHeader(header: string): string | undefined {
    return this.#headers.get(header) ?? undefined;
  }

  setProgressHandler(): void {
    // Nothing to tell between two chunks.
  }

  async send(body: Blob | null = null): Promise<HttpResponse> {
    const response = await this.#fetch(
      new Request(this.#url, {
        method: this.#method,
        headers: this.#headers,
        body,
        signal: this.#abort.signal,
        ...('credentials' in Request.prototype && { credentials: this.#cookies ? 'include' : 'omit' }),
      }),
    );
    const text = await response.text();
    return {
      getStatus: () => response.status,
      getHeader: (header) => response.headers.get(header) ?? undefined,
      getBody: () => text,
      getUnderlyingObject: () => undefined,
    };
  }

  abort(): Promise<void> {
    this.#abort.abort();
    return Promise.resolve();
  }

  getUnderlyingObject(): undefined {
    return undefined;
  }
}
