/**
 * The contact's passkeys. What the browser has to say to it goes through as JSON: `options` belong into
 * `PublicKeyCredential.parseCreationOptionsFromJSON`, and what `navigator.credentials` answers comes back by `toJSON`.
 */
import {
  addPasskey,
  listPasskeys,
  removePasskey,
  renamePasskey,
  startPasskeyOfClient,
  type NewPasskeyJson,
  type Passkey,
  type WebAuthnJson,
} from '@portico/contract';
import type { CallOptions, Calls } from './call.js';

/** What somebody signs in with instead of a secret. Every change asks for a fresh proof of who calls. */
export class Passkeys {
  readonly #calls: Calls;

  constructor(calls: Calls) {
    this.#calls = calls;
  }

  /** The own passkeys, oldest first. */
  async list(options?: CallOptions): Promise<readonly Passkey[]> {
    return (await this.#calls.json(listPasskeys, {}, options)).data;
  }

  /** What to ask the browser to make; good for five minutes and this page. */
  start(options?: CallOptions): Promise<WebAuthnJson> {
    return this.#calls.json(startPasskeyOfClient, {}, options);
  }

  /**
   * Adds what the browser made. `ProblemError`: `passkey_invalid`, `challenge_spent`, or `conflict` with the reason `known`
   * or `too_many`.
   */
  add({ name, credential }: { name: string; credential: NewPasskeyJson }, options?: CallOptions): Promise<Passkey> {
    return this.#calls.json(addPasskey, { body: { name, credential } }, options);
  }

  /** Calls it something else. */
  rename(id: string, name: string, options?: CallOptions): Promise<Passkey> {
    return this.#calls.json(renamePasskey, { params: { id }, body: { name } }, options);
  }

  /** Removes it; `last_way_in` where there would be no other way to sign in. */
  remove(id: string, options?: CallOptions): Promise<void> {
    return this.#calls.send(removePasskey, { params: { id } }, options);
  }
}
