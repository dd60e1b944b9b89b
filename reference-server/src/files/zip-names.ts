/**
 * Names in an archive, so that every system unpacks them: what one of them forbids becomes `_`, and of two that Windows or
 * macOS would take for the same the second gets a number.
 */

/** Forbidden on Windows, or what parts a path. */
// eslint-disable-next-line no-control-regex -- control characters are among them
const FORBIDDEN = /[\u0000-\u001f\u007f<>:"/\\|?*]/g;
/** Names of devices on Windows, whatever their ending. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

/** A part of a path that every system takes. */
export function safePart(name: string): string {
  const plain = name
    .replaceAll(FORBIDDEN, '_')
    .replace(/[. ]+$/, '')
    .trimStart();
  if (plain === '') return '_';
  return DEVICE.test(plain) ? `_${plain}` : plain;
}

/** Gives each path once; a second one of the same name gets ` (2)` before its ending. */
export class ZipNames {
  readonly #taken = new Set<string>();

  /** @param folder empty for none; taken as it is @param name of the file, or of a folder in none */
  take(folder: string, name: string): string {
    const part = safePart(name);
    const dot = part.lastIndexOf('.');
    const [stem, ending] = dot > 0 ? [part.slice(0, dot), part.slice(dot)] : [part, ''];
    for (let number = 1; ; number += 1) {
      const path = `${folder === '' ? '' : `${folder}/`}${number === 1 ? part : `${stem} (${number})${ending}`}`;
      const seen = path.normalize('NFC').toLowerCase();
      if (this.#taken.has(seen)) continue;
      this.#taken.add(seen);
      return path;
    }
  }
}
