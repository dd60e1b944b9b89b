/** What every hasher of passwords does. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { NOBODYS_HASH, type Passwords } from './passwords.js';

const PASSWORD = 'correct horse battery staple';

/** @param other one that must read what this one wrote */
export function passwordsSuite(name: string, passwords: Passwords, other: Passwords): void {
  describe(`passwords: ${name}`, () => {
    it('makes argon2id of 19 MiB and two passes, salted anew each time', async () => {
      const one = await passwords.hash(PASSWORD);
      assert.match(one, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
      assert.notEqual(one, await passwords.hash(PASSWORD));
    });

    it('knows the password, for itself and for the other adapter', async () => {
      const one = await passwords.hash(PASSWORD);
      for (const reader of [passwords, other]) {
        assert.equal(await reader.verify(one, PASSWORD), true);
        assert.equal(await reader.verify(one, `${PASSWORD} `), false);
        assert.equal(await reader.verify(one, PASSWORD.toUpperCase()), false);
      }
    });

    it('takes every script, each letter however the keyboard writes it', async () => {
      const one = await passwords.hash('contraseña Ａbc 법률 كلمة');
      assert.equal(await passwords.verify(one, 'contrasen\u0303a Abc \u1107\u1165\u11b8률 كلمة'), true);
    });

    it('lets nobody in by the hash of nobody, however it is tried', async () => {
      for (const guess of ['', 'portico', 'nobody', PASSWORD]) {
        assert.equal(await passwords.verify(NOBODYS_HASH, guess), false);
      }
    });

    for (const broken of [
      '',
      'x',
      PASSWORD,
      '$argon2id$',
      NOBODYS_HASH.slice(0, -30),
      '$2b$10$abcdefghijklmnopqrstuv',
    ]) {
      it(`refuses what is no hash of ours: ${JSON.stringify(broken)}`, async () => {
        assert.equal(await passwords.verify(broken, PASSWORD), false);
      });
    }
  });
}
