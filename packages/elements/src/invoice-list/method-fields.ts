/** The processor's own fields for a card or a bank account that is to be kept. They stand in the light DOM, where they work. */
import type { SavedMethod } from '@portico/contract';
import type { PortalElement } from '../core/element.js';
import type { StripeFields } from '../payment/stripe-fields.js';
import type { AddMethod } from './add-method.js';

/** The slot of the element in which they are shown. */
const SLOT = 'method';

/** What they are given by their element. */
export interface MethodFieldsHost {
  readonly element: PortalElement;
  readonly root: () => HTMLElement | DocumentFragment;
  readonly language: () => string;
  /** Draws anew, and resolves when that is done. */
  readonly changed: () => Promise<void>;
}

export class MethodFields {
  readonly #host: MethodFieldsHost;
  readonly #adding: AddMethod;
  #fields: StripeFields | undefined;

  constructor(host: MethodFieldsHost, adding: AddMethod) {
    this.#host = host;
    this.#adding = adding;
    host.element.listening.addEventListener('abort', () => {
      this.remove();
    });
  }

  /** Whether they are there. */
  get shown(): boolean {
    return this.#fields !== undefined;
  }

  /** Brings the fields for what was begun; the demo has none. Where something keeps them away, what is being added says so. */
  async show(): Promise<void> {
    const adding = this.#adding;
    const { fields } = adding;
    if (this.#fields || fields?.processor !== 'stripe') return;
    const { element: host, root, language, changed } = this.#host;
    adding.unblock();
    try {
      const { StripeFields } = await import('../payment/stripe-fields.js');
      const shown = await StripeFields.show({ host, root: root(), slot: SLOT, language: language(), fields });
      if (adding.fields === fields) this.#fields = shown;
      else shown.remove();
    } catch {
      if (adding.fields === fields) adding.block();
    }
    await changed();
  }

  /** Has them keep what was typed. @returns as {@link AddMethod.keep} */
  async keep(signal: AbortSignal): Promise<SavedMethod | 'later' | undefined> {
    const fields = this.#fields;
    if (!fields) return undefined;
    // What goes wrong in there is the bank's no, or theirs.
    const put = () => fields.keep(location.href.replace(/#.*$/, '')).catch(() => 'refused' as const);
    return this.#adding.keep(put, signal);
  }

  /** Takes over another language; what was typed stays. */
  restyle(language: string): void {
    this.#fields?.restyle(language);
  }

  remove(): void {
    this.#fields?.remove();
    this.#fields = undefined;
  }
}
