import type { Phone, PhoneOrder } from './phone.js';

/** What opens the code for the phone on first use, one at a time. */
export class PhoneDoor {
  #phone: Phone | undefined;
  #closed = false;

  /** A pointer that hovers is a desktop's: whoever holds the phone needs no code. */
  get fits(): boolean {
    return matchMedia('(hover: hover) and (pointer: fine)').matches;
  }

  /** Resolves when the code is put away. @param missing called where it does not load */
  async open(order: PhoneOrder, missing: () => void): Promise<void> {
    const loaded = await import('./phone.js').catch(() => undefined);
    if (this.#phone || this.#closed) return;
    if (!loaded) {
      missing();
      return;
    }
    this.#phone = new loaded.Phone(order);
    await this.#phone.show();
    this.#phone = undefined;
  }

  /** Ends for good. */
  close(): void {
    this.#closed = true;
    this.#phone?.close();
  }
}
