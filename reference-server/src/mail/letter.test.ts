import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signInMail } from '../sign-in/sign-in-mail.js';
import { oneLine } from './letter.js';

const order = {
  kind: 'contact' as const,
  to: 'ana@client.example',
  name: 'Ana Example',
  firmName: 'Example Law',
  support: { name: 'Ada Example', email: 'help@firm.example', phone: '+1 555 0100' },
  languages: ['en'],
  code: '012345',
  link: 'https://www.firm.example/?a=1&b=2#portal-link=pml_x',
  minutes: 10,
};

for (const [wanted, language, direction, word] of [
  [['en-GB'], 'en', 'ltr', 'ignore this e-mail'],
  [['es-MX', 'en'], 'es', 'ltr', 'ignore este correo'],
  [['ar'], 'ar', 'rtl', 'فتجاهل هذه الرسالة'],
  [[undefined, null, 'xx', 'es'], 'es', 'ltr', 'ignore este correo'],
  [['constructor', '__proto__'], 'en', 'ltr', 'ignore this e-mail'],
] as const) {
  test(`a reader of ${wanted.join(', ')} gets ${language}, with code, link, firm and support`, () => {
    const mail = signInMail({ ...order, languages: wanted });
    assert.equal(mail.language, language);
    assert.ok(mail.html.includes(`<html lang="${language}" dir="${direction}">`));
    for (const part of [
      'Example Law',
      'Ana Example',
      '012345',
      'Ada Example',
      '+1 555 0100',
      'help@firm.example',
      word,
    ]) {
      assert.ok(mail.text.includes(part), `text has ${part}`);
      assert.ok(mail.html.includes(part), `html has ${part}`);
    }
    assert.ok(mail.text.includes(`\n${order.link}\n`), 'the link on a line of its own');
    assert.ok(mail.html.includes('href="https://www.firm.example/?a=1&amp;b=2#portal-link=pml_x"'));
    assert.equal(mail.subject.includes('012345'), false, 'a locked phone shows the subject');
  });
}

test('names are data: no markup, no header, no line of their own', () => {
  const evil = '</title><img src=x onerror=alert(1)>\r\nBcc: a@evil.example\u202e';
  const mail = signInMail({ ...order, firmName: evil, name: evil, support: { name: evil } });
  assert.equal(/<img|<\/title><img/.test(mail.html), false);
  assert.ok(mail.html.includes('&lt;img src=x onerror=alert(1)&gt;'));
  for (const header of [mail.subject, mail.from]) assert.equal(/[\r\n\u202e]/.test(header), false);
  assert.equal(/^Bcc:/m.test(mail.text), false);
});

test('a method that is off leaves no trace', () => {
  const noCode = signInMail({ ...order, code: null });
  assert.equal(/code/i.test(noCode.text.split('\n\n')[1] ?? ''), false);
  assert.ok(noCode.text.includes('Open this link:'));
  const noLink = signInMail({ ...order, link: null });
  assert.equal(noLink.text.includes('http'), false);
  assert.equal(noLink.html.includes('href'), false);
});

test('one line is one line', () => {
  assert.equal(oneLine(' a\r\n\tb\u2028c\u0000d\u202ee '), 'a b c d e');
});
