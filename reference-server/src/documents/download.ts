/**
 * Hands out a document's bytes so that no browser ever runs them: always an attachment, never sniffed, in a
 * sandbox without sources, and for pages of our own site alone (OWASP ASVS 3.2.1, 3.5.8, 5.4.1).
 */
import { rangeNotSatisfiable } from '@portico/contract';
import type { OpenDocument } from '../files/open.js';
import { Refusal } from '../http/refusal.js';

/**
 * Answers a GET or a HEAD; a single range of RFC 9110, section 14, is answered as such.
 * @throws Refusal for a range outside of the bytes
 */
export function download(document: OpenDocument, { method, headers: asked }: Request): Response {
  const etag = `"${document.sha256}"`;
  const headers = attachment(document.name, document.type);
  headers.set('accept-ranges', 'bytes');
  headers.set('etag', etag);
  const condition = asked.get('if-range');
  const range = condition === null || condition === etag ? parseRange(asked.get('range'), document.size) : 'whole';
  if (range === 'unsatisfiable') {
    throw new Refusal(rangeNotSatisfiable, { headers: { 'content-range': `bytes */${document.size}` } });
  }
  const [start, end] = range === 'whole' ? [0, document.size] : range;
  headers.set('content-length', String(end - start));
  if (range !== 'whole') headers.set('content-range', `bytes ${start}-${end - 1}/${document.size}`);
  const body = method === 'HEAD' ? null : streamOf(document.read(start, end));
  return new Response(body, { status: range === 'whole' ? 200 : 206, headers });
}

/** Headers under which no browser runs what it gets. */
export function attachment(name: string, type: string): Headers {
  return new Headers({
    'cache-control': 'no-store',
    'content-disposition': disposition(name),
    'content-security-policy': "sandbox; default-src 'none'",
    'content-type': type,
    'cross-origin-resource-policy': 'same-site',
    'x-content-type-options': 'nosniff',
  });
}

/** A file that was made, and is there as a whole. */
export interface WholeFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export function handed({ name, type, bytes }: WholeFile): Response {
  const headers = attachment(name, type);
  headers.set('content-length', String(bytes.byteLength));
  return new Response(bytes, { headers });
}

type Range = readonly [start: number, end: number] | 'whole' | 'unsatisfiable';

/** A single byte range; anything else is ignored, as RFC 9110, section 14.2, allows. */
function parseRange(header: string | null, size: number): Range {
  const [, from = '', to = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? [];
  if (from === '' && to === '') return 'whole';
  if (from === '') return to === '0' ? 'unsatisfiable' : [Math.max(0, size - Number(to)), size];
  const start = Number(from);
  if (to !== '' && Number(to) < start) return 'whole';
  return start >= size ? 'unsatisfiable' : [start, to === '' ? size : Math.min(size, Number(to) + 1)];
}

/** RFC 6266: a plain name for old readers, and the real one by RFC 8187. */
function disposition(name: string): string {
  const plain = name.replaceAll(/[^\x20-\x7e]|["\\%;]/g, '_');
  const real = encodeURIComponent(name).replaceAll(
    /['()*!]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${real}`;
}

/** Bytes as they are asked for, at most one piece ahead. */
export function streamOf(bytes: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const source = bytes[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await source.next();
        if (next.done) controller.close();
        else controller.enqueue(next.value);
      },
      async cancel() {
        await source.return?.();
      },
    },
    { highWaterMark: 1 },
  );
}
