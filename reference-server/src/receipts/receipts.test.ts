import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, suite, test } from 'node:test';
import { type SignedReceipt, verifyReceipt } from '@portico/audit';
import {
  aContact,
  aFirm,
  asBackend,
  createTestServer,
  ORIGIN,
  PUBLIC_URL,
  signIn,
  type TestServer,
} from '@portico/testing';
import { createApp } from '../app.js';
import { refusalOf } from '../http/answers.suite.js';
import { fromTheRight, inOrder, sheetOf } from '../papers/sheet.suite.js';
import { createTypstPdf } from '../ports/pdf.typst.js';
import { aScene as uploadScene } from '../uploads/scene.suite.js';
import { paperOf } from './paper.js';

let server: TestServer;
before(async () => {
  server = await createTestServer({ ports: { pdf: createTypstPdf() } });
});
after(() => server.close());

const PDF = new TextEncoder().encode('%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n');
const SHA256 = createHash('sha256').update(PDF).digest('hex');
/** Whatever a stranger writes into a name is a name, in a template as well. */
const HOSTILE = '#panic("x") $1/0$ *b* `c` <d> @e \\u{41} #sys.inputs.data.pdf';

/** A client who has sent a document, and a way to ask for its receipt. */
async function scene(name = 'passport.pdf', request: Record<string, unknown> = {}) {
  const made = await uploadScene(server, request);
  const sent = await made.tus.send(made.requestId, name, PDF);
  assert.equal(sent.status, 204, await sent.clone().text());
  const id = sent.headers.get('portico-document') ?? '';
  const headers = { cookie: made.cookie, origin: ORIGIN };
  const get = (path: string) => server.app.request(`${PUBLIC_URL}${path}`, { headers });
  return { ...made, id, get };
}

suite('the signed receipt', () => {
  test('says what arrived, the same each time, and portico-audit verifies it by the published key', async () => {
    const { id, get, firm, matter, contact, requestId, checklist, staff } = await scene('护照 passport.pdf');
    const answer = await get(`/v1/documents/${id}/receipt`);
    assert.equal(
      answer.headers.get('content-disposition')?.startsWith(`attachment; filename="receipt-${id}.json"`),
      true,
    );
    const text = await answer.text();
    const { keys } = await (
      await server.app.request(`${PUBLIC_URL}/v1/receipt-keys`, {
        headers: { 'portico-key': firm.publishableKey, origin: ORIGIN },
      })
    ).json();
    const verdict = await verifyReceipt(text, { keys, file: { size: PDF.byteLength, sha256: SHA256 } });
    assert.equal(verdict.outcome, 'genuine', JSON.stringify(verdict));
    const { receipt }: SignedReceipt = JSON.parse(text);
    const [entry] = (await (await staff('GET', `/v1/firm/audit?object=${id}&action=documents.upload`)).json()).data;
    assert.deepEqual(
      { ...receipt, audit: receipt.audit?.seq },
      {
        audit: entry.seq,
        checklist: { id: checklist.id, title: checklist.title },
        document: { id, name: '护照 passport.pdf', sha256: SHA256, size: PDF.byteLength, type: 'application/pdf' },
        firm: { id: firm.id, name: receipt.firm.name },
        matter: { id: matter.id, reference: matter.reference, title: matter.title },
        receivedAt: entry.at,
        request: { id: requestId, title: { en: 'Passport' } },
        sender: { id: contact.id, name: contact.name },
      },
    );
    const line = (await (await staff('GET', '/v1/firm/audit/export')).text())
      .split('\n')
      .find((one) => one.includes(id));
    assert.equal(JSON.parse(line ?? '{}').leaf, receipt.audit?.leaf, 'an export has the same hash');
    server.clock.advance(60_000);
    assert.equal(await (await get(`/v1/documents/${id}/receipt`)).text(), text);
    assert.equal(await (await staff('GET', `/v1/firm/documents/${id}/receipt`)).text(), text);
  });

  test('is signed by another key after a rotation; what the old one signed stays genuine, and so does the log', async () => {
    const { id, get, firm, staff } = await scene();
    const receipt = async (ask: (path: string) => Response | Promise<Response>) =>
      (await ask(`/v1/documents/${id}/receipt`)).text();
    const published = async (): Promise<string[]> => {
      const headers = { 'portico-key': firm.publishableKey, origin: ORIGIN };
      return (await (await server.app.request(`${PUBLIC_URL}/v1/receipt-keys`, { headers })).json()).keys;
    };
    const before = await receipt(get);
    const [first = ''] = await published();
    const rotated = await staff('POST', '/v1/firm/receipt-keys/rotate', undefined, { 'idempotency-key': 'one' });
    assert.equal(rotated.status, 201, await rotated.clone().text());
    const { keys } = await rotated.json();
    assert.deepEqual([keys.length, keys[1]], [2, first]);
    assert.deepEqual(await published(), keys);
    const repeated = await staff('POST', '/v1/firm/receipt-keys/rotate', undefined, { 'idempotency-key': 'one' });
    assert.deepEqual((await repeated.json()).keys, keys);

    const after_ = await receipt(get);
    const signed = ({ outcome, ...verdict }: Awaited<ReturnType<typeof verifyReceipt>>) => [
      outcome,
      'key' in verdict ? verdict.key : verdict.code,
    ];
    assert.deepEqual(signed(await verifyReceipt(before, { keys })), ['genuine', first]);
    assert.deepEqual(signed(await verifyReceipt(after_, { keys })), ['genuine', keys[0]]);
    assert.deepEqual(signed(await verifyReceipt(after_, { keys: [first] })), ['not genuine', 'key_unknown']);
    // Whoever puts the one key's name on the other's signature has neither.
    const swapped = after_.replace(JSON.stringify(keys[0]), JSON.stringify(first));
    assert.deepEqual(signed(await verifyReceipt(swapped, { keys })), ['not genuine', 'signature_invalid']);
    // Another server of the same firm has signed before, and signs by the new one as well.
    const other = createApp(server.deps);
    const headers = { authorization: `Bearer ${firm.secretKey}` };
    const there = await other.request(`${PUBLIC_URL}/v1/firm/documents/${id}/receipt`, { headers });
    assert.equal(await there.text(), after_);

    const { key } = await (await staff('GET', '/v1/firm/audit/checkpoint')).json();
    assert.equal(key, first, 'the log keeps its key');
    const { data } = await (await staff('GET', '/v1/firm/audit?action=receiptKeys.rotate')).json();
    assert.equal(data.length, 1);
    const stranger = await (
      await asBackend(server, await aFirm(server))('POST', '/v1/firm/receipt-keys/rotate')
    ).json();
    assert.equal(
      stranger.keys.some((one: string) => keys.includes(one)),
      false,
    );
  });

  test('stays when the document is returned, and is nobody else’s', async () => {
    const { id, get, firm, staff } = await scene();
    const before = await (await get(`/v1/documents/${id}/receipt`)).text();
    await staff('POST', `/v1/firm/documents/${id}/return`, { reason: 'unreadable', note: 'Too dark.' });
    assert.equal(await (await get(`/v1/documents/${id}/receipt`)).text(), before);
    const { contact } = await aContact(server, firm);
    const cookie = await signIn(server, firm, contact.email);
    const stranger = asBackend(server, await aFirm(server));
    for (const ending of ['receipt', 'receipt.pdf']) {
      const other = await server.app.request(`${PUBLIC_URL}/v1/documents/${id}/${ending}`, { headers: { cookie } });
      assert.deepEqual(await refusalOf(other), [404, 'not_found']);
      assert.deepEqual(await refusalOf(await stranger('GET', `/v1/firm/documents/${id}/${ending}`)), [
        404,
        'not_found',
      ]);
    }
  });

  test('comes alone from a server that makes no PDF', async () => {
    const { id, cookie } = await scene();
    const { pdf, ...without } = server.deps;
    assert.ok(pdf);
    const app = createApp(without);
    const get = (ending: string) => app.request(`${PUBLIC_URL}/v1/documents/${id}/${ending}`, { headers: { cookie } });
    assert.equal((await get('receipt')).status, 200);
    assert.deepEqual(await refusalOf(await get('receipt.pdf')), [404, 'pdf_unavailable']);
  });
});

suite('the receipt on paper', () => {
  test('says it in order, in the reader’s language, tagged, with the signed file attached', async () => {
    const { id, get, contact } = await scene('护照 passport.pdf', { title: { en: 'Passport', es: 'Pasaporte' } });
    const { pdf, text } = await sheetOf(await get(`/v1/documents/${id}/receipt.pdf?language=es`));
    inOrder(text, [
      'Recibo de un documento',
      'Archivo',
      '护照 passport.pdf',
      `${PDF.byteLength} bytes`,
      'UTC',
      contact.name,
      'Pasaporte',
      SHA256,
      id,
    ]);
    assert.equal(pdf.numPages, 1);
    const marks: unknown = await pdf.getMarkInfo();
    assert.equal(marks instanceof Map && marks.get('Marked'), true);
    const { info } = await pdf.getMetadata();
    assert.deepEqual([Reflect.get(info, 'Title'), Reflect.get(info, 'Language')], ['Recibo de un documento', 'es']);
    const roles = JSON.stringify(await (await pdf.getPage(1)).getStructTree());
    for (const role of ['"H1"', '"H2"', '"P"', '"L"', '"LI"']) assert.ok(roles.includes(role), `${role} in ${roles}`);
    const [[name = '', { filename }] = ['', { filename: '' }]] = (await pdf.getAttachments()) ?? [];
    const content: unknown = await pdf.getAttachmentContent(name);
    assert.equal(filename, `receipt-${id}.json`);
    assert.ok(content instanceof Uint8Array);
    assert.equal(Buffer.from(content).toString(), await (await get(`/v1/documents/${id}/receipt`)).text());
  });

  test('reads from right to left in Arabic, and takes no name for source', async () => {
    const { id, get, staff } = await scene(HOSTILE.replaceAll(/["`<>\\/]/g, '_') + '.pdf', {
      title: { en: HOSTILE, ar: 'صورة جواز السفر' },
    });
    const sheet = await sheetOf(await get(`/v1/documents/${id}/receipt.pdf?language=ar`));
    const { info } = await sheet.pdf.getMetadata();
    assert.deepEqual([Reflect.get(info, 'Title'), Reflect.get(info, 'Language')], ['إيصال باستلام مستند', 'ar']);
    inOrder(await fromTheRight(sheet), [
      ...[
        'إيصال باستلام مستند',
        'استلم',
        'هذا الملف كاملا ودون تغيير',
        'الملف',
        'الحجم',
        'طلب باسم',
        'صورة جواز السفر',
      ],
      ...['كيف يمكن لأي شخص التحقق منه', 'أرفق بهذا الملف', SHA256, 'رقم المستند', id, 'موقع بالمفتاح'],
    ]);
    const firms = await sheetOf(await staff('GET', `/v1/firm/documents/${id}/receipt.pdf?language=xx`));
    inOrder(firms.text.replaceAll('\n', ' '), ['Receipt for a document', '#panic', HOSTILE, SHA256]);
    assert.equal((await get(`/v1/documents/${id}/receipt.pdf?language=%22`)).status, 422);
  });

  test('a document that cannot be set fails alone', async () => {
    const pdf = server.deps.pdf;
    await assert.rejects(pdf!.make({ template: 'receipts/receipt.typ', data: {} }), { name: 'PdfError' });
    const { id, get } = await scene();
    assert.equal((await get(`/v1/documents/${id}/receipt.pdf`)).status, 200, 'the next one is made');
  });

  test('a compiler that has set its share is followed by another, and whoever waits meanwhile gets the same', async () => {
    const { id, get } = await scene();
    const { receipt, key }: SignedReceipt = await (await get(`/v1/documents/${id}/receipt`)).json();
    const order = paperOf({ receipt, key, signed: '{}', settings: { support: { name: 'Ada' } }, languages: ['en'] });
    const short = createTypstPdf({ most: 2 });
    const [first, ...others] = await Promise.all(Array.from({ length: 5 }, () => short.make(order)));
    for (const other of others) assert.deepEqual(other, first);
  });
});
