/**
 * Sessions by access token, which lives in memory for ten minutes. The token is bound by DPoP (RFC 9449) to a key pair that
 * was made in this page and cannot be exported, so a token that leaks is worth nothing elsewhere. When it ends, the next
 * is obtained once for all calls that wait.
 *
 * Where the firm's backend vouches for the client, `fetchSession` gives a client secret of five minutes, which is traded
 * for the token. On a page of another site the client has signed in here, and the token comes for a refresh cookie, which
 * no script sees and each use of which replaces it. A one-time link is traded for one token after the other while it lives.
 *
 * Proofs carry the server's nonce, so that the server judges their age by its own clock and a wrong clock here does no
 * harm. For the same reason the token's end is measured as time passed, never as a time of day.
 */
import { AccessToken } from '@portico/contract';
import { generateKeyPair, generateProof, type KeyPair } from 'dpop';
import {
  commonHeaders,
  CROSS_SITE,
  type Answer,
  type Attempt,
  type Authorization,
  type Credential,
} from './credential.js';
import { ContractError } from './errors/contract-error.js';
import { NetworkError } from './errors/network-error.js';
import { nameOf, refusal } from './refusal.js';
import { check } from './check.js';
import type { TokenSource } from './token-source.js';

/** The part of a token's life in which it is used; a call that starts in the last tenth might arrive too late. */
const USABLE = 0.9;

/** What a session by access token is made of. */
export interface TokenSessionOptions {
  /** Absolute address of what gives the token. */
  readonly tokenUrl: string;
  readonly publishableKey: string | undefined;
  readonly source: TokenSource;
  readonly fetch: typeof fetch;
}

interface Token {
  readonly value: string;
  /** On the clock of `performance.now()`. */
  readonly until: number;
}

/** The credential of every mode but the cookie's. */
export class TokenSession implements Credential {
  readonly cookies: boolean;
  readonly #options: TokenSessionOptions;
  readonly #common: Record<string, string>;
  readonly #key: Promise<KeyPair> = generateKeyPair('ES256', { extractable: false });
  #token: Promise<Token> | undefined;
  #current: Token | undefined;
  #nonce: string | undefined;

  constructor(options: TokenSessionOptions) {
    this.#options = options;
    this.cookies = options.source.body === undefined;
    this.#common = { ...commonHeaders(options.publishableKey), ...(this.cookies && CROSS_SITE) };
    this.#key.catch(() => undefined);
  }

  async authorize({ method, url, audience }: Attempt): Promise<Authorization> {
    const common = this.#common;
    if (audience !== 'client') return { headers: common, repeat: () => false };
    const token = await this.#accessToken();
    const nonce = this.#nonce;
    const proof = await this.#proof(method, url, token.value);
    return {
      headers: { ...common, Authorization: `DPoP ${token.value}`, DPoP: proof },
      repeat: (answer) => {
        const renewed = this.#learnNonce(answer, nonce);
        if (answer.status !== 401) return false;
        if (!renewed && this.#current === token) this.forget();
        return true;
      },
    };
  }

  forget(): void {
    this.#token = this.#current = undefined;
  }

  /** The token that all callers share. One that failed or is about to end is asked for again, once. */
  async #accessToken(): Promise<Token> {
    const shared = (this.#token ??= this.#renew());
    const token = await shared;
    if (performance.now() < token.until) return token;
    if (this.#token === shared) this.#token = this.#renew();
    return this.#token ?? this.#accessToken();
  }

  #renew(): Promise<Token> {
    const token = this.#obtain();
    token.then(
      (value) => {
        if (this.#token === token) this.#current = value;
      },
      () => {
        if (this.#token === token) this.forget();
      },
    );
    return token;
  }

  async #obtain(): Promise<Token> {
    const { endpoint, body: give } = this.#options.source;
    const body = give && JSON.stringify(await give());
    let answer = await this.#post(body);
    // The first one of a page has no nonce yet. Secret and cookie are spent only by a proof that passes.
    if (answer.nonceRenewed) answer = await this.#post(body);
    const data: unknown = await answer.response.json().catch(() => undefined);
    if (!answer.response.ok) {
      const { status, headers } = answer.response;
      throw await refusal({ endpoint, status, body: data, header: (name) => headers.get(name) });
    }
    const token = await check(AccessToken, data);
    if (!token) throw new ContractError(nameOf(endpoint));
    return { value: token.accessToken, until: answer.sentAt + token.expiresIn * 1000 * USABLE };
  }

  async #post(body: string | undefined) {
    const { tokenUrl, source, fetch } = this.#options;
    const { method } = source.endpoint;
    const nonce = this.#nonce;
    const headers = {
      ...this.#common,
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      DPoP: await this.#proof(method, tokenUrl),
    };
    const sentAt = performance.now();
    const sent = { method, headers, ...(body !== undefined && { body }), ...withCookies(this.cookies) };
    const response = await fetch(tokenUrl, sent).catch((cause: unknown) => {
      throw new NetworkError(nameOf(source.endpoint), { cause });
    });
    const answer: Answer = { status: response.status, header: (name) => response.headers.get(name) };
    return { response, sentAt, nonceRenewed: this.#learnNonce(answer, nonce) && response.status === 401 };
  }

  async #proof(method: string, url: string, token?: string): Promise<string> {
    const { origin, pathname } = new URL(url);
    return generateProof(await this.#key, origin + pathname, method, this.#nonce, token);
  }

  /** Keeps the newest nonce; true when it is another than the attempt was sent with (RFC 9449, section 8.2). */
  #learnNonce(answer: Answer, sent: string | undefined): boolean {
    const nonce = answer.header('DPoP-Nonce');
    if (!nonce) return false;
    this.#nonce = nonce;
    return nonce !== sent;
  }
}

/** Some edge runtimes know no cookies and throw on the option. */
function withCookies(wanted: boolean): Pick<RequestInit, 'credentials'> {
  return 'credentials' in Request.prototype ? { credentials: wanted ? 'include' : 'omit' } : {};
}
