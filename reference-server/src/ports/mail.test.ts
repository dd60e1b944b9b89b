import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { newId } from '../database/ids.js';
import { createMailCatcher } from './mail.catcher.js';
import { createSmtpMailer } from './mail.smtp.js';
import { mailSuite, type Received } from './mail.suite.js';

mailSuite('catcher', () => {
  const catcher = createMailCatcher();
  return Promise.resolve({
    mailer: catcher,
    received: () => Promise.resolve([...catcher.list()].reverse()),
    close: () => Promise.resolve(),
  });
});

/** A mail server on this machine that keeps what it is given. */
async function anSmtpServer(answer?: (to: string) => Error | undefined) {
  const received: (Received & { readonly headers: string; readonly envelope: string[] })[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _session, done) => done(answer?.(address) ?? null),
    onData(stream, session, done) {
      void (async () => {
        const parts: Buffer[] = [];
        for await (const part of stream) parts.push(Buffer.from(part as Uint8Array));
        const raw = Buffer.concat(parts);
        const mail = await simpleParser(raw);
        received.push({
          to: [mail.to]
            .flat()
            .flatMap((one) => one?.value.map(({ address }) => address ?? '') ?? [])
            .join(),
          from: mail.from?.value[0]?.name ?? '',
          subject: mail.subject ?? '',
          text: mail.text ?? '',
          html: typeof mail.html === 'string' ? mail.html : '',
          headers: raw.toString('latin1').split('\r\n\r\n')[0] ?? '',
          envelope: session.envelope.rcptTo.map(({ address }) => address),
        });
        done();
      })();
    },
  });
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const address = listening.address();
  assert.ok(address !== null && typeof address === 'object');
  const mailer = createSmtpMailer({ url: `smtp://127.0.0.1:${address.port}`, from: 'portal@mail.example' });
  return {
    mailer,
    received,
    close: async () => {
      mailer.close();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

mailSuite('SMTP', async () => {
  const { mailer, received, close } = await anSmtpServer();
  return { mailer, received: () => Promise.resolve(received), close };
});

const mail = {
  id: 'eml_01h455vb4pex5vsknk084sn02q',
  to: 'ana@client.example',
  from: 'Example Law',
  subject: 'Sign in',
  text: 'x\n',
  html: '<p>x</p>',
  language: 'es',
};

test('SMTP: a message tried again has the same id, and answering machines stay quiet', async () => {
  const { mailer, received, close } = await anSmtpServer();
  await mailer.send(mail);
  await mailer.send(mail);
  for (const { headers, envelope } of received) {
    assert.match(headers, /^Message-ID: <eml_01h455vb4pex5vsknk084sn02q@mail\.example>$/im);
    assert.match(headers, /^Auto-Submitted: auto-generated$/im);
    assert.match(headers, /^Content-Language: es$/im);
    assert.deepEqual(envelope, ['ana@client.example']);
  }
  assert.equal(received.length, 2);
  await close();
});

test('SMTP: what the server refuses is an error, not a silence', async () => {
  const { mailer, received, close } = await anSmtpServer(() =>
    Object.assign(new Error('no such user'), { responseCode: 550 }),
  );
  await assert.rejects(mailer.send(mail), { responseCode: 550 });
  assert.equal(received.length, 0);
  await close();
});

test('SMTP: a server that is not there is an error, and an address of another kind too', async () => {
  const { mailer, close } = await anSmtpServer();
  await close();
  await assert.rejects(mailer.send(mail));
  assert.throws(() => createSmtpMailer({ url: 'https://mail.example', from: 'a@b.example' }), /smtp:\/\//);
});

test('of two mails that come at one time the newer is the one that was written last, however they overtake', async () => {
  let now = new Date('2026-07-21T12:00:00Z');
  const catcher = createMailCatcher({ clock: { now: () => now } });
  const [older, newer, last] = [newId('eml'), newId('eml'), newId('eml')];
  for (const id of [newer, older]) await catcher.send({ ...mail, id });
  const ids = () => catcher.list().map(({ id }) => id);
  assert.deepEqual(ids(), [newer, older]);
  now = new Date('2026-07-21T11:00:00Z');
  await catcher.send({ ...mail, id: last });
  assert.deepEqual(ids(), [last, newer, older], 'a clock that is set back makes nothing older');
});

test('the catcher keeps two hundred, newest first, and finds code and link', async () => {
  const catcher = createMailCatcher();
  for (let at = 0; at < 205; at += 1) await catcher.send({ ...mail, subject: String(at) });
  assert.equal(catcher.list().length, 200);
  assert.equal(catcher.list()[0]?.subject, '204');
  await catcher.send({ ...mail, text: 'Hello 999999\n\n012345\n\nSign in\nhttps://a.example/#portal-link=pml_x\n' });
  assert.deepEqual(
    [catcher.list()[0]?.code, catcher.list()[0]?.link],
    ['012345', 'https://a.example/#portal-link=pml_x'],
  );
  catcher.clear();
  const waiting = catcher.mailTo(mail.to);
  await catcher.send(mail);
  assert.equal((await waiting).code, null);
});
