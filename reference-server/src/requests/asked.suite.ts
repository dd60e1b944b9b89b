/** A checklist of a client who is signed in, and what client and firm do about it. */
import assert from 'node:assert/strict';
import type { Checklist, FirmChecklist } from '@portico/contract';
import { aPdf, asPage, metadataOf, type TestServer } from '@portico/testing';
import { aScene } from '../uploads/scene.suite.js';

const title = { en: 'Something' };

/** @param items by their place, which is their title as well @param matter what the firm knows of it */
export async function asked(
  server: TestServer,
  items: readonly Record<string, unknown>[],
  matter: Record<string, unknown> = {},
) {
  const scene = await aScene(server);
  const page = asPage(server, scene.firm, scene.cookie);
  if (Object.keys(matter).length > 0)
    assert.equal((await scene.staff('PATCH', `/v1/firm/matters/${scene.matter.id}`, matter)).status, 200);
  const body = {
    title,
    groups: [{ title, requests: items.map((item, at) => ({ title: { en: String(at) }, ...item })) }],
  };
  const made = await scene.staff('POST', `/v1/firm/matters/${scene.matter.id}/checklists`, body);
  assert.equal(made.status, 201, await made.clone().text());
  const { id, groups }: FirmChecklist = await made.json();
  const ids = groups[0]?.requests.map((request) => request.id) ?? [];
  const read = async (): Promise<Checklist> => (await page('GET', `/v1/checklists/${id}`)).json();
  const readAsFirm = async (): Promise<FirmChecklist> => (await scene.staff('GET', `/v1/firm/checklists/${id}`)).json();
  return {
    ...scene,
    id,
    ids,
    page,
    read,
    readAsFirm,
    /** States by title, of what there is for the client. */
    async states(): Promise<Record<string, string>> {
      const { groups: shown } = await read();
      return Object.fromEntries(
        shown.flatMap(({ requests }) => requests.map((request) => [request.title['en'], request.state])),
      );
    },
    /** A request as the client sees it. */
    async request(at: number) {
      const request = (await read()).groups.flatMap(({ requests }) => requests).find((one) => one.id === ids[at]);
      assert.ok(request);
      return request;
    },
    /** The same as the firm sees it. */
    async firmRequest(at: number) {
      const request = (await readAsFirm()).groups.flatMap(({ requests }) => requests).find((one) => one.id === ids[at]);
      assert.ok(request);
      return request;
    },
    /** What the client does; without a body it is taken back. */
    act: (at: number, what: string, bodyOfAct?: unknown) =>
      page(bodyOfAct === undefined ? 'DELETE' : 'PUT', `/v1/requests/${ids[at]}/${what}`, bodyOfAct),
    /** What the firm does. */
    does: (at: number, what: string, bodyOfAct?: unknown) =>
      scene.staff('POST', `/v1/firm/requests/${ids[at]}/${what}`, bodyOfAct),
    /** What the firm does about a document. */
    reviews: (documentId: string, what: 'accept' | 'return') =>
      scene.staff(
        'POST',
        `/v1/firm/documents/${documentId}/${what}`,
        what === 'return' ? { reason: 'unreadable', note: 'Again, please.' } : undefined,
      ),
    withdraw: (documentId: string) => page('POST', `/v1/documents/${documentId}/withdraw`),
    /** A whole upload in one call. */
    sends: (at: number, more: Readonly<Record<string, string>> = {}, name = 'deed.pdf') =>
      scene.tus.call('POST', '/v1/uploads', {
        body: aPdf(),
        headers: {
          'upload-length': String(aPdf().byteLength),
          'upload-metadata': metadataOf({ requestId: ids[at] ?? '', filename: name, ...more }),
          'content-type': 'application/offset+octet-stream',
        },
      }),
  };
}

/** Id of the document that an upload has become. */
export async function documentOf(sent: Promise<Response>): Promise<string> {
  const response = await sent;
  assert.equal(response.status, 201, await response.clone().text());
  return response.headers.get('portico-document') ?? '';
}
