/**
 * tus 1.0.0 (https://tus.io/protocols/resumable-upload) on web standards: reads what the protocol's headers
 * say and writes them back. Extensions: creation, creation-with-upload, expiration, termination.
 */
import {
  fileNameInvalid,
  lengthInvalid,
  metadataInvalid,
  offsetContentType,
  offsetInvalid,
  tusVersion,
} from '@portico/contract';
import { hasHidden } from '../files/names.js';
import { Refusal } from '../http/refusal.js';
import type { BodyReader } from '../ports/body.js';
import type { NewUpload, Progress, Sending } from './service.js';

const VERSION = '1.0.0';
const EXTENSIONS = 'creation,creation-with-upload,expiration,termination';
const OFFSET_TYPE = 'application/offset+octet-stream';
const LONGEST_METADATA = 4096;

/** Says that this is tus; in every answer but that to OPTIONS. */
export const RESUMABLE = { 'tus-resumable': VERSION } as const;

/** @throws Refusal 412 that names our version, as the protocol wants it */
export function checkVersion({ headers }: Request): void {
  if (headers.get('tus-resumable') !== VERSION) {
    throw new Refusal(tusVersion, { headers: { 'tus-version': VERSION } });
  }
}

/** What this server can. @param maxSize bytes */
export function optionsAnswer(maxSize: number): Response {
  return new Response(null, {
    status: 204,
    headers: { 'tus-version': VERSION, 'tus-extension': EXTENSIONS, 'tus-max-size': String(maxSize) },
  });
}

/** Reads a creation. @throws Refusal naming what does not fit */
export function readCreation({ headers }: Request): NewUpload {
  const metadata = headers.get('upload-metadata') ?? '';
  const values = readMetadata(metadata);
  const requestId = values.get('requestId');
  const name = values.get('filename');
  if (requestId === undefined || name === undefined) throw new Refusal(metadataInvalid);
  // The length must be known: what it may be is checked before the first byte.
  const length = wholeNumber(headers.get('upload-length'));
  if (length === undefined || headers.has('upload-defer-length')) throw new Refusal(lengthInvalid);
  const slot = values.get('slot');
  const replaces = values.get('replaces');
  return {
    requestId,
    name,
    length,
    metadata,
    ...(slot !== undefined && { slot }),
    ...(replaces !== undefined && { replaces }),
  };
}

/** Reads the body of a PATCH. @throws Refusal for a wrong offset or type */
export function readSending(request: Request, body: BodyReader | null): Sending {
  const offset = wholeNumber(request.headers.get('upload-offset'));
  if (offset === undefined) throw new Refusal(offsetInvalid);
  if (!isOffsetBody(request)) throw new Refusal(offsetContentType);
  return { offset, announced: announcedBy(request), body };
}

/** The first bytes that come with a creation, where there are any. @throws Refusal for another type of body */
export function readFirstBytes(request: Request, body: BodyReader | null): Sending | undefined {
  if (!body || request.headers.get('content-length') === '0') return undefined;
  if (!isOffsetBody(request)) throw new Refusal(offsetContentType);
  return { offset: 0, announced: announcedBy(request), body };
}

/** Headers that say how far an upload has come. */
export function progressHeaders({ offset, expiresAt, documentId }: Progress): Record<string, string> {
  return {
    'cache-control': 'no-store',
    'upload-offset': String(offset),
    ...(documentId === null ? { 'upload-expires': expiresAt.toUTCString() } : { 'portico-document': documentId }),
  };
}

/** Headers of an answer to HEAD. */
export function headHeaders(progress: Progress): Record<string, string> {
  return {
    ...progressHeaders(progress),
    'upload-length': String(progress.length),
    'upload-metadata': progress.metadata,
  };
}

function announcedBy({ headers }: Request): number | undefined {
  return wholeNumber(headers.get('content-length'));
}

function isOffsetBody({ headers }: Request): boolean {
  return headers.get('content-type')?.trim().toLowerCase() === OFFSET_TYPE;
}

/** Digits and nothing else: `1e3`, `-1`, `+1` and `1.0` are no numbers here. */
function wholeNumber(text: string | null): number | undefined {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** `Upload-Metadata`: pairs of key and base64 value, separated by commas; keys are unique. */
function readMetadata(header: string): Map<string, string> {
  if (header.length > LONGEST_METADATA) throw new Refusal(metadataInvalid);
  const values = new Map<string, string>();
  for (const pair of header === '' ? [] : header.split(',')) {
    const [, key, encoded = ''] = /^\s?([\x21-\x2b\x2d-\x7e]+)(?: ([A-Za-z0-9+/]*={0,2}))?$/.exec(pair) ?? [];
    const value = decode(encoded);
    if (key === undefined || value === undefined || values.has(key)) throw new Refusal(metadataInvalid);
    if (hasHidden(value)) throw new Refusal(key === 'filename' ? fileNameInvalid : metadataInvalid);
    values.set(key, value);
  }
  return values;
}

/** UTF-8 in base64, or undefined where it is neither. */
function decode(encoded: string): string | undefined {
  try {
    const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
