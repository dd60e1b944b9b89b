/** Base64 of RFC 4648, section 4, with padding, as signed notes and exports have it. */
export function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

/** The bytes of a base64 text; undefined for one that an encoder would have written otherwise. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    const letters = atob(text);
    const bytes = new Uint8Array(letters.length);
    for (let at = 0; at < letters.length; at += 1) bytes[at] = letters.charCodeAt(at);
    return toBase64(bytes) === text ? bytes : undefined;
  } catch {
    return undefined;
  }
}
