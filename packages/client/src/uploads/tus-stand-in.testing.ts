/** A tus server as far as a client meets it, in memory and with faults on demand. */
import { createHash, randomBytes } from 'node:crypto';
import type { Document } from '@portico/contract';
import { aSession, json, problem } from '../stand-in.testing.js';

interface Stored {
  readonly metadata: Readonly<Record<string, string>>;
  readonly requestId: string;
  readonly name: string;
  readonly length: number;
  bytes: Buffer;
  documentId: string | undefined;
}

/** What stands in the way of the next request; undefined lets it pass. */
export type Fault = (request: Request, body: Buffer) => Promise<Response | undefined> | Response | undefined;

/** The server. `fetch` goes into `createPortal`. */
export class TusStandIn {
  readonly uploads = new Map<string, Stored>();
  readonly documents: Document[] = [];
  /** Every request as `METHOD path` with the offset of a PATCH. */
  readonly log: string[] = [];
  /** Asked before each tus request. */
  fault: Fault = () => undefined;
  contactId = 'con_01j00000000000000000000000';
  /** PATCH requests that are being answered, and the most there ever were. */
  busy = 0;
  busiest = 0;

  readonly fetch = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const { pathname } = new URL(request.url);
    if (pathname.startsWith('/v1/uploads')) return this.#tus(request, pathname);
    this.log.push(`${request.method} ${pathname}`);
    if (pathname === '/v1/session') return json(aSession(this.contactId));
    if (pathname === '/v1/documents') return json({ data: this.documents, nextCursor: null });
    const document = this.documents.find(({ id }) => pathname === `/v1/documents/${id}`);
    return document ? json(document) : problem(404, 'not_found');
  };

  async #tus(request: Request, pathname: string): Promise<Response> {
    const { method } = request;
    const offset = request.headers.get('Upload-Offset');
    this.log.push(`${method} ${pathname.replace(/upl_.*/, ':id')}${offset === null ? '' : ` ${offset}`}`);
    const body = Buffer.from(await request.arrayBuffer());
    this.busy += method === 'PATCH' ? 1 : 0;
    this.busiest = Math.max(this.busiest, this.busy);
    try {
      const fault = await Promise.race([this.fault(request, body), broken(request)]);
      if (fault) return fault;
      if (method === 'POST') return this.#create(request);
      const id = pathname.split('/').at(-1) ?? '';
      const upload = this.uploads.get(id);
      if (!upload) return method === 'HEAD' ? new Response(null, { status: 404 }) : problem(404, 'not_found');
      if (method === 'DELETE') {
        this.uploads.delete(id);
        return new Response(null, { status: 204 });
      }
      if (method === 'PATCH') {
        if (Number(offset) !== upload.bytes.length) return problem(409, 'upload_offset_conflict');
        this.store(id, body);
      }
      return this.#stands(upload, method === 'HEAD' ? 200 : 204);
    } finally {
      this.busy -= method === 'PATCH' ? 1 : 0;
    }
  }

  /** Keeps bytes of an upload, as a server does also of a request that breaks off. */
  store(id: string, body: Buffer): void {
    const upload = this.uploads.get(id);
    if (!upload) return;
    upload.bytes = Buffer.concat([upload.bytes, body]);
    if (upload.bytes.length === upload.length) upload.documentId = this.#document(upload).id;
  }

  #create(request: Request): Response {
    const metadata = Object.fromEntries(
      (request.headers.get('Upload-Metadata') ?? '').split(',').map((pair) => {
        const [key = '', value = ''] = pair.split(' ');
        return [key, Buffer.from(value, 'base64').toString()];
      }),
    );
    const id = `upl_${randomBytes(8).toString('hex')}`;
    this.uploads.set(id, {
      metadata,
      requestId: metadata['requestId'] ?? '',
      name: metadata['filename'] ?? '',
      length: Number(request.headers.get('Upload-Length')),
      bytes: Buffer.alloc(0),
      documentId: undefined,
    });
    // Another host and path than the client knows, as behind a proxy.
    return new Response(null, { status: 201, headers: { Location: `http://inside.example.com/uploads/${id}` } });
  }

  #stands(upload: Stored, status: number): Response {
    return new Response(null, {
      status,
      headers: {
        'Upload-Offset': String(upload.bytes.length),
        'Upload-Length': String(upload.length),
        ...(upload.documentId !== undefined && { 'Portico-Document': upload.documentId }),
      },
    });
  }

  #document({ requestId, name, bytes }: Stored): Document {
    const document: Document = {
      id: `doc_${String(this.documents.length).padStart(26, '0')}`,
      matterId: 'mat_01j00000000000000000000000',
      requestId,
      name,
      type: 'application/pdf',
      size: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      state: 'received',
      slot: null,
      returned: null,
      withdrawableUntil: null,
      createdAt: '2026-01-01T12:00:00Z',
    };
    this.documents.push(document);
    return document;
  }
}

/** Rejects when the client breaks off. */
function broken({ signal }: Request): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => {
      reject(new DOMException('This operation was aborted', 'AbortError'));
    });
  });
}
