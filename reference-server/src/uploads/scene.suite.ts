/** A firm, a client who is signed in, and a request to send files for. */
import { aChecklist, aContact, aFirm, asBackend, asTus, signIn, type TestServer } from '@portico/testing';

export async function aScene(server: TestServer, request: Record<string, unknown> = {}) {
  const firm = await aFirm(server);
  const { contact, matter, client } = await aContact(server, firm);
  const checklist = await aChecklist(server, firm, matter, [{ title: { en: 'Passport' }, maxFiles: 50, ...request }]);
  const requestId = checklist.groups[0]?.requests[0]?.id ?? '';
  const cookie = await signIn(server, firm, contact.email);
  const tus = asTus(server, firm, cookie);
  const staff = asBackend(server, firm);
  return {
    firm,
    contact,
    client,
    matter,
    checklist,
    requestId,
    cookie,
    tus,
    staff,
    /** Starts an upload of a PDF. @returns its address */
    async begun(length: number, name = 'passport.pdf'): Promise<string> {
      const response = await tus.create({ requestId, name, length });
      if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`);
      return response.headers.get('location') ?? '';
    },
    /** The bytes of a document as the firm gets them. */
    async content(documentId: string | null): Promise<Uint8Array> {
      const response = await staff('GET', `/v1/firm/documents/${documentId}/content`);
      if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
      return new Uint8Array(await response.arrayBuffer());
    },
    /** Documents that anybody can see. */
    async documents(): Promise<{ id: string; name: string; sha256: string }[]> {
      return (await (await staff('GET', '/v1/firm/documents?limit=100')).json()).data;
    },
  };
}

export type Scene = Awaited<ReturnType<typeof aScene>>;

/** Status and problem code of a refusal. */
export async function refusalOf(response: Response): Promise<[status: number, code: string | undefined]> {
  const text = await response.text();
  return [response.status, text === '' ? undefined : JSON.parse(text).code];
}

/** A body that gives some bytes and then breaks, as a lost network does. */
export function brokenBody(bytes: Uint8Array): ReadableStream<Uint8Array> {
  let given = false;
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      if (given) controller.error(new Error('The connection is gone'));
      else controller.enqueue(bytes);
      given = true;
    },
  });
}

/** A body that gives some bytes and then stays open until it is cancelled, as a connection that nobody has told does. */
export function openBody(bytes: Uint8Array): { body: ReadableStream<Uint8Array>; taken: Promise<void> } {
  let resolve: () => void = () => undefined;
  const taken = new Promise<void>((done) => {
    resolve = done;
  });
  let given = false;
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (given) {
          resolve();
          return;
        }
        given = true;
        controller.enqueue(bytes);
      },
    },
    { highWaterMark: 0 },
  );
  return { body, taken };
}
