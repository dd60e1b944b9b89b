/** What every mailer does, as a receiver sees it. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Mail, Mailer } from './mail.js';

export interface Received {
  readonly to: string;
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface MailHarness {
  readonly mailer: Mailer;
  /** What has arrived, oldest first, without waiting. */
  readonly received: () => Promise<readonly Received[]>;
  readonly close: () => Promise<void>;
}

const plain: Mail = {
  id: 'eml_01h455vb4pex5vsknk084sn02q',
  to: 'ana@client.example',
  from: 'Example Law',
  subject: 'Sign in to Example Law',
  text: 'Hello,\n\n123456\n\nhttps://www.firm.example/#portal-link=pml_x\n',
  html: '<!doctype html><html lang="en"><body><p>Hello</p></body></html>',
  language: 'en',
};

const hostile = [
  'Law\r\nBcc: everybody@evil.example',
  'Law\nContent-Type: text/html\n\n<script>alert(1)</script>',
  'Law" <a@evil.example>, "B',
  'Law <boss@evil.example>',
  'Law, a@evil.example',
];

/** Runs the suite over one adapter. */
export function mailSuite(name: string, open: () => Promise<MailHarness>): void {
  describe(`mailer: ${name}`, () => {
    let harness: MailHarness;
    before(async () => {
      harness = await open();
    });
    after(() => harness.close());

    /** Sends and finds the one message that arrived by it. */
    async function send(changes: Partial<Mail>): Promise<Received> {
      const before = (await harness.received()).length;
      await harness.mailer.send({ ...plain, ...changes });
      const arrived = (await harness.received()).slice(before);
      assert.equal(arrived.length, 1, 'one message, to one receiver');
      const [one] = arrived;
      assert.ok(one);
      return one;
    }

    it('delivers text and HTML as they are', async () => {
      const mail = await send({});
      assert.deepEqual([mail.to, mail.from, mail.subject], [plain.to, plain.from, plain.subject]);
      assert.equal(mail.text.trim(), plain.text.trim());
      assert.equal(mail.html.trim(), plain.html);
    });

    it('carries any script in subject, name, text and HTML', async () => {
      const words = 'تسجيل الدخول إلى Müller & Söhne – 法律';
      const mail = await send({ subject: words, from: words, text: `${words}\n`, html: `<p lang="ar">${words}</p>` });
      assert.equal(mail.subject, words);
      assert.equal(mail.from, words);
      assert.equal(mail.text.trim(), words);
      assert.ok(mail.html.includes(words));
    });

    it('keeps long lines and links whole', async () => {
      const link = `https://www.firm.example/${'a'.repeat(900)}#portal-link=pml_${'x'.repeat(50)}`;
      const mail = await send({ text: `${link}\n`, html: `<a href="${link}">x</a>` });
      assert.equal(mail.text.trim(), link);
      assert.ok(mail.html.includes(link));
    });

    for (const name of hostile) {
      it(`makes no header and no receiver of a firm's name like ${JSON.stringify(name)}`, async () => {
        const mail = await send({ from: name, subject: `Sign in to ${name}` });
        assert.equal(mail.to, plain.to);
        assert.equal(mail.text.trim(), plain.text.trim());
        assert.equal(mail.html.trim(), plain.html);
      });
    }
  });
}
