/** Being charged by itself for what is due. */
import type { Autopay, FeeKind } from '@portico/contract';
import type { CallOptions, Calls } from './call.js';
import { endpoints } from './payments.js';

/** What the signed-in contact has agreed to be charged by itself. */
export class AutomaticPayments {
  readonly #calls: Calls;

  constructor(calls: Calls) {
    this.#calls = calls;
  }

  /**
   * Whether the firm offers it, what is agreed to by it, and for which kinds of money it is on.
   * @param options `language` of the text that is to be shown; the contact’s own otherwise
   */
  async get({ language, ...options }: CallOptions & { readonly language?: string | undefined } = {}): Promise<Autopay> {
    return this.#calls.json((await endpoints()).getAutopay, { query: { language } }, options);
  }

  /**
   * Agrees. `ProblemError` `terms_changed` where the text is another by now, `step_up_required` where the client has to prove who
   * they are first. @param termsHash of the text that they were shown
   */
  async agree(kind: FeeKind, methodId: string, termsHash: string, options?: CallOptions): Promise<Autopay> {
    return this.#calls.json((await endpoints()).setAutopay, { body: { kind, methodId, termsHash } }, options);
  }

  /** Takes it back, at once, and without a proof. */
  async stop(kind: FeeKind, options?: CallOptions): Promise<Autopay> {
    return this.#calls.json((await endpoints()).setAutopay, { body: { kind, methodId: null } }, options);
  }
}
