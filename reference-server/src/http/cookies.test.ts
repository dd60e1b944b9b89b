import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Config } from '../deps.js';
import { readCookie, sessionCookie, setCookie, staffCookie } from './cookies.js';

const config = (publicUrl: string): Config => ({
  publicUrl,
  version: '0',
  masterKey: new Uint8Array(32),
  maxUploadBytes: 1,
  checkAnswers: true,
});
const secure = config('https://portal.firm.example');
const plain = config('http://localhost:8787');

test('over https a cookie has every guard that the browser knows', () => {
  const cookie = setCookie(secure, sessionCookie(secure), 'ps_x', 60);
  assert.equal(cookie, '__Host-portico=ps_x; Path=/; Max-Age=60; HttpOnly; SameSite=Strict; Secure');
  assert.equal(staffCookie(secure), '__Host-portico-staff');
});

test('over http it has another name, since browsers would refuse the prefix', () => {
  const cookie = setCookie(plain, sessionCookie(plain), 'ps_x', 60);
  assert.equal(cookie, 'portico-dev=ps_x; Path=/; Max-Age=60; HttpOnly; SameSite=Strict');
});

test('an empty token clears it, whatever age was asked for', () => {
  assert.match(setCookie(secure, staffCookie(secure), '', 60), /^__Host-portico-staff=; Path=\/; Max-Age=0; /);
});

test('a cookie is read by its exact name', () => {
  const request = new Request('https://portal.firm.example', {
    headers: {
      cookie: 'x__Host-portico=1; __host-portico=2; __Host-portico-staff=3;  __Host-portico=4; __Host-portico=5',
    },
  });
  assert.equal(readCookie(request, '__Host-portico'), '4');
  assert.equal(readCookie(request, '__Host-portico-staff'), '3');
  assert.equal(readCookie(request, 'portico'), undefined);
  assert.equal(readCookie(new Request('https://portal.firm.example'), '__Host-portico'), undefined);
});
