import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChecklistRequest } from '@portico/contract';
import { progressOf } from './progress.js';

function request(id: string, more: Partial<ChecklistRequest> = {}): ChecklistRequest {
  return {
    id: `req_${id}`,
    type: 'documents',
    kind: 'other',
    title: { en: id },
    why: null,
    tips: [],
    example: null,
    accept: ['application/pdf'],
    maxBytes: 1000,
    maxFiles: 1,
    slots: [],
    dueOn: null,
    required: true,
    state: 'requested',
    question: null,
    answer: null,
    declined: null,
    waived: null,
    reopened: null,
    note: null,
    documents: [],
    ...more,
  };
}

test('the next step is what came back, then the nearest due day, then the firm’s order', () => {
  const first = request('first');
  const due = request('due', { dueOn: '2026-12-01' });
  const sooner = request('sooner', { dueOn: '2026-11-30' });
  const back = request('back', { state: 'returned', dueOn: '2027-01-01' });
  assert.equal(progressOf([first, due, sooner, back]).next, back);
  assert.equal(progressOf([first, due, sooner]).next, sooner);
  assert.equal(progressOf([first]).next, first);
});

test('an optional request is nobody’s turn', () => {
  const progress = progressOf([request('a', { state: 'sent' }), request('b', { required: false })]);
  assert.deepEqual(
    { yours: progress.yours, optional: progress.optional, next: progress.next },
    { yours: 0, optional: 1, next: undefined },
  );
});

test('done is what the firm accepted', () => {
  const { done, sent, total } = progressOf([
    request('a', { state: 'accepted' }),
    request('b', { state: 'sent' }),
    request('c'),
  ]);
  assert.deepEqual([done, sent, total], [1, 1, 3]);
});

test('what the client does not have is with the firm, and what is not needed is done', () => {
  const progress = progressOf([
    request('a', { state: 'declined' }),
    request('b', { state: 'in_review' }),
    request('c', { state: 'waived' }),
    request('d', { state: 'draft' }),
  ]);
  assert.deepEqual([progress.sent, progress.done, progress.yours, progress.next?.id], [2, 1, 1, 'req_d']);
});

test('papers and questions are steps, papers alone are documents', () => {
  assert.equal(progressOf([request('a'), request('b')]).documentsOnly, true);
  assert.equal(progressOf([request('a'), request('b', { type: 'task' })]).documentsOnly, false);
  assert.equal(progressOf([request('a'), request('b', { type: 'task', state: 'sent' })]).documentsOnly, true);
});
