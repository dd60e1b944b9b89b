/** The page about the roles is the contract's. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { RoleName, roles } from '@portico/contract';
import { rolesPage } from './matrix/roles-page.js';

test('docs/roles.md says what each role may do (UPDATE=1 writes it)', () => {
  const text = rolesPage();
  const file = new URL('../docs/roles.md', import.meta.url);
  if (process.env['UPDATE'] === '1') writeFileSync(file, text);
  assert.equal(readFileSync(file, 'utf8'), text);
});

test('no role mints sessions of clients, and only admins manage staff, keys and settings', () => {
  for (const name of RoleName.options) {
    const granted = Object.keys(roles[name].scopes);
    assert.equal(granted.includes('sessions.mint'), false, name);
    if (name === 'admin') continue;
    assert.deepEqual(
      granted.filter((scope) => /^(staff|keys|settings|audit|events|previews)\./.test(scope)),
      [],
      name,
    );
  }
});
