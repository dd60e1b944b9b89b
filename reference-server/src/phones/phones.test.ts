import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Contact, Profile, Session, SignInAttempt, signInBy } from '@portico/contract';
import {
  aContact,
  aFirm,
  asBackend,
  cookieOf,
  createTestServer,
  created,
  ok,
  ORIGIN,
  signIn,
  SoftPasskey,
  type TestServer,
} from '@portico/testing';
import * as z from 'zod/mini';
import { asContact } from '../credentials/account.suite.js';
import { everyFirm } from '../database/confine.js';
import { addPasskey } from '../passkeys/passkeys.suite.js';
import { answered, type Firm, type From, mailTo, post } from '../sign-in/scene.suite.js';

let server: TestServer;
before(async () => {
  server = await createTestServer();
});
after(() => server.close());

let numbers = 0;
const aNumber = () => `+1555020${String((numbers += 1)).padStart(4, '0')}`;
const other = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');
const aTextFirm = () => aFirm(server, { signIn: signInBy('emailCode', 'smsCode') });

/** A contact whose number the firm knew before it let them in. */
async function withPhone(firm: Firm, phone = aNumber()) {
  const { contact } = await aContact(server, firm);
  const call = asBackend(server, firm);
  const path = `/v1/firm/contacts/${contact.id}`;
  await ok(call('PUT', `${path}/portal-access`, { enabled: false }));
  await ok(call('PATCH', path, { phone }));
  await ok(call('PUT', `${path}/portal-access`, { enabled: true }));
  await server.deliver();
  server.mails.clear();
  return { contact, phone };
}

async function started(firm: Firm, phone: string, from?: From) {
  const { status, json, text } = await post(server, firm, '/v1/sign-in/sms', { phone }, from);
  assert.equal(status, 202, text);
  const mail = await mailTo(server, phone);
  return { attempt: z.parse(SignInAttempt, json).attempt, code: mail.code ?? '', mail };
}

const give = (firm: Firm, body: unknown) => post(server, firm, '/v1/sign-in/code', body);

/** Signed in by e-mail code, just now. */
async function aSignedIn(firm: Firm) {
  const { contact } = await aContact(server, firm);
  return { contact, call: asContact(server, firm, await signIn(server, firm, contact.email)) };
}

async function codeTo(call: ReturnType<typeof asContact>, phone: string) {
  const answer = await call('POST', '/v1/profile/phone/code', { phone });
  assert.equal(answer.status, 202, answer.text);
  const { code } = await mailTo(server, phone);
  return { phone, attempt: z.parse(SignInAttempt, answer.json).attempt, code: code ?? '' };
}

test('a contact signs in by the code of a text message, which is bound to the page', async () => {
  const firm = await aTextFirm();
  const { contact, phone } = await withPhone(firm);
  const { attempt, code, mail } = await started(firm, phone);
  assert.match(
    mail.text,
    new RegExp(`^${code} is your code for Example Law \\d+\\. .*\\n\\n@www\\.firm\\.example #${code}$`),
  );
  assert.equal((await give(firm, { attempt, code: other(code) })).code, 'code_invalid');
  const signedIn = await give(firm, { attempt, code });
  assert.equal(z.parse(Session, signedIn.json).contact.id, contact.id);
  assert.equal((await give(firm, { attempt, code })).code, 'code_spent');
  const methods = await server.deps.work.read(everyFirm, (db) =>
    db.selectFrom('sessions').select('methods').where('firm_id', '=', firm.id).execute(),
  );
  assert.deepEqual(methods, [{ methods: ['sms_code'] }]);
});

for (const [language, begins] of [
  ['es', /^\d{6} es su código para /],
  ['ar', /^\d{6} هو رمزك لدى /],
  ['fr', /^\d{6} is your code for /],
] as const) {
  test(`the message speaks ${language} where it can`, async () => {
    const firm = await aTextFirm();
    const { contact, phone } = await withPhone(firm);
    await ok(asBackend(server, firm)('PATCH', `/v1/firm/contacts/${contact.id}`, { language }));
    const { mail } = await started(firm, phone);
    assert.match(mail.text, begins);
    assert.ok(mail.text.length <= 160, `${mail.text.length} characters`);
  });
}

test('five wrong codes and the right one is too late; ten minutes as well', async () => {
  const firm = await aTextFirm();
  const { phone } = await withPhone(firm);
  const first = await started(firm, phone);
  for (let time = 0; time < 5; time += 1) {
    assert.equal((await give(firm, { attempt: first.attempt, code: other(first.code) })).code, 'code_invalid');
  }
  assert.equal((await give(firm, { attempt: first.attempt, code: first.code })).code, 'code_spent');
  const { attempt, code } = await started(firm, phone);
  server.clock.advance(10 * 60_000);
  assert.equal((await give(firm, { attempt, code })).code, 'code_spent');
});

test('a number that nobody has gets no message and the same answer', async () => {
  const firm = await aTextFirm();
  const { phone } = await withPhone(firm);
  const barred = await withPhone(firm);
  const path = `/v1/firm/contacts/${barred.contact.id}/portal-access`;
  await ok(asBackend(server, firm)('PUT', path, { enabled: false }));
  const shapes = new Set<string>();
  for (const number of [phone, barred.phone, aNumber()]) {
    const { status, text, response } = await post(server, firm, '/v1/sign-in/sms', { phone: number });
    const headers = [...response.headers].filter(([name]) => name !== 'x-request-id');
    shapes.add(JSON.stringify([status, text.length, headers]));
  }
  await server.deliver();
  assert.equal(shapes.size, 1);
  assert.deepEqual(
    server.mails.list().map(({ to }) => to),
    [phone],
  );
});

test('where the firm has text messages off none is sent, and a code that was is not taken any more', async () => {
  const off = await aFirm(server, { signIn: signInBy('emailCode') });
  const refused = await post(server, off, '/v1/sign-in/sms', { phone: aNumber() });
  assert.deepEqual([refused.status, refused.code], [403, 'sign_in_method_off']);
  const firm = await aTextFirm();
  const { phone } = await withPhone(firm);
  const { attempt, code } = await started(firm, phone);
  const backend = asBackend(server, firm);
  const settings = z.parse(z.record(z.string(), z.unknown()), await (await backend('GET', '/v1/firm/settings')).json());
  const changed = { ...settings, signIn: signInBy('emailCode') };
  await ok(backend('PUT', '/v1/firm/settings', changed, { 'if-match': '"1"' }));
  assert.equal((await give(firm, { attempt, code })).code, 'code_spent');
});

test('a code by e-mail is not taken where only text messages sign in', async () => {
  const firm = await aFirm(server, { signIn: signInBy('smsCode', 'emailLink') });
  const { contact } = await aContact(server, firm);
  const { json } = await post(server, firm, '/v1/sign-in', { email: contact.email });
  const { attempt } = z.parse(SignInAttempt, json);
  assert.equal((await give(firm, { attempt, code: '123456' })).code, 'code_spent');
});

for (const phone of [
  '5550100',
  '+0155501000',
  '+1 555 0100',
  '+1555010000000000',
  '+1555\u0660100',
  '',
  'tel:+15550100',
]) {
  test(`${JSON.stringify(phone)} is no number`, async () => {
    const firm = await aTextFirm();
    assert.equal((await post(server, firm, '/v1/sign-in/sms', { phone })).status, 422);
  });
}

test('a number gets three messages in a quarter of an hour and ten in a day, known or not, from wherever', async () => {
  const firm = await aTextFirm();
  const { phone } = await withPhone(firm);
  for (const number of [phone, aNumber()]) {
    let sent = 0;
    const start = async () => {
      const answer = await post(
        server,
        firm,
        '/v1/sign-in/sms',
        { phone: number },
        { address: `203.0.113.${(sent += 1)}` },
      );
      return answer.status === 429 ? answer.response.headers.get('retry-after') : answer.status;
    };
    for (const wanted of [202, 202, 202, '900']) assert.equal(await start(), wanted);
    for (const three of [1, 2]) {
      server.clock.advance(15 * 60_000);
      for (const wanted of [202, 202, 202]) assert.equal(await start(), wanted, `round ${three}`);
    }
    server.clock.advance(15 * 60_000);
    assert.equal(await start(), 202);
    assert.equal(await start(), '86400');
    server.clock.advance(24 * 3_600_000);
    assert.equal(await start(), 202);
  }
});

test('a firm sends a hundred in an hour; numbers that nobody has use none of it up', async () => {
  const firm = await aTextFirm();
  const { contact, phone } = await withPhone(firm);
  const insert = (count: number, contactId: string | null) =>
    server.deps.work.upkeep(everyFirm, async (tx, now) => {
      for (let at = 0; at < count; at += 1) {
        await tx
          .insertInto('sign_in_attempts')
          .values({
            firm_id: firm.id,
            id: `att_${crypto.randomUUID()}`,
            kind: 'contact',
            way: 'sms',
            token_hash: crypto.randomUUID(),
            code_hash: null,
            link_hash: null,
            contact_id: contactId,
            staff_id: null,
            address_hash: crypto.randomUUID(),
            peer_hash: crypto.randomUUID(),
            created_at: now,
            expires_at: now,
            used_at: null,
            voided_at: null,
          })
          .execute();
      }
    });
  await insert(200, null);
  await insert(99, contact.id);
  assert.equal((await post(server, firm, '/v1/sign-in/sms', { phone })).status, 202);
  const refused = await post(server, firm, '/v1/sign-in/sms', { phone: aNumber() });
  assert.deepEqual([refused.status, refused.response.headers.get('retry-after')], [429, '3600']);
});

test('a contact sets their number by the code that went to it, and is told by e-mail', async () => {
  const firm = await aTextFirm();
  const { contact, call } = await aSignedIn(firm);
  const change = await codeTo(call, aNumber());
  const wrong = await call('PUT', '/v1/profile/phone', { ...change, code: other(change.code) });
  assert.deepEqual([wrong.status, wrong.code], [422, 'proof_wrong']);
  const { status, json } = await call('PUT', '/v1/profile/phone', change);
  assert.deepEqual([status, z.parse(Profile, json).phone], [200, change.phone]);
  assert.match((await mailTo(server, contact.email)).subject, /^Your phone number .* was changed/);
  assert.equal((await call('PUT', '/v1/profile/phone', change)).code, 'code_spent');
  const { attempt, code } = await started(firm, change.phone);
  assert.equal((await give(firm, { attempt, code })).status, 200);
  assert.equal((await call('DELETE', '/v1/profile/phone')).status, 204);
  assert.equal((await call('DELETE', '/v1/profile/phone')).status, 204);
  assert.equal(z.parse(Profile, (await call('GET', '/v1/profile')).json).phone, null);
  assert.match((await mailTo(server, contact.email)).subject, /^Your phone number .* was removed/);
});

test('the code is of one contact and one number, and of nothing else', async () => {
  const firm = await aTextFirm();
  const [ana, ben] = [await aSignedIn(firm), await aSignedIn(firm)];
  const change = await codeTo(ana.call, aNumber());
  const put = (call: typeof ana.call, body: unknown) => call('PUT', '/v1/profile/phone', body);
  assert.equal((await put(ben.call, change)).code, 'proof_wrong', "another contact's");
  assert.equal((await put(ana.call, { ...change, phone: aNumber() })).code, 'proof_wrong', 'another number');
  assert.equal((await give(firm, change)).status, 422);
  assert.equal((await give(firm, { attempt: change.attempt, code: change.code })).code, 'code_spent', 'no sign-in');
  const known = await withPhone(firm);
  const { attempt, code } = await started(firm, known.phone);
  assert.equal(
    (await put(ana.call, { phone: known.phone, attempt, code })).code,
    'code_spent',
    'a sign-in is no change',
  );
  assert.equal((await put(ana.call, change)).status, 200);
});

test('the number is not removed where it is the only way in, and is where a passkey is left', async () => {
  const firm = await aFirm(server, { signIn: signInBy('smsCode') });
  const { phone } = await withPhone(firm);
  const { attempt, code } = await started(firm, phone);
  const call = asContact(server, firm, cookieOf((await give(firm, { attempt, code })).response));
  const last = await call('DELETE', '/v1/profile/phone');
  assert.deepEqual([last.status, last.code], [409, 'last_way_in']);
  assert.equal(z.parse(Profile, (await call('GET', '/v1/profile')).json).phone, phone);
  const backend = asBackend(server, firm);
  const settings = await created(backend('GET', '/v1/firm/settings'));
  const both = { ...settings, signIn: signInBy('smsCode', 'passkey') };
  await ok(backend('PUT', '/v1/firm/settings', both, { 'if-match': '"1"' }));
  assert.equal(
    (await call('DELETE', '/v1/profile/phone')).code,
    'last_way_in',
    'a passkey that one does not have is none',
  );
  await addPasskey(call, new SoftPasskey());
  assert.equal((await call('DELETE', '/v1/profile/phone')).status, 204);
});

test('a number that another contact has is not taken from them', async () => {
  const firm = await aTextFirm();
  const { phone } = await withPhone(firm);
  const { call } = await aSignedIn(firm);
  const refused = await call('PUT', '/v1/profile/phone', await codeTo(call, phone));
  assert.deepEqual([refused.status, refused.code, refused.reason], [409, 'conflict', 'phone_taken']);
  assert.equal(z.parse(Profile, (await call('GET', '/v1/profile')).json).phone, null);
  const elsewhere = await withPhone(await aTextFirm(), phone);
  assert.equal(elsewhere.phone, phone, 'another firm has its own contacts');
});

test('of contacts who are given one number at once, one has it and the others are told', async () => {
  const firm = await aTextFirm();
  const call = asBackend(server, firm);
  const { id: clientId } = await created(call('POST', '/v1/firm/clients', { name: 'A family' }));
  const people = await Promise.all(
    [1, 2, 3, 4].map((one) => created(call('POST', '/v1/firm/contacts', { clientId, name: `Member ${one}` }))),
  );
  const phone = '+15550107777';
  const answers = await Promise.all(people.map(({ id }) => call('PATCH', `/v1/firm/contacts/${id}`, { phone })));
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 409, 409, 409]);
});

test('whoever has not proved of late who they are changes no number', async () => {
  const { call } = await aSignedIn(await aTextFirm());
  server.clock.advance(6 * 60_000);
  const phone = aNumber();
  const change = { phone, attempt: 'a', code: '123456' };
  assert.equal((await call('POST', '/v1/profile/phone/code', { phone })).code, 'step_up_required');
  assert.equal((await call('PUT', '/v1/profile/phone', change)).code, 'step_up_required');
  assert.equal((await call('DELETE', '/v1/profile/phone')).code, 'step_up_required');
});

test('the firm sets a number before it lets somebody in, and not after', async () => {
  const firm = await aTextFirm();
  const backend = asBackend(server, firm);
  const { client } = await aContact(server, firm);
  const phone = aNumber();
  const body = { clientId: client.id, name: 'Somebody', email: `${phone.slice(1)}@client.example`, phone };
  const made = await answered(await backend('POST', '/v1/firm/contacts', body));
  const contact = z.parse(Contact, made.json);
  assert.equal(contact.phone, phone);
  const twin = { ...body, email: `twin-${body.email}` };
  const taken = await answered(await backend('POST', '/v1/firm/contacts', twin));
  assert.deepEqual([taken.status, taken.reason], [409, 'phone_taken']);
  const same = await answered(await backend('POST', '/v1/firm/contacts', { ...body, phone: aNumber() }));
  assert.deepEqual([same.status, same.reason], [409, 'email_taken']);
  const path = `/v1/firm/contacts/${contact.id}`;
  const { phone: known } = await withPhone(firm);
  const clash = await answered(await backend('PATCH', path, { phone: known }));
  assert.deepEqual([clash.status, clash.reason], [409, 'phone_taken']);
  await ok(backend('PUT', `${path}/portal-access`, { enabled: true }));
  for (const change of [aNumber(), null]) {
    const late = await answered(await backend('PATCH', path, { phone: change }));
    assert.deepEqual([late.status, late.reason], [409, 'access_on']);
  }
});

test('neither number nor code reaches a log line or lies open in the database', async () => {
  const firm = await aTextFirm();
  const { phone } = await withPhone(firm);
  const { attempt, code } = await started(firm, phone, { origin: ORIGIN });
  await give(firm, { attempt, code });
  const lines = server.log.join('\n');
  const rows = JSON.stringify(
    await server.deps.work.read(everyFirm, (db) => db.selectFrom('sign_in_attempts').selectAll().execute()),
  );
  assert.ok(lines.includes('signIn.startSms'));
  for (const secret of [phone, attempt, `#${code}`]) {
    assert.equal(lines.includes(secret), false);
    assert.equal(rows.includes(secret), false);
  }
});
