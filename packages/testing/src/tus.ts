/** Speaks tus to a test server, header by header, as a client or as somebody who breaks the rules. */
import type { CreatedFirm } from '@portico/reference-server';
import { ORIGIN } from './callers.js';
import { PUBLIC_URL, type TestServer } from './server.js';

export interface TusOptions {
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: BodyInit | null;
}

export type Tus = ReturnType<typeof asTus>;

/** `Upload-Metadata` of a file for a request. */
export function metadataOf(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    .join(',');
}

/** @param cookie of a contact's session */
export function asTus(server: TestServer, firm: CreatedFirm, cookie: string) {
  const call = async (method: string, path: string, { headers = {}, body = null }: TusOptions = {}) => {
    const sent = new Headers();
    const all = { origin: ORIGIN, 'portico-key': firm.publishableKey, 'portico-client': '1', cookie, ...headers };
    for (const [name, value] of Object.entries({ 'tus-resumable': '1.0.0', ...all })) {
      if (value !== undefined) sent.set(name, value);
    }
    const init: RequestInit & { duplex: 'half' } = { method, headers: sent, body, duplex: 'half' };
    return server.app.request(path.startsWith('http') ? path : `${PUBLIC_URL}${path}`, init);
  };

  const tus = {
    call,
    /** Starts an upload. */
    create: (
      { requestId, name, length }: { requestId: string; name: string; length: number },
      options: TusOptions = {},
    ) =>
      call('POST', '/v1/uploads', {
        ...options,
        headers: {
          'upload-length': String(length),
          'upload-metadata': metadataOf({ requestId, filename: name }),
          ...options.headers,
        },
      }),
    head: (location: string, options?: TusOptions) => call('HEAD', location, options),
    /** Sends bytes from an offset on. */
    patch: (location: string, offset: number, body: BodyInit | null, headers: TusOptions['headers'] = {}) =>
      call('PATCH', location, {
        body,
        headers: { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream', ...headers },
      }),
    cancel: (location: string) => call('DELETE', location),
    /** A whole upload. @returns the answer to the call that failed, else to the last one */
    async send(requestId: string, name: string, bytes: Uint8Array<ArrayBuffer>) {
      const created = await tus.create({ requestId, name, length: bytes.byteLength });
      if (created.status !== 201) return created;
      return tus.patch(created.headers.get('location') ?? '', 0, bytes);
    },
  };
  return tus;
}
