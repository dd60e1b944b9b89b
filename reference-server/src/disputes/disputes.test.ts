import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Dispute, FirmDispute, FirmDisputeWithOffer, settingsOf } from '@portico/contract';
import { aMember, asPage, created, createTestServer, ok, signIn, signInStaff, type TestServer } from '@portico/testing';
import { aBody, anIssued, aScene, refused, type Scene } from '../firm-invoices/scene.suite.js';
import { read } from '../http/answers.suite.js';

let server: TestServer;
before(async () => {
  server = await createTestServer();
});
after(() => server.close());

const lines = [
  { description: 'Consultation', unitPrice: 10_000 },
  { description: 'Filing', unitPrice: 5_000, taxes: [{ name: 'VAT', rate: '20' }] },
];
const asked = { reason: 'unclear', text: 'What is this for?' };
const open = async ({ page }: Pick<Scene, 'page'>, invoiceId: string, more: object = {}) =>
  read(Dispute, await page('POST', `/v1/invoices/${invoiceId}/disputes`, { ...asked, ...more }));
const events = async ({ call }: Scene) => {
  const { data } = await created(call('GET', '/v1/firm/events?limit=100'));
  return data as { type: string; data: Record<string, unknown> }[];
};
/** @returns what was told to an address, once all that is collected has been sent */
const mailsTo = async (email: string) => {
  const clock = server.clock.now();
  server.clock.advance(6 * 60_000);
  await server.deliver();
  server.clock.set(clock);
  return server.mails.list().filter(({ to }) => to === email);
};

test('a client asks about a line, the firm answers and ends it; both are told by mail, in their language', async () => {
  const scene = await aScene(server);
  const { call, page, contact, matter, firm } = scene;
  await ok(call('PATCH', `/v1/firm/contacts/${contact.id}`, { language: 'es' }));
  const attorney = await aMember(server, firm, 'attorney');
  await ok(call('PUT', `/v1/firm/matters/${matter.id}/staff/${attorney.id}`));
  const invoice = await anIssued(scene, aBody(1, { lines }));
  const [, filing] = invoice.lines;
  const dispute = await open(scene, invoice.id, { lineId: filing!.id });
  assert.deepEqual(
    [dispute.state, dispute.lineId, dispute.notes.map(({ by, text }) => [by, text])],
    ['open', filing!.id, [['client', asked.text]]],
  );
  const told = (await events(scene)).find(({ type }) => type === 'invoice.disputed');
  assert.deepEqual(told?.data, {
    ...{ disputeId: dispute.id, invoiceId: invoice.id, lineId: filing!.id, matterId: matter.id },
    ...{ clientId: scene.client.id, contactId: contact.id, reason: 'unclear' },
    accessUrl: `https://portal.firm.example/v1/firm/disputes/${dispute.id}`,
  });
  const mail = (await mailsTo(attorney.email)).find(({ subject }) => subject.includes('written about an invoice'));
  assert.ok(mail && !mail.text.includes(asked.text));

  const answered = await ok(call('POST', `/v1/firm/disputes/${dispute.id}/notes`, { text: 'For the filing of May.' }));
  assert.equal((await read(FirmDispute, answered)).state, 'open');
  await ok(page('POST', `/v1/disputes/${dispute.id}/notes`, { text: 'And the tax?' }));
  const end = { outcome: 'answered', text: 'It is the VAT.' };
  const closed = await read(FirmDispute, await call('POST', `/v1/firm/disputes/${dispute.id}/close`, end));
  assert.deepEqual([closed.state, closed.creditNoteId], ['answered', null]);
  const seen = await read(Dispute, await page('GET', `/v1/disputes/${dispute.id}`));
  assert.deepEqual(
    seen.notes.map(({ by, text }) => [by, text]),
    [
      ['client', asked.text],
      ['firm', 'For the filing of May.'],
      ['client', 'And the tax?'],
      ['firm', 'It is the VAT.'],
    ],
  );
  const mails = (await mailsTo(contact.email)).filter(({ subject }) => subject.includes('factura'));
  assert.deepEqual(
    mails.map(({ language, text }) => [language, text.includes('VAT')]),
    [['es', false]],
  );
  assert.deepEqual(
    (await events(scene))
      .filter(({ type }) => type.startsWith('dispute.'))
      .map(({ type, data }) => [type, data['by'] ?? data['outcome']]),
    [
      ['dispute.noted', 'firm'],
      ['dispute.noted', 'client'],
      ['dispute.closed', 'answered'],
    ],
  );
  for (const act of [
    page('POST', `/v1/disputes/${dispute.id}/notes`, { text: 'More' }),
    page('POST', `/v1/disputes/${dispute.id}/withdraw`),
    call('POST', `/v1/firm/disputes/${dispute.id}/notes`, { text: 'More' }),
    call('POST', `/v1/firm/disputes/${dispute.id}/close`, end),
  ])
    await refused(act, 409, 'conflict', 'answered');
});

test('one that is accepted offers what is left of the line, and credits it in the same act', async () => {
  const scene = await aScene(server);
  const { call } = scene;
  const invoice = await anIssued(scene, aBody(1, { lines }));
  const [first, filing] = invoice.lines;
  const ofLine = await open(scene, invoice.id, { lineId: filing!.id, reason: 'wrong_amount' });
  const ofAll = await open(scene, invoice.id, { reason: 'not_agreed' });
  const path = (of: Dispute) => `/v1/firm/disputes/${of.id}`;
  const offer = async (of: Dispute) => (await read(FirmDisputeWithOffer, await call('GET', path(of)))).creditable;
  assert.deepEqual(await offer(ofLine), [{ lineId: filing!.id, amount: 6_000 }]);
  const accept = { outcome: 'accepted', text: 'You are right.', credit: { reason: 'As agreed.' } };
  const closed = await read(FirmDispute, await call('POST', `${path(ofLine)}/close`, accept));
  const notes = await created(call('GET', `/v1/firm/invoices/${invoice.id}/credit-notes`));
  assert.deepEqual(
    notes.data.map(({ id, total }: { id: string; total: number }) => [id, total]),
    [[closed.creditNoteId, 6_000]],
  );
  assert.deepEqual(await offer(ofLine), []);
  assert.deepEqual(await offer(ofAll), [{ lineId: first!.id, amount: 10_000 }]);
  // Too much is refused, and nothing of the act is left.
  const tooMuch = { ...accept, credit: { reason: 'x', lines: [{ lineId: first!.id, amount: 10_001 }] } };
  await refused(call('POST', `${path(ofAll)}/close`, tooMuch), 409, 'over_creditable');
  assert.equal((await read(Dispute, await scene.page('GET', `/v1/disputes/${ofAll.id}`))).notes.length, 1);
  await refused(call('POST', `${path(ofAll)}/close`, { ...accept, outcome: 'rejected' }), 422, 'invalid_request');
  const part = { ...accept, credit: { reason: 'Half', lines: [{ lineId: first!.id, amount: 5_000 }] } };
  await ok(call('POST', `${path(ofAll)}/close`, part));
  const { balance } = await created(call('GET', `/v1/firm/invoices/${invoice.id}`));
  assert.equal(balance, 5_000);
});

test('a contact has one open dispute about the same, takes it back, and may ask again', async () => {
  const scene = await aScene(server);
  const { page } = scene;
  const invoice = await anIssued(scene, aBody(1, { lines }));
  const ask = (more: object = {}) => page('POST', `/v1/invoices/${invoice.id}/disputes`, { ...asked, ...more });
  const at = await Promise.all([ask(), ask()]);
  assert.deepEqual(at.map(({ status }) => status).toSorted(), [201, 409]);
  await refused(ask(), 409, 'dispute_open');
  await ok(ask({ lineId: invoice.lines[0]!.id }));
  const { data } = await created(page('GET', `/v1/disputes?invoiceId=${invoice.id}&state=open`));
  assert.deepEqual(
    data.map(({ lineId }: Dispute) => lineId),
    [invoice.lines[0]!.id, null],
  );
  const withdrawn = await read(Dispute, await page('POST', `/v1/disputes/${data[1].id}/withdraw`));
  assert.equal(withdrawn.state, 'withdrawn');
  await ok(ask());
});

test('what a contact wrote is read by nobody else of the client, and by nobody once the matter is out of sight', async () => {
  const scene = await aScene(server);
  const { call, client, matter, firm, page } = scene;
  const invoice = await anIssued(scene, aBody(1, { lines }));
  const dispute = await open(scene, invoice.id);
  const email = `other-${client.id}@client.example`;
  const other = await created(call('POST', '/v1/firm/contacts', { clientId: client.id, name: 'Other', email }));
  await ok(call('PUT', `/v1/firm/contacts/${other.id}/portal-access`, { enabled: true }));
  await ok(call('PUT', `/v1/firm/matters/${matter.id}/shares/${other.id}`));
  const theirs = asPage(server, firm, await signIn(server, firm, email));
  await ok(theirs('GET', `/v1/invoices/${invoice.id}`));
  await refused(theirs('GET', `/v1/disputes/${dispute.id}`), 404, 'not_found');
  assert.deepEqual((await created(theirs('GET', '/v1/disputes'))).data, []);
  await ok(call('DELETE', `/v1/firm/matters/${matter.id}/shares/${scene.contact.id}`));
  await refused(page('GET', `/v1/disputes/${dispute.id}`), 404, 'not_found');
  await refused(page('POST', `/v1/disputes/${dispute.id}/withdraw`), 404, 'not_found');
  // Nobody is told of an answer that they cannot see.
  const before = (await mailsTo(scene.contact.email)).length;
  await ok(call('POST', `/v1/firm/disputes/${dispute.id}/notes`, { text: 'An answer' }));
  assert.equal((await mailsTo(scene.contact.email)).length, before);
});

test('drafts, void invoices and lines of other invoices are not disputed; neither is anything where the firm has it off', async () => {
  const scene = await aScene(server);
  const { call, page } = scene;
  const [invoice, other] = [await anIssued(scene, aBody(1, { lines })), await anIssued(scene, aBody(100))];
  const ask = (id: string, more: object = {}) => page('POST', `/v1/invoices/${id}/disputes`, { ...asked, ...more });
  await refused(ask(invoice.id, { lineId: other.lines[0]!.id }), 404, 'not_found');
  for (const bad of [{ reason: 'because' }, { text: '' }, { text: 'x'.repeat(2001) }, { amount: 1 }])
    await refused(ask(invoice.id, bad), 422, 'invalid_request');
  await ok(call('POST', `/v1/firm/invoices/${other.id}/void`, { reason: 'Twice' }));
  await refused(ask(other.id), 409, 'conflict', 'void');
  const payments = {
    ...settingsOf('legistai', { languages: ['en'], support: { name: 'Ada' } }).payments,
    disputes: false,
  };
  const off = await aScene(server, { payments });
  const { id } = await anIssued(off, aBody(100));
  await refused(off.page('POST', `/v1/invoices/${id}/disputes`, asked), 403, 'not_permitted', 'disabled_by_firm');
  assert.deepEqual((await created(off.page('GET', '/v1/disputes'))).data, []);
});

test('an attorney answers on the matters that they work on; who may only read does not answer', async () => {
  const scene = await aScene(server);
  const { call, firm, matter } = scene;
  const dispute = await open(scene, (await anIssued(scene, aBody(100))).id);
  const attorney = await aMember(server, firm, 'attorney');
  const page = asPage(server, firm, await signInStaff(server, firm, attorney.email));
  const path = `/v1/firm/disputes/${dispute.id}`;
  await refused(page('GET', path), 404, 'not_found');
  assert.deepEqual((await created(page('GET', '/v1/firm/disputes'))).data, []);
  await ok(call('PUT', `/v1/firm/matters/${matter.id}/staff/${attorney.id}`));
  await ok(page('POST', `${path}/notes`, { text: 'I will look.' }));
  const { data } = await created(page('GET', `/v1/firm/disputes?state=open&matterId=${matter.id}`));
  assert.deepEqual(
    data.map(({ id }: FirmDispute) => id),
    [dispute.id],
  );
});

test('a thread ends at a hundred notes', async () => {
  const scene = await aScene(server);
  const { id } = await open(scene, (await anIssued(scene, aBody(100))).id);
  const write = () => scene.page('POST', `/v1/disputes/${id}/notes`, { text: 'More' });
  for (let count = 1; count < 100; count += 1) await ok(write());
  await refused(write(), 409, 'conflict', 'full');
});

test('erasing a contact blanks what they wrote, and takes back what waits to be told to them', async () => {
  const scene = await aScene(server);
  const { call, contact } = scene;
  const dispute = await open(scene, (await anIssued(scene, aBody(100))).id);
  await ok(call('POST', `/v1/firm/disputes/${dispute.id}/notes`, { text: 'An answer' }));
  const email = contact.email;
  await ok(call('PUT', `/v1/firm/contacts/${contact.id}/portal-access`, { enabled: false }));
  assert.equal(
    (await mailsTo(email)).some(({ subject }) => subject.includes('answered')),
    false,
  );
  await ok(call('DELETE', `/v1/firm/contacts/${contact.id}/personal-data`));
  const { notes } = await read(FirmDispute, await call('GET', `/v1/firm/disputes/${dispute.id}`));
  assert.deepEqual(
    notes.map(({ by, text }) => [by, text]),
    [
      ['client', 'Erased'],
      ['firm', 'An answer'],
    ],
  );
});
