/**
 * Codes of authenticator apps, RFC 6238: SHA-1, six digits, steps of 30 seconds, which is what every app can do. A code
 * of the step before or after does as well, for clocks that are a little off; each step is taken once.
 */
import type * as Otpauth from 'otpauth';

const PERIOD_SECONDS = 30;
/** RFC 4226, section 4: at least 128 bits, better 160. */
const SECRET_BYTES = 20;

/** A secret for a new app. */
export function newTotpSecret(): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(SECRET_BYTES));
}

/** What a secret is sealed for, so that it opens as no other. @param id of the factor */
export function totpLabel(id: string): string {
  return `totp ${id}`;
}

/** What an app is told: base32 for typing, and the address that a QR code carries. */
export async function enrolment(
  secret: Uint8Array,
  { firmName, email }: { readonly firmName: string; readonly email: string },
): Promise<{ secret: string; uri: string }> {
  const { Secret, TOTP } = await library();
  const shared = new Secret({ buffer: bufferOf(secret) });
  const totp = new TOTP({ issuer: firmName, label: email, algorithm: 'SHA1', digits: 6, secret: shared });
  return { secret: shared.base32, uri: totp.toString() };
}

/** @returns number of the time step that the code is of, or null where it is none of those around `now` */
export async function stepOf(secret: Uint8Array, code: string, now: Date): Promise<number | null> {
  const { Secret, TOTP } = await library();
  const timestamp = now.getTime();
  const delta = TOTP.validate({
    token: code,
    secret: new Secret({ buffer: bufferOf(secret) }),
    algorithm: 'SHA1',
    digits: 6,
    period: PERIOD_SECONDS,
    timestamp,
    window: 1,
  });
  return delta === null ? null : Math.floor(timestamp / 1000 / PERIOD_SECONDS) + delta;
}

/** Loaded when the first member of the staff needs it, so that no start waits for it. */
function library(): Promise<typeof Otpauth> {
  return import('otpauth');
}

function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}
