/**
 * What a file is, from its first bytes. A table of our own: eight kinds are taken, and a library that names
 * hundreds unpacks archives to do so and misses a TIFF whose directory lies at its end. Text that a browser
 * would run gets its own answer, because somebody may be trying.
 */
import type { FileType } from '@portico/contract';

/** Bytes that are looked at. */
export const HEAD_BYTES = 64 * 1024;

/**
 * A type; `zip`, which only its directory tells apart; `active` content; `script`, text that begins as a program may, and a
 * letter too; or none that the portal takes.
 */
export type Sniffed = FileType | 'zip' | 'active' | 'script' | 'unknown';

/** @param head the first 64 KiB, or the whole file where it is shorter */
export function sniff(head: Uint8Array): Sniffed {
  const text = latin1(head.subarray(0, 32));
  const found = SIGNATURES.find(([signature]) => signature.test(text));
  if (found) return found[1];
  const read = decode(head);
  if (MARKUP.test(read) || RUNNING.test(read)) return 'active';
  const plain = isText(head);
  if (PROGRAM.test(read)) return plain ? 'script' : 'active';
  return plain ? 'text/plain' : 'unknown';
}

/** First bytes, one character each, of what the portal takes. */
/* eslint-disable no-control-regex -- signatures hold control bytes */
const SIGNATURES: readonly (readonly [RegExp, FileType | 'zip'])[] = [
  [/^(?:\xef\xbb\xbf)?[\r\n\t ]{0,16}%PDF-\d/, 'application/pdf'],
  [/^\xff\xd8\xff/, 'image/jpeg'],
  [/^\x89PNG\r\n\x1a\n/, 'image/png'],
  [/^RIFF[^]{4}WEBPVP8/, 'image/webp'],
  [/^(?:II\*\0|MM\0\*)/, 'image/tiff'],
  [/^[^]{4}ftyp(?:hei[cxms]|hev[cxms]|mif[12]|msf1)/, 'image/heic'],
  [/^PK\x03\x04/, 'zip'],
];
/* eslint-enable no-control-regex */

/** Markup in the first words. */
const MARKUP = /^\s*(?:<[a-z!?/]|#!)/i;

/** Script in the first words. */
const PROGRAM =
  /^\s*(?:["']use strict|(?:import|export|function|var|let|const|async|window|document|eval|alert)\b|\(?(?:function\b|\(\)\s*=>))/i;

/** A tag or an attribute that runs script, anywhere in the head of what is text. */
const RUNNING = /<(?:script|svg|iframe|object|embed)[\s>/]|\son[a-z]{3,20}\s*=|javascript:/i;

/** UTF-8 without a control character that no text has. */
function isText(head: Uint8Array): boolean {
  try {
    // A letter of several bytes may be cut at the end of the head.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: head.byteLength === HEAD_BYTES });
    // eslint-disable-next-line no-control-regex -- finding control characters is the point
    return !/[\u0000-\u0008\u000b\u000e-\u001f\u007f]/.test(text);
  } catch {
    return false;
  }
}

/** The head as a browser that guesses would read it: by its byte order mark, else byte by byte. */
function decode(head: Uint8Array): string {
  const marks = { '\xff\xfe': 'utf-16le', '\xfe\xff': 'utf-16be' };
  const mark = Object.entries(marks).find(([bytes]) => latin1(head.subarray(0, 2)) === bytes);
  if (mark) return new TextDecoder(mark[1]).decode(head);
  return new TextDecoder('utf-8').decode(head).replaceAll('\0', '');
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
