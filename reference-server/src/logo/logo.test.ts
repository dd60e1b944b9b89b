import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createCanvas } from '@napi-rs/canvas';
import { Logo } from '@portico/contract';
import { aFirm, aPng, asBackend, createTestServer, created, ok, PUBLIC_URL, type TestServer } from '@portico/testing';
import * as z from 'zod/mini';
import { aBody, anIssued, aScene, refused, type Scene } from '../firm-invoices/scene.suite.js';
import { picturesOn, sheetOf, tagsOf } from '../papers/sheet.suite.js';
import { createTypstPdf } from '../ports/pdf.typst.js';

let server: TestServer;
before(async () => {
  server = await createTestServer({ ports: { pdf: createTypstPdf() } });
});
after(() => server.close());

const PATH = '/v1/firm/logo';
/** A picture of one color. */
function aLogo(type: 'image/png' | 'image/jpeg', width = 300, height = 100): Uint8Array<ArrayBuffer> {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = '#7a1f3d';
  context.fillRect(0, 0, width, height);
  return new Uint8Array(type === 'image/png' ? canvas.toBuffer(type) : canvas.toBuffer(type, 90));
}
function put({ firm }: Pick<Scene, 'firm'>, body: Uint8Array<ArrayBuffer> | ReadableStream): Promise<Response> {
  const headers = { authorization: `Bearer ${firm.secretKey}`, 'content-type': 'application/octet-stream' };
  const init: RequestInit & { duplex: 'half' } = { method: 'PUT', headers, body, duplex: 'half' };
  return Promise.resolve(server.app.request(`${PUBLIC_URL}${PATH}`, init));
}
/** A line that breaks after these bytes. */
function brokenAfter(bytes: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    start: (controller) => controller.enqueue(bytes),
    pull: (controller) => controller.error(new Error('Gone')),
  });
}
const picturesOf = async (answer: Response) => picturesOn(await sheetOf(answer));

test('a logo stands on all that is printed until it is taken off, and says whose it is', async () => {
  const scene = await aScene(server);
  const { id } = await anIssued(scene, aBody(100));
  const paper = () => scene.page('GET', `/v1/invoices/${id}/pdf`);
  assert.equal(await picturesOf(await paper()), 0);
  for (const type of ['image/png', 'image/jpeg'] as const) {
    const bytes = aLogo(type);
    const logo = z.parse(Logo, await created(put(scene, bytes)));
    assert.equal(logo.type, type);
    const stored = await ok(scene.call('GET', PATH));
    assert.equal(stored.headers.get('content-type'), type);
    assert.match(stored.headers.get('content-disposition') ?? '', /^attachment/);
    assert.deepEqual(new Uint8Array(await stored.arrayBuffer()), bytes);
    assert.equal(await picturesOf(await paper()), 1);
  }
  const sheet = await sheetOf(await paper());
  assert.ok((await tagsOf(sheet)).alts.includes((await created(scene.page('GET', '/v1/session'))).firm.name));
  const other = await aScene(server);
  const theirs = await anIssued(other, aBody(100));
  assert.equal(await picturesOf(await other.page('GET', `/v1/invoices/${theirs.id}/pdf`)), 0, 'of this firm alone');
  await refused(other.call('DELETE', PATH), 404, 'not_found');
  await ok(scene.call('DELETE', PATH));
  await refused(scene.call('GET', PATH), 404, 'not_found');
  assert.equal(await picturesOf(await paper()), 0);
});

test('what cannot be printed is refused, and the logo before it stays', async () => {
  const firm = await aFirm(server);
  const good = aLogo('image/png');
  await ok(put({ firm }, good));
  const cut = aLogo('image/jpeg').slice(0, 400);
  const wrong = [
    new Uint8Array(),
    new TextEncoder().encode('%PDF-1.7\n'),
    aPng(),
    aPng({ width: 50_000, height: 50_000 }),
    cut,
  ];
  wrong.push(new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"><script>x</script></svg>'));
  for (const bytes of wrong) await refused(put({ firm }, bytes), 422, 'logo_unusable');
  await refused(put({ firm }, new Uint8Array(262_145)), 413, 'body_too_large');
  await refused(put({ firm }, brokenAfter(aLogo('image/jpeg'))), 422, 'invalid_request');
  const stored = await ok(asBackend(server, firm)('GET', PATH));
  assert.deepEqual(new Uint8Array(await stored.arrayBuffer()), good);
});
