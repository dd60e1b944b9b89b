import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Checklist } from '@portico/contract';
import { changesBetween } from './changes.js';

function list(...ids: readonly string[]): Checklist {
  return { groups: [{ requests: ids.map((id) => ({ id })) }] } as unknown as Checklist;
}

test('names what came and what went, and nothing where nothing was known', () => {
  const { came, went } = changesBetween(list('a', 'b'), list('b', 'c'));
  assert.deepEqual([came.map(({ id }) => id), went.map(({ id }) => id)], [['c'], ['a']]);
  assert.deepEqual(changesBetween(undefined, list('a')), { came: [], went: [] });
});
