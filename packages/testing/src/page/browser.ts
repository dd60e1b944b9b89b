/**
 * The browser between a page and its server, for a server that is inside the page. `fetch` would add what a page may not
 * write itself (`Cookie`, `Origin`, `Content-Length`), keep cookies that a page may not see, and hand out an answer only
 * where CORS allows it. None of that happens for a function call, so it is done here, by the same rules.
 */

/** Answers a request as a server would. */
export type Answer = (request: Request) => Response | Promise<Response>;

/** A browser's cookies of one server, and its manners. */
export class PageBrowser {
  readonly #cookies = new Map<string, string>();
  readonly #userAgent: string;

  /** @param userAgent what it calls itself; the real one unless told */
  constructor(userAgent = navigator.userAgent) {
    this.#userAgent = userAgent;
  }

  /** Sends a request as a page of this origin would. Rejects with a `TypeError` where a page could not read the answer. */
  async send(request: Request, answer: Answer): Promise<Response> {
    const withCookies = request.credentials === 'include';
    const headers = new Headers(request.headers);
    headers.set('origin', location.origin);
    headers.set('sec-fetch-site', 'same-site');
    headers.set('user-agent', this.#userAgent);
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    if (withCookies && cookie) headers.set('cookie', cookie);
    if (request.body) headers.set('content-length', String((await request.clone().blob()).size));
    // A Request drops what a page may not write; Headers on their own keep it.
    Object.defineProperty(request, 'headers', { value: headers });
    const response = await answer(request);
    if (withCookies) this.#keep(setCookies.get(response) ?? []);
    if (response.headers.get('access-control-allow-origin') !== location.origin) throw new TypeError('Failed to fetch');
    return response;
  }

  /** True where the server has set a cookie. */
  get hasCookie(): boolean {
    return this.#cookies.size > 0;
  }

  #keep(lines: readonly string[]): void {
    for (const line of lines) {
      const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
      const [name = '', value = ''] = pair.split('=', 2);
      if (attributes.includes('Max-Age=0')) this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
  }
}

/** A Response in a page forgets `Set-Cookie` as soon as it is made, so it is noted at that moment. */
const setCookies = new WeakMap<Response, readonly string[]>();

globalThis.Response = new Proxy(Response, {
  construct(target, args: [BodyInit | null | undefined, ResponseInit | undefined], newTarget): Response {
    const response = Reflect.construct(target, args, newTarget) as Response;
    const cookies = new Headers(args[1]?.headers).getSetCookie();
    if (cookies.length > 0) setCookies.set(response, cookies);
    return response;
  },
});
