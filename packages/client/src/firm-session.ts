/**
 * The session that the firm's backend vouches for. `fetchSession` gives a client secret of five minutes, which is traded
 * for an access token of ten; both live in memory only. The token is bound by DPoP (RFC 9449) to a key pair that was made
 * in this page and cannot be exported, so a token that leaks is worth nothing elsewhere. There is no refresh token: when
 * the access token ends, `fetchSession` is asked again, once for all calls that wait.
 *
 * Proofs carry the server's nonce, so that the server judges their age by its own clock and a wrong clock here does no
 * harm. For the same reason the token's end is measured as time passed, never as a time of day.
 */
import { AccessToken, exchangeClientSecret } from '@portico/contract';
import { generateKeyPair, generateProof, type KeyPair } from 'dpop';
import { commonHeaders, type Answer, type Attempt, type Authorization, type Credential } from './credential.js';
import { AuthError } from './errors/auth-error.js';
import { ContractError } from './errors/contract-error.js';
import { NetworkError } from './errors/network-error.js';
import { nameOf, refusal } from './refusal.js';
import { check } from './check.js';

const EXCHANGE = nameOf(exchangeClientSecret);
/** The part of a token's life in which it is used; a call that starts in the last tenth might arrive too late. */
const USABLE = 0.9;

/** What a firm session is made of. */
export interface FirmSessionOptions {
  /** Absolute address of the exchange. */
  readonly exchangeUrl: string;
  readonly publishableKey: string | undefined;
  /** Asks the firm's own backend for a client secret. */
  readonly fetchSession: () => Promise<string>;
  readonly fetch: typeof fetch;
}

interface Token {
  readonly value: string;
  /** On the clock of `performance.now()`. */
  readonly until: number;
}

/** The credential of firm-session mode. */
export class FirmSession implements Credential {
  readonly cookies = false;
  readonly #options: FirmSessionOptions;
  readonly #key: Promise<KeyPair> = generateKeyPair('ES256', { extractable: false });
  #token: Promise<Token> | undefined;
  #current: Token | undefined;
  #nonce: string | undefined;

  constructor(options: FirmSessionOptions) {
    this.#options = options;
    this.#key.catch(() => undefined);
  }

  async authorize({ method, url, audience }: Attempt): Promise<Authorization> {
    const common = commonHeaders(this.#options.publishableKey);
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
    const token = this.#exchange();
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

  async #exchange(): Promise<Token> {
    const clientSecret = await this.#askBackend();
    const body = JSON.stringify({ clientSecret });
    let answer = await this.#post(body);
    // The first exchange of a page has no nonce yet. The secret is spent only by a proof that passes.
    if (answer.nonceRenewed) answer = await this.#post(body);
    const data: unknown = await answer.response.json().catch(() => undefined);
    if (!answer.response.ok) {
      const { status, headers } = answer.response;
      throw await refusal({ endpoint: exchangeClientSecret, status, body: data, header: (name) => headers.get(name) });
    }
    const token = await check(AccessToken, data);
    if (!token) throw new ContractError(EXCHANGE);
    return { value: token.accessToken, until: answer.sentAt + token.expiresIn * 1000 * USABLE };
  }

  async #askBackend(): Promise<string> {
    try {
      return await this.#options.fetchSession();
    } catch (cause) {
      throw new AuthError('fetchSession', 'fetch_session_failed', { cause });
    }
  }

  async #post(body: string) {
    const { exchangeUrl, publishableKey, fetch } = this.#options;
    const { method } = exchangeClientSecret;
    const nonce = this.#nonce;
    const headers = {
      ...commonHeaders(publishableKey),
      'Content-Type': 'application/json',
      DPoP: await this.#proof(method, exchangeUrl),
    };
    const sentAt = performance.now();
    const response = await fetch(exchangeUrl, { method, headers, body }).catch((cause: unknown) => {
      throw new NetworkError(EXCHANGE, { cause });
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
