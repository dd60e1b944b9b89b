/**
 * Names of files are data: they are shown and sent back, and never become a path. What could fool a reader
 * or a header is refused rather than repaired, so that nobody's file comes back under another name.
 */
import { fileNameInvalid } from '@portico/contract';
import { Refusal } from '../http/refusal.js';

/** Bytes in UTF-8; what file systems take. */
const LONGEST = 255;

/** Path separators, control characters, line separators and what reorders text on the screen. */
// eslint-disable-next-line no-control-regex -- refusing control characters is the point
const FORBIDDEN = /[/\\\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/;

/** @returns the name in Unicode's composed form (NFC). @throws Refusal `file_name_invalid` */
export function checkName(name: string): string {
  const composed = name.normalize('NFC');
  const length = new TextEncoder().encode(composed).byteLength;
  const empty = composed.trim() === '' || composed === '.' || composed === '..';
  if (empty || length > LONGEST || FORBIDDEN.test(composed)) throw new Refusal(fileNameInvalid);
  return composed;
}

/** Whether a text holds characters that a person cannot see. */
export function hasHidden(text: string): boolean {
  return FORBIDDEN.test(text.replaceAll('/', '').replaceAll('\\', ''));
}
