/** An authenticator app (RFC 6238), written from the standard and not with the server's library, so that each checks the other. */
import { createHmac } from 'node:crypto';
import type { TestClock } from './clock.js';

const STEP_MS = 30_000;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export class TotpApp {
  readonly #key: Buffer;
  #lastStep = 0;

  /** @param secret base32, RFC 4648 section 6, without padding */
  constructor(secret: string) {
    const bits = Array.from(secret, (letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0')).join('');
    this.#key = Buffer.from(bits.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? []);
  }

  /** The code that the app shows at an instant. @param steps so many time steps later */
  at(now: Date, steps = 0): string {
    return this.#code(Math.floor(now.getTime() / STEP_MS) + steps);
  }

  /** A code that has not been shown before; moves the clock on where the present one has been. */
  next(clock: TestClock): string {
    if (Math.floor(clock.now().getTime() / STEP_MS) <= this.#lastStep) clock.advance(STEP_MS);
    this.#lastStep = Math.floor(clock.now().getTime() / STEP_MS);
    return this.#code(this.#lastStep);
  }

  /** RFC 4226, section 5.3. */
  #code(step: number): string {
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(step));
    const hash = createHmac('sha1', this.#key).update(counter).digest();
    const offset = (hash.at(-1) ?? 0) & 0xf;
    return String((hash.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
  }
}
