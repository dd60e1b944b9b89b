import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { after, before, test } from 'node:test';
import { createMailCatcher } from './mail.catcher.js';
import { createSmsCatcher } from './sms.catcher.js';
import { noSms } from './sms.none.js';
import { createTwilioSms } from './sms.twilio.js';
import { UndeliverableError } from './undeliverable.js';

const sms = {
  id: 'eml_1',
  to: '+15550100001',
  text: '123456 es su código.\n\n@www.firm.example #123456',
  language: 'es',
};
const [SID, TOKEN] = ['AC0123456789abcdef', 'a secret/token'];

interface Asked {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly form: Record<string, string>;
}

/** A service that behaves as Twilio documents it: basic auth, a form in, JSON with `code` and `message` out. */
const asked: Asked[] = [];
let answer: (response: ServerResponse) => void = taken;
const service = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    const form = Object.fromEntries(new URLSearchParams(Buffer.concat(parts).toString()));
    asked.push({ method: request.method, path: request.url, headers: request.headers, form });
    const right = `Basic ${Buffer.from(`${SID}:${TOKEN}`).toString('base64')}`;
    if (request.headers.authorization !== right) return failed(response, 401, 20003, 'Authenticate');
    answer(response);
  });
});
let base = '';
before(async () => {
  service.listen(0, '127.0.0.1');
  await once(service, 'listening');
  const address = service.address();
  assert.ok(address !== null && typeof address === 'object');
  base = `127.0.0.1:${address.port}`;
});
after(() => {
  service.closeAllConnections();
  service.close();
});

function taken(response: ServerResponse): void {
  response.writeHead(201, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ sid: 'SM1', status: 'queued', error_code: null, to: '+15550100001' }));
}

function failed(response: ServerResponse, status: number, code: number, message: string): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ code, message, more_info: `https://service.example/errors/${code}`, status }));
}

const sender = (from = '+15550100000') =>
  createTwilioSms({ url: `http://${SID}:${encodeURIComponent(TOKEN)}@${base}`, from });

async function failure(fail: (response: ServerResponse) => void): Promise<unknown> {
  answer = fail;
  try {
    await sender().send(sms);
    return undefined;
  } catch (error) {
    return error;
  } finally {
    answer = taken;
  }
}

test('a message is one POST of a form to the account, with its name and token', async () => {
  await sender().send(sms);
  const { method, path, headers, form } = asked.at(-1) ?? assert.fail();
  assert.deepEqual([method, path], ['POST', `/2010-04-01/Accounts/${SID}/Messages.json`]);
  assert.match(headers['content-type'] ?? '', /^application\/x-www-form-urlencoded/);
  assert.deepEqual(form, { To: sms.to, From: '+15550100000', Body: sms.text });
});

test('a messaging service stands in the place of a number', async () => {
  await sender('MG0123456789').send(sms);
  assert.deepEqual(asked.at(-1)?.form, { To: sms.to, MessagingServiceSid: 'MG0123456789', Body: sms.text });
});

test('what is wrong with the message is given up, by the number of its reason alone', async () => {
  for (const [status, code] of [
    [400, 21211],
    [400, 21610],
    [403, 21408],
  ] as const) {
    const error = await failure((response) => failed(response, status, code, `${sms.to} is not a number`));
    assert.ok(error instanceof UndeliverableError, `${status}`);
    assert.equal(error.code, `twilio_${status}_${code}`);
    assert.equal(error.message.includes(sms.to), false);
  }
});

test('what is wrong with the service is tried again', async () => {
  for (const [status, code] of [
    [429, 20429],
    [500, 20500],
    [503, 20503],
  ] as const) {
    const error = await failure((response) => failed(response, status, code, sms.to));
    assert.ok(error instanceof Error && !(error instanceof UndeliverableError), `${status}`);
    assert.equal(Reflect.get(error, 'code'), `twilio_${status}_${code}`);
  }
  const page = await failure((response) => response.writeHead(502).end('<html>Bad gateway</html>'));
  assert.ok(page instanceof Error && Reflect.get(page, 'code') === 'twilio_502_0');
  const cut = await failure((response) => response.destroy());
  assert.ok(cut instanceof Error && !(cut instanceof UndeliverableError));
});

test('a wrong token is tried again, since somebody may be rotating it', async () => {
  const wrong = createTwilioSms({ url: `http://${SID}:wrong@${base}`, from: '+15550100000' });
  await assert.rejects(wrong.send(sms), { code: 'twilio_401_20003' });
});

test('nothing is followed to where a service has moved', async () => {
  const before = asked.length;
  const error = await failure((response) => response.writeHead(307, { location: `http://${base}/elsewhere` }).end());
  assert.ok(error instanceof Error && Reflect.get(error, 'code') === 'twilio_307_0');
  assert.equal(asked.length, before + 1);
});

test('what cannot be used is refused at the start', () => {
  const from = '+15550100000';
  for (const url of [
    `http://${SID}:x@service.example`,
    'https://service.example',
    `https://${SID}@service.example`,
    'ftp://a:b@c',
  ]) {
    assert.throws(() => createTwilioSms({ url, from }), /SMS_URL/, url);
  }
  const url = `https://${SID}:x@service.example`;
  for (const wrong of ['', '5550100', '+0123456789', 'Law']) {
    assert.throws(() => createTwilioSms({ url, from: wrong }), /SMS_FROM/, wrong);
  }
});

test('the catcher keeps them beside the mails, with the code that is bound to the page', async () => {
  const catcher = createMailCatcher();
  await createSmsCatcher(catcher).send(sms);
  const [one] = catcher.list();
  assert.deepEqual([one?.to, one?.text, one?.code, one?.link], [sms.to, sms.text, '123456', null]);
});

test('without a service a message is given up', async () => {
  await assert.rejects(noSms.send(sms), UndeliverableError);
});
