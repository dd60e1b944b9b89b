import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as z from 'zod/mini';
import { createMailCatcher } from '../ports/mail.catcher.js';
import { createCatcherPage } from './catcher-page.js';

const Mails = z.array(z.record(z.string(), z.nullable(z.string())));
const evil = '"><script>alert(1)</script>';

async function filled() {
  const clock = { now: () => new Date('2026-11-23T09:00:00.000Z') };
  const catcher = createMailCatcher({ clock });
  const mail = {
    id: 'eml_1',
    to: 'ana@client.example',
    from: 'Law',
    subject: 'First',
    text: 'x\n',
    html: '<p>x</p>',
    language: 'en',
  };
  await catcher.send(mail);
  await catcher.send({
    ...mail,
    subject: `Second ${evil}`,
    from: evil,
    text: `${evil}\n\n123456\n\nhttps://a.example/?a=1&b="x#portal-link=pml_x\n`,
    language: 'ar',
  });
  return createCatcherPage(catcher);
}

test('the page shows the newest mail first, with code and link, and runs nothing', async () => {
  const response = await (await filled()).request('/dev/mail', { headers: { accept: 'text/html,*/*' } });
  assert.equal(response.status, 200);
  const html = await response.text();
  assert.ok(html.indexOf('Second') < html.indexOf('First'));
  assert.ok(html.includes('<strong>123456</strong>'));
  assert.ok(html.includes('href="https://a.example/?a=1&amp;b=&quot;x#portal-link=pml_x"'));
  assert.ok(html.includes('lang="ar" dir="rtl"'));
  assert.equal(html.includes('<script'), false);
  const policy = response.headers.get('content-security-policy') ?? '';
  const nonce = /style-src 'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
  assert.match(policy, /^default-src 'none';/);
  assert.ok(nonce.length >= 16 && html.includes(`<style nonce="${nonce}">`));
  assert.equal(/ style="| on\w+=/.test(html.replaceAll('onerror', '')), false);
  assert.equal(response.headers.get('referrer-policy'), 'no-referrer');
});

test('scripts read the same as JSON, by Accept or by address', async () => {
  const app = await filled();
  const byAccept = z.parse(
    Mails,
    await (await app.request('/dev/mail', { headers: { accept: 'application/json' } })).json(),
  );
  const byAddress = z.parse(Mails, await (await app.request('/dev/mail.json')).json());
  assert.deepEqual(byAccept, byAddress);
  assert.equal(byAccept.length, 2);
  assert.deepEqual(byAccept[1], {
    to: 'ana@client.example',
    subject: 'First',
    text: 'x\n',
    html: '<p>x</p>',
    language: 'en',
    at: '2026-11-23T09:00:00.000Z',
    code: null,
    link: null,
  });
  assert.equal(byAccept[0]?.['code'], '123456');
});

test('an empty page says what to do', async () => {
  const response = await createCatcherPage(createMailCatcher()).request('/dev/mail');
  assert.match(await response.text(), /No mail yet/);
});
