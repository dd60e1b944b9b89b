/**
 * One way to the server for all features: an endpoint of the contract goes in, a checked answer or one of five errors comes
 * out. What may be sent twice without harm is repeated with back-off: reading, replacing, deleting, and whatever carries an
 * `Idempotency-Key`. `Retry-After` is honoured. Each attempt is signed anew by the credential.
 */
import type { AnyEndpoint, ParamsOf, QueryOf } from '@portico/contract';
import ky, { HTTPError, NetworkError as KyNetworkError, TimeoutError as KyTimeoutError } from 'ky';
import { check, type Checkable } from './check.js';
import type { Credential } from './credential.js';
import { AuthError } from './errors/auth-error.js';
import { ContractError } from './errors/contract-error.js';
import { NetworkError } from './errors/network-error.js';
import { PortalError } from './errors/portal-error.js';
import { TimeoutError } from './errors/timeout-error.js';
import { randomId } from './random-id.js';
import { nameOf, refusal } from './refusal.js';

const TIMEOUT = 30_000;
const SAFE: readonly string[] = ['GET', 'HEAD', 'PUT', 'DELETE'];
const RETRY = {
  limit: 3,
  methods: ['get', 'head', 'put', 'delete', 'post', 'patch'],
  // 423: another request holds the object for a moment.
  statusCodes: [408, 423, 429, 500, 502, 503, 504],
  afterStatusCodes: [429, 503],
  maxRetryAfter: TIMEOUT,
  jitter: true,
};

/** What every call takes besides its inputs. */
export interface CallOptions {
  /** Abandons the call; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

type Keys<T> = T extends object ? keyof T : never;

/** What a call of an endpoint carries. Ids are plain strings here: the server judges them. */
export interface Inputs<E extends AnyEndpoint> {
  readonly params?: Readonly<Record<Keys<ParamsOf<E>>, string>>;
  readonly query?: { readonly [K in Keys<QueryOf<E>>]?: string | number | undefined };
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Where calls go and who signs them. */
export interface CallsOptions {
  /** Base of the API: absolute, or relative to the page; '' is the page's own origin. */
  readonly api: string;
  readonly credential: Credential;
  /** A stand-in for the platform's `fetch`. */
  readonly fetch?: typeof fetch | undefined;
  /** Counts the changes of who is signed in. */
  readonly era: () => number;
  /** Told when the server knows no session (any more), with the era in which the call began. */
  readonly onSignedOut: (era: number) => void;
}

/** Calls endpoints of the contract. */
export class Calls {
  readonly credential: Credential;
  /** The caller's own `fetch`, where one was given. */
  readonly injectedFetch: typeof fetch | undefined;
  /** Counts the changes of who is signed in. */
  readonly era: () => number;
  /** Tells of a refusal for want of a session, in a call of that era. */
  readonly signedOut: (era: number) => void;
  readonly #api: string;

  constructor(options: CallsOptions) {
    this.credential = options.credential;
    this.injectedFetch = options.fetch;
    this.#api = options.api;
    this.era = options.era;
    this.signedOut = options.onSignedOut;
  }

  /** The `fetch` in use, looked up late, since a page may wrap its own. */
  get fetch(): typeof fetch {
    return this.injectedFetch ?? globalThis.fetch.bind(globalThis);
  }

  /** Absolute address of an endpoint. Throws a `PortalError` where `api` is relative and there is no page. */
  address<E extends AnyEndpoint>(endpoint: E, params?: Inputs<E>['params']): string {
    const api = this.#api.replace(/\/+$/, '') + fill(endpoint.path, params);
    try {
      return new URL(api, globalThis.location?.href).href;
    } catch (cause) {
      throw new PortalError('api_invalid', 'The `api` option must be an absolute URL outside a web page', { cause });
    }
  }

  /** Calls an endpoint that answers JSON, and checks the answer against the contract. */
  async json<E extends AnyEndpoint, T>(
    endpoint: E & { readonly response: Checkable<T> },
    inputs: Inputs<E> = {},
    options: CallOptions = {},
  ): Promise<T> {
    const data: unknown = await this.#attempt(endpoint, inputs, options, (sent) => sent.json());
    const value = await check(endpoint.response, data);
    if (value === undefined) throw new ContractError(nameOf(endpoint));
    return value;
  }

  /** Calls an endpoint whose answer has no content. */
  async send<E extends AnyEndpoint>(endpoint: E, inputs: Inputs<E> = {}, options: CallOptions = {}): Promise<void> {
    await this.#attempt(endpoint, inputs, options, (sent) => sent.text());
  }

  /** Calls an endpoint that answers bytes. The time-out ends with the headers: bytes may take long. */
  async blob<E extends AnyEndpoint>(endpoint: E, inputs: Inputs<E> = {}, options: CallOptions = {}): Promise<Blob> {
    return this.#attempt(endpoint, inputs, options, async (sent) => (await sent).blob());
  }

  async #attempt<E extends AnyEndpoint, T>(
    endpoint: E,
    { params, query, body, headers }: Inputs<E>,
    { signal }: CallOptions,
    read: (sent: ReturnType<typeof ky>) => Promise<T>,
  ): Promise<T> {
    const era = this.era();
    const repeatable = SAFE.includes(endpoint.method) || endpoint.idempotent === true;
    try {
      return await read(
        ky(this.address(endpoint, params), {
          method: endpoint.method,
          headers: { ...headers, ...(endpoint.idempotent && { 'Idempotency-Key': randomId() }) },
          ...(body !== undefined && { json: body }),
          ...(query && { searchParams: { ...query } }),
          ...(signal && { signal }),
          // Some edge runtimes know no cookies and throw on the option.
          ...('credentials' in Request.prototype && { credentials: this.credential.cookies ? 'include' : 'omit' }),
          timeout: TIMEOUT,
          retry: repeatable ? RETRY : 0,
          fetch: (input) => this.#signed(new Request(input), endpoint),
        }),
      );
    } catch (error) {
      signal?.throwIfAborted();
      const known = await explain(error, endpoint);
      if (known instanceof AuthError) this.signedOut(era);
      throw known;
    }
  }

  /** Sends one attempt; a stale nonce and an ended token are replaced on the way, once each. */
  async #signed(request: Request, { access: { audience } }: AnyEndpoint): Promise<Response> {
    const { method, url } = request;
    for (let repeats = 2; ; repeats -= 1) {
      const authorization = await this.credential.authorize({ method, url, audience });
      const attempt = repeats > 0 ? request.clone() : request;
      for (const [name, value] of Object.entries(authorization.headers)) attempt.headers.set(name, value);
      const response = await this.fetch(attempt);
      const answer = { status: response.status, header: (name: string) => response.headers.get(name) };
      if (!authorization.repeat(answer) || repeats === 0) return response;
    }
  }
}

function fill(path: string, params: Readonly<Record<string, string>> = {}): string {
  return path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
}

/** One of the five errors for whatever was thrown. */
async function explain(cause: unknown, endpoint: AnyEndpoint): Promise<PortalError> {
  const name = nameOf(endpoint);
  if (cause instanceof PortalError) return cause;
  if (cause instanceof KyTimeoutError) return new TimeoutError(name, { cause });
  if (cause instanceof KyNetworkError || cause instanceof TypeError) return new NetworkError(name, { cause });
  if (!(cause instanceof HTTPError)) return new ContractError(name, { cause });
  const { status, headers } = cause.response;
  return refusal({ endpoint, status, body: cause.data, header: (header) => headers.get(header) }, { cause });
}
