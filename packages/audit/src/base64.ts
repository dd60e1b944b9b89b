/** Base64 of RFC 4648, section 4, with padding, as signed notes and exports have it. */
export function toBase64(bytes: Uint8Array): string {
  const whole = bytes.byteLength - (bytes.byteLength % 3);
  let text = '';
  for (let at = 0; at < whole; at += 3) {
    const three = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    text += (PAIRS[three >> 12] ?? '') + (PAIRS[three & 4095] ?? '');
  }
  return whole < bytes.byteLength ? text + btoa(String.fromCharCode(...bytes.subarray(whole))) : text;
}

/** The bytes of a base64 text; undefined for one that an encoder would have written otherwise. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    return toBase64(bytes) === text ? bytes : undefined;
  } catch {
    return undefined;
  }
}

const LETTERS = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/');
/** Twelve bits at a time: a verification writes two hashes for each entry, and `btoa` would be a tenth of its time. */
const PAIRS = LETTERS.flatMap((first) => LETTERS.map((second) => first + second));
