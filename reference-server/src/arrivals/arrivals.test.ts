import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { aPdf, ascii, asPage, concat, createTestServer, stillPictures, type TestServer } from '@portico/testing';
import { anyFault, checkDigit, dice, photograph } from '../passport/specimen.suite.js';
import { EICAR, startClamd } from '../ports/clamd.suite.js';
import type { Ocr } from '../ports/ocr.js';
import { PictureError, type Pictures } from '../ports/pictures.js';
import { createWorkerPictures } from '../ports/pictures.workers.js';
import { createClamavScanner } from '../ports/scanner.clamav.js';
import type { Scanner } from '../ports/scanner.js';
import { aScene as aSharingScene } from '../shared-documents/scene.suite.js';
import { aScene, refusalOf, type Scene } from '../uploads/scene.suite.js';
import { createSweep } from '../uploads/sweep.js';
import { createArrivals } from './relay.js';

const [NUMBER, BORN, UNTIL, OWN] = ['L898902C3', '740812', '320415', 'ZE184226B<<<<<'].map(
  (text) => text + checkDigit(text),
);
const LINES = [
  'P<UTOMUSTER<SPECIMEN<<ANNA<MARIA<<<<<<<<<<<<',
  `${NUMBER}UTO${BORN}F${UNTIL}${OWN}${checkDigit(`${NUMBER}${BORN}${UNTIL}${OWN}`)}`,
];

const open: { close: () => Promise<void> }[] = [];
after(async () => {
  for (const one of open) await one.close();
});

async function aServer(ports: { scanner?: Scanner; pictures?: Pictures; ocr?: Ocr }): Promise<TestServer> {
  const server = await createTestServer({ ports });
  open.push(server);
  return server;
}

async function withClamav(): Promise<TestServer> {
  const clamd = await startClamd();
  open.push(clamd);
  return aServer({ scanner: createClamavScanner({ url: clamd.url }) });
}

async function send({ tus, requestId }: Scene, name: string, bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const response = await tus.send(requestId, name, bytes);
  assert.equal(response.status, 204, await response.text());
  return response.headers.get('portico-document') ?? '';
}

function passport(): Uint8Array<ArrayBuffer> {
  const d = dice(5);
  return new Uint8Array(photograph(LINES, { ...anyFault(d, 1), blur: 0.3, bold: 0, noise: 0, shade: 0.2 }, d));
}

/** A client's own calls. */
const pageOf = (server: TestServer, scene: Scene) => asPage(server, scene.firm, scene.cookie);

async function readingOf({ staff }: Scene, id: string) {
  const response = await staff('GET', `/v1/firm/documents/${id}/reading`);
  assert.equal(response.status, 200);
  return response.json();
}

async function eventsOf({ staff }: Scene, type: string) {
  const { data } = await (await staff('GET', '/v1/firm/events?limit=100')).json();
  return data.filter((event: { type: string }) => event.type === type);
}

/** Says how much other systems are told. */
async function tell({ staff }: Scene, webhookPayload: 'thin' | 'full'): Promise<void> {
  const current = await staff('GET', '/v1/firm/settings');
  const etag = current.headers.get('etag') ?? '';
  const settings = { ...(await current.json()), webhookPayload };
  const changed = await staff('PUT', '/v1/firm/settings', settings, { 'if-match': etag });
  assert.equal(changed.status, 200, await changed.text());
}

const pretend = (develop: Pictures['develop']): Pictures => ({ ...stillPictures, develop });
const onePage = await stillPictures.develop(new Uint8Array(), 'image/jpeg', { passport: false });

test('nobody opens a document before its safety check, and both sides do after it', async () => {
  const clamd = await startClamd();
  open.push(clamd);
  const scanner = createClamavScanner({ url: clamd.url });
  let answer: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const server = await aServer({ scanner: { scan: (bytes) => held.then(() => scanner.scan(bytes)) } });
  const scene = await aScene(server);
  const id = await send(scene, 'a.pdf', aPdf());
  const page = pageOf(server, scene);
  for (const asked of [
    page('GET', `/v1/documents/${id}/content`),
    page('GET', `/v1/documents/${id}/preview`),
    scene.staff('GET', `/v1/firm/documents/${id}/content`),
  ]) {
    const response = await asked;
    assert.equal(response.headers.get('retry-after'), '5');
    assert.deepEqual(await refusalOf(response), [409, 'document_unchecked']);
  }
  assert.equal((await readingOf(scene, id)).scan, 'waiting');
  answer();
  await server.deps.arrivals.deliver();
  assert.deepEqual(await scene.content(id), aPdf());
  assert.equal((await page('GET', `/v1/documents/${id}/content`)).status, 200);
  assert.deepEqual([(await readingOf(scene, id)).scan, (await readingOf(scene, id)).state], ['clean', 'done']);
});

test('an infected document is shut away for everybody, and the client is kindly asked for another', async () => {
  const server = await withClamav();
  const scene = await aScene(server, { maxFiles: 2 });
  await tell(scene, 'thin');
  const id = await send(scene, 'tax return.pdf', concat([aPdf(300), ascii(EICAR)]));
  await scene.staff('POST', `/v1/firm/documents/${id}/accept`);
  await server.deps.arrivals.deliver();
  const page = pageOf(server, scene);
  const refused = [
    page('GET', `/v1/documents/${id}/content`),
    page('GET', `/v1/documents/${id}/preview`),
    scene.staff('GET', `/v1/firm/documents/${id}/content`),
    scene.staff('GET', `/v1/firm/documents/${id}/preview?size=small`),
  ];
  for (const asked of refused) assert.deepEqual(await refusalOf(await asked), [409, 'document_quarantined']);
  const checklist = await (await page('GET', `/v1/checklists/${scene.checklist.id}`)).json();
  const [request] = checklist.groups[0].requests;
  assert.equal(request.state, 'returned');
  assert.deepEqual([request.documents[0].state, request.documents[0].returned.reason], ['returned', 'unsafe']);
  const [event] = await eventsOf(scene, 'document.quarantined');
  assert.deepEqual(event.data, {
    documentId: id,
    requestId: scene.requestId,
    matterId: scene.matter.id,
    accessUrl: `https://portal.firm.example/v1/firm/documents/${id}`,
  });
  const tasks = await (await scene.staff('GET', '/v1/firm/tasks?state=open')).json();
  const found = tasks.data.map(({ kind, about }: { kind: string; about: string }) => [kind, about]);
  assert.deepEqual(found, [['document_quarantined', id]]);
  server.clock.advance(6 * 60_000);
  await server.deliver();
  assert.match((await server.mails.mailTo(scene.contact.email)).subject, /another copy/);
  const { data: activity } = await (await page('GET', '/v1/profile/activity')).json();
  assert.equal(activity[0].code, 'document_returned');
  // The client sends another one, which is looked at on its own.
  const second = await send(scene, 'tax return.pdf', aPdf(400, 2));
  await server.deps.arrivals.deliver();
  assert.deepEqual(await scene.content(second), aPdf(400, 2));
});

test('a scanner that cannot be asked lets nothing through, and is asked again until it answers', async () => {
  let answers = false;
  const scanner: Scanner = {
    scan: () => (answers ? Promise.resolve({ found: 'nothing' }) : Promise.reject(new Error('canary words'))),
  };
  const server = await aServer({ scanner });
  const scene = await aScene(server);
  const id = await send(scene, 'a.pdf', aPdf());
  for (let tries = 0; tries < 8; tries += 1) {
    await server.deps.arrivals.deliver();
    const response = await scene.staff('GET', `/v1/firm/documents/${id}/content`);
    assert.deepEqual(await refusalOf(response), [409, 'document_unchecked']);
    server.clock.advance(60 * 60_000 + 1);
  }
  assert.ok(server.log.some((line) => line.includes('arrival not done')));
  assert.ok(server.log.every((line) => !line.includes('canary')));
  answers = true;
  await server.deps.arrivals.deliver();
  assert.deepEqual(await scene.content(id), aPdf());
});

test('what the scanner refuses to look at is shut away like what it finds', async () => {
  const server = await aServer({ scanner: { scan: () => Promise.resolve({ found: 'refused' }) } });
  const scene = await aScene(server);
  const id = await send(scene, 'a.pdf', aPdf());
  await server.deps.arrivals.deliver();
  const response = await scene.staff('GET', `/v1/firm/documents/${id}/content`);
  assert.deepEqual(await refusalOf(response), [409, 'document_quarantined']);
});

test('a passport is read, offered with its certainty, and shown page by page', async () => {
  const server = await aServer({ pictures: createWorkerPictures() });
  const scene = await aScene(server, { kind: 'identity' });
  const id = await send(scene, 'passport.jpg', passport());
  const page = pageOf(server, scene);
  const early = await page('GET', `/v1/documents/${id}/preview`);
  assert.equal(early.headers.get('retry-after'), '5');
  assert.deepEqual(await refusalOf(early), [404, 'preview_unavailable']);
  await server.deps.arrivals.deliver();
  const reading = await readingOf(scene, id);
  assert.deepEqual([reading.scan, reading.state, reading.pages, reading.source], ['off', 'done', 1, 'passport_lines']);
  assert.deepEqual(reading.lines, LINES);
  const read = Object.fromEntries(
    reading.fields.map((field: { name: string; value: string; verified: boolean }) => [
      field.name,
      [field.value, field.verified],
    ]),
  );
  assert.deepEqual(read['documentNumber'], ['L898902C3', true]);
  assert.deepEqual(read['birthDate'], ['1974-08-12', true]);
  assert.deepEqual(read['expirationDate'], ['2032-04-15', true]);
  assert.deepEqual(read['lastName'], ['MUSTER SPECIMEN', false]);
  assert.ok(reading.fields.every((field: { accepted: string | null }) => field.accepted === null));
  for (const [call, path] of [
    [page, `/v1/documents/${id}/preview`],
    [scene.staff, `/v1/firm/documents/${id}/preview`],
  ] as const) {
    const sizes: number[] = [];
    for (const size of ['large', 'small']) {
      const picture = await call('GET', `${path}?size=${size}&page=1`);
      assert.equal(picture.status, 200);
      assert.equal(picture.headers.get('content-type'), 'image/jpeg');
      assert.equal(picture.headers.get('x-content-type-options'), 'nosniff');
      assert.equal(picture.headers.get('content-security-policy'), "sandbox; default-src 'none'");
      assert.equal(picture.headers.get('cross-origin-resource-policy'), 'same-site');
      const bytes = new Uint8Array(await picture.arrayBuffer());
      assert.deepEqual([...bytes.subarray(0, 3)], [0xff, 0xd8, 0xff]);
      sizes.push(bytes.byteLength);
    }
    assert.ok(sizes[0]! > sizes[1]!);
    assert.deepEqual(await refusalOf(await call('GET', `${path}?page=2`)), [404, 'preview_unavailable']);
    assert.deepEqual(await refusalOf(await call('GET', `${path}?page=0`)), [422, 'invalid_request']);
  }
});

test('what was read and drawn lies sealed, and the sweep leaves it', async () => {
  const reading = { ...onePage, pages: [{ ...onePage.pages[0]!, large: ascii('canary-picture') }] };
  const server = await aServer({ pictures: pretend(() => Promise.resolve(reading)) });
  const scene = await aScene(server);
  const id = await send(scene, 'a.pdf', aPdf());
  await server.deps.arrivals.deliver();
  server.clock.advance(24 * 60 * 60_000);
  await createSweep(server.deps)();
  const picture = await scene.staff('GET', `/v1/firm/documents/${id}/preview`);
  assert.equal(await picture.text(), 'canary-picture');
  for await (const { key, size } of server.deps.blobs.list()) {
    const parts: Uint8Array[] = [];
    for await (const part of server.deps.blobs.read(key, 0, size)) parts.push(part);
    assert.ok(!Buffer.concat(parts).includes('canary-picture'));
  }
});

test('staff accept what was read or correct it; nothing is taken over by itself', async () => {
  const server = await aServer({ pictures: createWorkerPictures() });
  const scene = await aScene(server, { kind: 'identity' });
  const id = await send(scene, 'passport.jpg', passport());
  const put = (fields: unknown) => scene.staff('PUT', `/v1/firm/documents/${id}/reading/fields`, { fields });
  const early = await put([{ name: 'lastName', value: 'MUSTER' }]);
  assert.deepEqual(await refusalOf(early), [409, 'conflict']);
  await server.deps.arrivals.deliver();
  const answer = await put([
    { name: 'documentNumber', value: 'L898902C3' },
    { name: 'lastName', value: 'Muster-Specimen' },
    { name: 'issuingState', value: 'Utopia' },
  ]);
  assert.equal(answer.status, 200);
  const { fields, reviewedAt } = await answer.json();
  const accepted = (name: string) => fields.find((field: { name: string }) => field.name === name);
  assert.equal(accepted('documentNumber').accepted, 'L898902C3');
  assert.deepEqual([accepted('lastName').value, accepted('lastName').accepted], ['MUSTER SPECIMEN', 'Muster-Specimen']);
  assert.deepEqual([accepted('issuingState').value, accepted('issuingState').accepted], ['', 'Utopia']);
  assert.equal(accepted('birthDate').accepted, null);
  assert.ok(reviewedAt);
  assert.deepEqual(await readingOf(scene, id), { ...(await readingOf(scene, id)), fields, reviewedAt });
  assert.equal((await eventsOf(scene, 'document.fieldsAccepted')).length, 1);
  for (const wrong of [
    [],
    [{ name: 'shoeSize', value: '44' }],
    [{ name: 'sex', value: '' }],
    [{ name: 'sex', value: 'a\u202eb' }],
    [
      { name: 'sex', value: 'female' },
      { name: 'sex', value: 'male' },
    ],
  ]) {
    assert.deepEqual(await refusalOf(await put(wrong)), [422, 'invalid_request'], JSON.stringify(wrong));
  }
});

test('only papers of identity are looked at for passport lines; other text is read where that is configured', async () => {
  const asked: boolean[] = [];
  const pictures = pretend((_file, _type, { passport: wanted }) => {
    asked.push(wanted);
    return Promise.resolve(onePage);
  });
  const seen: string[] = [];
  const ocr: Ocr = {
    read: (picture) => {
      seen.push(new TextDecoder().decode(picture));
      return Promise.resolve({ text: 'Certificate of specimen', confidence: 0.9 });
    },
  };
  const server = await aServer({ pictures, ocr });
  const scene = await aScene(server, { kind: 'financial' });
  const id = await send(scene, 'a.pdf', aPdf());
  await server.deps.arrivals.deliver();
  assert.deepEqual([asked, seen], [[false], ['large picture']]);
  const { source, text, fields } = await readingOf(scene, id);
  assert.deepEqual([source, text.value, fields], ['text', 'Certificate of specimen', []]);
});

test('a document that cannot be drawn is a document all the same', async () => {
  const server = await aServer({ pictures: pretend(() => Promise.reject(new PictureError('It is broken'))) });
  const scene = await aScene(server);
  const id = await send(scene, 'a.pdf', aPdf());
  await server.deps.arrivals.deliver();
  assert.equal((await readingOf(scene, id)).state, 'failed');
  const preview = await scene.staff('GET', `/v1/firm/documents/${id}/preview`);
  assert.deepEqual(await refusalOf(preview), [404, 'preview_unsupported']);
  assert.deepEqual(await scene.content(id), aPdf());
});

test('a server that dies in the middle leaves the work to another, and what is done twice is there once', async () => {
  const first = { begun: 0 };
  const other: { deliver?: () => Promise<number> } = {};
  const pictures = pretend(async () => {
    first.begun += 1;
    if (first.begun === 1) {
      // The first is slower than its lease: another does the work before it comes back.
      server.clock.advance(16 * 60_000);
      await other.deliver?.();
    }
    return onePage;
  });
  const server = await aServer({ pictures });
  const { arrivals, ...rest } = server.deps;
  const scene = await aScene(server);
  const id = await send(scene, 'a.pdf', aPdf());
  await arrivals.deliver();
  assert.equal(first.begun, 1);
  const again = await send(scene, 'b.pdf', aPdf(500, 4));
  first.begun = 0;
  other.deliver = () => createArrivals(rest).deliver();
  await arrivals.deliver();
  assert.equal(first.begun, 2);
  assert.deepEqual([(await readingOf(scene, id)).pages, (await readingOf(scene, again)).pages], [1, 1]);
  assert.equal(await arrivals.deliver(), 0);
});

test('other systems are told what they asked for: ids alone, or names and fields as well', async () => {
  const server = await aServer({ pictures: createWorkerPictures() });
  const scene = await aScene(server, { kind: 'identity' });
  const ids = {
    requestId: scene.requestId,
    matterId: scene.matter.id,
  };
  await tell(scene, 'thin');
  const thin = await send(scene, 'passport.jpg', passport());
  await server.deps.arrivals.deliver();
  const accessUrl = (id: string) => `https://portal.firm.example/v1/firm/documents/${id}`;
  const [uploaded] = await eventsOf(scene, 'document.uploaded');
  assert.deepEqual(
    { ...uploaded.data, uploadId: '' },
    {
      documentId: thin,
      ...ids,
      uploadId: '',
      uploaderType: 'client',
      uploaderId: scene.contact.id,
      accessUrl: accessUrl(thin),
    },
  );
  const [read] = await eventsOf(scene, 'document.read');
  assert.deepEqual(read.data, { documentId: thin, ...ids, accessUrl: accessUrl(thin) });
  await tell(scene, 'full');
  const full = await send(scene, 'passport 2.jpg', passport());
  await server.deps.arrivals.deliver();
  const told = (await eventsOf(scene, 'document.uploaded'))[1].data;
  assert.deepEqual(
    [told.fileName, told.fileSize, told.mimeType],
    ['passport 2.jpg', passport().byteLength, 'image/jpeg'],
  );
  assert.deepEqual((await eventsOf(scene, 'document.read'))[1].data, {
    documentId: full,
    ...ids,
    accessUrl: accessUrl(full),
    fileName: 'passport 2.jpg',
    fileSize: passport().byteLength,
    mimeType: 'image/jpeg',
    extractedFields: { name: 'ANNA MARIA MUSTER SPECIMEN', documentNumber: 'L898902C3', dob: '1974-08-12' },
  });
});

/** What the firm wants its client to have goes the same way. */
test('what the firm shares is there for the client when it has been found safe, and not before', async () => {
  const answers: (() => void)[] = [];
  const scan = () => new Promise<{ found: 'nothing' }>((resolve) => answers.push(() => resolve({ found: 'nothing' })));
  const server = await aServer({ scanner: { scan } });
  const scene = await aSharingScene(server);
  const { id } = await scene.shared();
  const round = server.deps.arrivals.deliver();
  const hidden = async () => {
    const { data } = await (await scene.page('GET', '/v1/shared-documents')).json();
    assert.deepEqual(data, []);
    const { data: folders } = await (await scene.page('GET', '/v1/shared-folders')).json();
    assert.deepEqual(folders, []);
    for (const path of [`/${id}`, `/${id}/content`, `/${id}/preview`]) {
      assert.equal((await scene.page('GET', `/v1/shared-documents${path}`)).status, 404, path);
    }
    const archive = await scene.page('GET', `/v1/matters/${scene.matter.id}/shared-documents/archive`);
    assert.equal(archive.status, 404);
  };
  await hidden();
  const early = await scene.staff('GET', `/v1/firm/shared-documents/${id}/content`);
  assert.equal(early.headers.get('retry-after'), '5');
  assert.deepEqual(await refusalOf(early), [409, 'document_unchecked']);
  assert.deepEqual([(await scene.ofFirm(id)).scan, await reasonWhy(scene, id)], ['waiting', 'item_unchecked']);
  // Nobody is told of what they cannot see yet.
  server.clock.advance(6 * 60_000);
  await server.deliver();
  assert.equal(told(server, scene.contact.email), 0);
  while (answers.length === 0) await new Promise((resolve) => setImmediate(resolve));
  answers[0]?.();
  await round;
  assert.equal((await scene.ofFirm(id)).scan, 'clean');
  const content = await scene.page('GET', `/v1/shared-documents/${id}/content?purpose=view`);
  assert.deepEqual(new Uint8Array(await content.arrayBuffer()), aPdf());
  assert.equal((await scene.staff('GET', `/v1/firm/shared-documents/${id}/content`)).status, 200);
});

test('an infected document of the firm is shut away for both sides, and the firm is told why', async () => {
  const server = await withClamav();
  const scene = await aSharingScene(server);
  const { id } = await scene.shared({ bytes: concat([aPdf(300), ascii(EICAR)]) });
  await server.deps.arrivals.deliver();
  for (const path of ['', '/content', '/preview']) {
    assert.equal((await scene.page('GET', `/v1/shared-documents/${id}${path}`)).status, 404);
  }
  for (const path of ['/content', '/preview?size=small']) {
    const refused = await scene.staff('GET', `/v1/firm/shared-documents/${id}${path}`);
    assert.deepEqual(await refusalOf(refused), [409, 'document_quarantined']);
  }
  const { scan, finding } = await scene.ofFirm(id);
  assert.deepEqual([scan, await reasonWhy(scene, id)], ['quarantined', 'item_quarantined']);
  assert.match(finding ?? '', /eicar/i);
  const { data } = await (await scene.staff('GET', '/v1/firm/events?limit=100')).json();
  const [event] = data.filter((one: { type: string }) => one.type === 'document.quarantined');
  assert.deepEqual(event.data, {
    documentId: id,
    matterId: scene.matter.id,
    accessUrl: `https://portal.firm.example/v1/firm/shared-documents/${id}`,
  });
  const { data: entries } = await (await scene.staff('GET', '/v1/firm/audit?limit=100')).json();
  const [entry] = entries.filter((one: { action: string }) => one.action === 'sharedDocuments.quarantine');
  assert.equal(entry.details.signature, finding);
  server.clock.advance(6 * 60_000);
  await server.deliver();
  assert.equal(told(server, scene.contact.email), 0);
  // The firm takes it away for good, and puts in another.
  assert.equal((await scene.staff('DELETE', `/v1/firm/shared-documents/${id}`)).status, 204);
  const { id: mended } = await scene.shared({ bytes: aPdf(400, 2) });
  await server.deps.arrivals.deliver();
  assert.equal((await scene.page('GET', `/v1/shared-documents/${mended}/content`)).status, 200);
});

test('a scanner that is away holds back what the firm shares; asked twice, it is shared and told of once', async () => {
  let answers = false;
  const other: { deliver?: () => Promise<number> } = {};
  const scanner: Scanner = {
    async scan() {
      if (!answers) throw new Error('canary words');
      // Slower than its lease: another server does the work meanwhile.
      server.clock.advance(16 * 60_000);
      const again = other.deliver;
      delete other.deliver;
      await again?.();
      return { found: 'nothing' };
    },
  };
  const server = await aServer({ scanner });
  const scene = await aSharingScene(server);
  const { id } = await scene.shared();
  for (let tries = 0; tries < 7; tries += 1) {
    await server.deps.arrivals.deliver();
    const refused = await scene.staff('GET', `/v1/firm/shared-documents/${id}/content`);
    assert.deepEqual(await refusalOf(refused), [409, 'document_unchecked']);
    server.clock.advance(60 * 60_000 + 1);
  }
  const { arrivals, ...rest } = server.deps;
  answers = true;
  other.deliver = () => createArrivals(rest).deliver();
  await arrivals.deliver();
  assert.equal((await scene.ofFirm(id)).scan, 'clean');
  server.clock.advance(6 * 60_000);
  await server.deliver();
  assert.equal(told(server, scene.contact.email), 1);
});

test('pages of what the firm shares are drawn; a large picture is a receipt, a thumbnail none', async () => {
  const asked: boolean[] = [];
  const pictures = pretend((_file, _type, { passport: wanted }) => {
    asked.push(wanted);
    return Promise.resolve(onePage);
  });
  const seen: Uint8Array[] = [];
  const ocr: Ocr = {
    read: (picture) => {
      seen.push(picture);
      return Promise.resolve({ text: 'canary', confidence: 1 });
    },
  };
  const server = await aServer({ pictures, ocr });
  const scene = await aSharingScene(server);
  const { id } = await scene.shared({ kind: 'identity' });
  const { id: unshared } = await scene.added({ bytes: aPdf(500, 5) });
  await server.deps.arrivals.deliver();
  // The firm knows what stands in its own documents.
  assert.deepEqual([asked, seen], [[false, false], []]);
  const [listed] = (await (await scene.page('GET', '/v1/shared-documents')).json()).data;
  assert.deepEqual([listed.pages, (await scene.ofFirm(id)).pages], [1, 1]);
  const preview = `/v1/shared-documents/${id}/preview`;
  const small = await scene.page('GET', `${preview}?size=small`);
  assert.deepEqual([await small.text(), small.headers.get('content-type')], ['small picture', 'image/jpeg']);
  assert.equal(small.headers.get('content-security-policy'), "sandbox; default-src 'none'");
  assert.deepEqual((await scene.ofFirm(id)).receipts, []);
  assert.equal(await (await scene.page('GET', preview)).text(), 'large picture');
  assert.deepEqual(
    (await scene.ofFirm(id)).receipts.map(({ contactId, downloadedAt }) => [contactId, downloadedAt]),
    [[scene.contact.id, null]],
  );
  assert.deepEqual(await refusalOf(await scene.page('GET', `${preview}?page=2`)), [404, 'preview_unavailable']);
  assert.deepEqual(await refusalOf(await scene.page('GET', `${preview}?page=0`)), [422, 'invalid_request']);
  assert.equal((await scene.page('GET', `/v1/shared-documents/${unshared}/preview`)).status, 404);
  assert.equal(await (await scene.staff('GET', `/v1/firm${preview.slice(3)}`)).text(), 'large picture');
  // Nobody's share, nobody's picture: what is removed is gone with its pages.
  await scene.staff('DELETE', `/v1/firm/shared-documents/${id}`);
  assert.equal((await scene.page('GET', `${preview}?size=small`)).status, 404);
  server.clock.advance(20 * 60_000);
  assert.equal((await createSweep(server.deps)()).blobs, 3);
});

type SharingScene = Awaited<ReturnType<typeof aSharingScene>>;

/** Why the contact does not see a document. */
async function reasonWhy({ staff, contact }: SharingScene, id: string): Promise<string | undefined> {
  const { matters } = await (await staff('GET', `/v1/firm/contacts/${contact.id}/visibility`)).json();
  return matters[0].documents.find((one: { id: string }) => one.id === id).decision.reason;
}

/** Mails that told a contact of documents. */
function told({ mails }: TestServer, email: string): number {
  return mails.list().filter(({ to, subject }) => to === email && subject.includes('has shared documents')).length;
}
