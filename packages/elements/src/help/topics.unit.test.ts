import assert from 'node:assert/strict';
import { test } from 'node:test';
import { strings } from './help.strings.js';
import { topicOf, topics } from './topics.js';

test('every failure has what happened, why, and what to do', () => {
  const table: Readonly<Record<string, string>> = strings;
  for (const topic of topics)
    for (const key of [topic, `${topic}_why`, `${topic}_do`]) assert.ok(table[key], `${key} has no words`);
});

test('a failure that nobody foresaw is the line’s', () => {
  assert.equal(topicOf('storage_full'), 'storage_full');
  assert.equal(topicOf('something_new'), 'connection');
  assert.equal(topicOf(undefined), 'connection');
});
