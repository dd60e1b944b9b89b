/**
 * Stripe's idempotency, as documented for version 1 of its API: status and body of the first call with a key are kept from
 * the moment that it is carried out, failures among them; other parameters under the same key are refused; what fails
 * validation, or meets a call that is still under way, is not kept.
 */
import { StripeProblem } from './form.js';

export interface Reply {
  readonly status: number;
  readonly body: string;
  readonly requestId: string;
}

interface Kept {
  readonly asked: string;
  /** Undefined while the call is under way. */
  reply: Reply | undefined;
}

export class IdempotencyKeys {
  readonly #kept = new Map<string, Kept>();

  /** The reply that is kept, or undefined where the call is to be carried out. @throws StripeProblem */
  begin(key: string, asked: string): Reply | undefined {
    const kept = this.#kept.get(key);
    if (!kept) {
      this.#kept.set(key, { asked, reply: undefined });
      return undefined;
    }
    if (kept.asked !== asked) {
      const message =
        'Keys for idempotent requests can only be used with the same parameters they were first used with.';
      throw new StripeProblem(400, { type: 'idempotency_error', message });
    }
    if (!kept.reply) {
      const message = 'There is currently another in-progress request using this Idempotent Key.';
      throw new StripeProblem(409, { type: 'idempotency_error', code: 'idempotency_key_in_use', message });
    }
    return kept.reply;
  }

  keep(key: string, reply: Reply): void {
    const kept = this.#kept.get(key);
    if (kept) kept.reply = reply;
  }

  /** What failed before it was carried out leaves its key free. */
  forget(key: string): void {
    this.#kept.delete(key);
  }

  /** As when the day is over for which Stripe keeps them. */
  forgetAll(): void {
    this.#kept.clear();
  }
}
