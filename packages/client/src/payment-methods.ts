/** Cards and bank accounts that the client keeps here. */
import type { DemoCard, FeeKind, KeptMethods, PayingFields, SavedMethod } from '@portico/contract';
import type { CallOptions, Calls } from './call.js';
import { endpoints } from './payments.js';

/** What the signed-in contact keeps to pay by; the processor has it, and nobody else sees it. */
export class PaymentMethods {
  readonly #calls: Calls;

  constructor(calls: Calls) {
    this.#calls = calls;
  }

  /** Oldest first. */
  async list(options?: CallOptions): Promise<readonly SavedMethod[]> {
    return (await this.kept(options)).data;
  }

  /** The same with what could be added, and who keeps them. `demo` moves no money. */
  async kept(options?: CallOptions): Promise<KeptMethods> {
    const { listPaymentMethods } = await endpoints();
    return this.#calls.json(listPaymentMethods, {}, options);
  }

  /**
   * Lets the client add one without paying. `ProblemError` `step_up_required` where they have to prove who they are first.
   * @param kind of money that it is to pay @returns what the processor’s fields need
   */
  async setUp(kind: FeeKind, options?: CallOptions): Promise<PayingFields> {
    const { setUpPaymentMethod } = await endpoints();
    return (await this.#calls.json(setUpPaymentMethod, { body: { kind } }, options)).fields;
  }

  /** Adds a test card of the demo processor. `ProblemError` `not_found` where payments are real. */
  async demo(clientSecret: string, card: DemoCard, options?: CallOptions): Promise<void> {
    const { keepDemoMethod } = await endpoints();
    await this.#calls.send(keepDemoMethod, { body: { clientSecret, card } }, options);
  }

  /** Forgets one, here at once and at the processor as soon as it answers. */
  async forget(id: string, options?: CallOptions): Promise<void> {
    const { forgetPaymentMethod } = await endpoints();
    await this.#calls.send(forgetPaymentMethod, { params: { id } }, options);
  }
}
