/** A firm, a client who is signed in, and hands to put documents into their matter. */
import type { FirmFolder, FirmSharedDocument, LocalizedText } from '@portico/contract';
import {
  aContact,
  aFirm,
  aPdf,
  asBackend,
  asPage,
  created,
  ok,
  PUBLIC_URL,
  signIn,
  type TestServer,
} from '@portico/testing';

export interface Put {
  readonly name?: string;
  readonly bytes?: Uint8Array<ArrayBuffer>;
  readonly folderId?: string;
  readonly kind?: string;
  /** What the call says the size is. */
  readonly size?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: ReadableStream<Uint8Array>;
}

export async function aScene(server: TestServer) {
  const firm = await aFirm(server);
  const { contact, matter, client } = await aContact(server, firm);
  const cookie = await signIn(server, firm, contact.email);
  const staff = asBackend(server, firm);
  const page = asPage(server, firm, cookie);
  const scene = {
    firm,
    contact,
    client,
    matter,
    cookie,
    staff,
    page,
    /** Puts a file into the matter, by the firm's key unless other credentials are given. */
    async put({
      name = 'letter.pdf',
      bytes = aPdf(),
      folderId,
      kind,
      size,
      headers,
      body,
    }: Put = {}): Promise<Response> {
      const query = new URLSearchParams({
        name,
        size: String(size ?? bytes.byteLength),
        ...(folderId !== undefined && { folderId }),
        ...(kind !== undefined && { kind }),
      });
      const init: RequestInit & { duplex?: 'half' } = {
        method: 'POST',
        headers: {
          authorization: `Bearer ${firm.secretKey}`,
          'idempotency-key': crypto.randomUUID(),
          'content-type': 'application/octet-stream',
          ...headers,
        },
        body: body ?? bytes,
        duplex: 'half',
      };
      return server.app.request(`${PUBLIC_URL}/v1/firm/matters/${matter.id}/shared-documents?${query}`, init);
    },
    async added(put: Put = {}): Promise<FirmSharedDocument> {
      return created(scene.put(put));
    },
    async share(id: string, contactId = contact.id): Promise<void> {
      await ok(staff('PUT', `/v1/firm/shared-documents/${id}/shares/${contactId}`));
    },
    async shared(put: Put = {}): Promise<FirmSharedDocument> {
      const document = await scene.added(put);
      await scene.share(document.id);
      return document;
    },
    async folder(name: LocalizedText): Promise<FirmFolder> {
      return created(staff('POST', `/v1/firm/matters/${matter.id}/shared-folders`, { name }));
    },
    /** A document as the firm sees it now. */
    async ofFirm(id: string): Promise<FirmSharedDocument> {
      return created(staff('GET', `/v1/firm/shared-documents/${id}`));
    },
    /** Types of the firm's events about documents, oldest first. */
    async events(): Promise<string[]> {
      const { data } = await created(staff('GET', '/v1/firm/events?limit=100'));
      return data.map(({ type }: { type: string }) => type).filter((type: string) => type.startsWith('document'));
    },
  };
  return scene;
}

export type Scene = Awaited<ReturnType<typeof aScene>>;
