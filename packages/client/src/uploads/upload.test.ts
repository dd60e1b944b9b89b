import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Document } from '@portico/contract';
import { Upload, type UploadState } from './upload.js';

const facts = { id: 'u1', requestId: 'req_1', name: 'deed.pdf', type: 'application/pdf', size: 10 };
const file = new File(['0123456789'], 'deed.pdf');
const document: Document = {
  id: 'doc_01j00000000000000000000000',
  matterId: 'mat_01j00000000000000000000000',
  requestId: 'req_01j00000000000000000000000',
  name: 'deed.pdf',
  type: 'application/pdf',
  size: 10,
  sha256: '00',
  state: 'received',
  slot: null,
  returned: null,
  withdrawableUntil: null,
  createdAt: '2026-01-01T12:00:00Z',
};

const doings = {
  pass: (upload: Upload) => upload.step('pass'),
  start: (upload: Upload) => upload.step('start'),
  sent: (upload: Upload) => upload.step('sent'),
  complete: (upload: Upload) => upload.complete({ documentId: document.id, document }),
  stumble: (upload: Upload) => upload.stumble('network_error'),
  due: (upload: Upload) => upload.step('due'),
  pause: (upload: Upload) => upload.step('pause'),
  resume: (upload: Upload) => upload.step('resume'),
  fail: (upload: Upload) => upload.fail('file_damaged'),
  retry: (upload: Upload) => upload.step('retry'),
  lose: (upload: Upload) => upload.lose(),
  find: (upload: Upload) => upload.find(file),
  progress: (upload: Upload) => upload.progress(4, 2),
};
type Doing = keyof typeof doings;

/** The whole law: from each state, what is possible and where it leads. */
const law: Record<UploadState, Partial<Record<Doing, UploadState>>> = {
  checking: { pass: 'waiting', fail: 'failed', lose: 'lost' },
  waiting: { start: 'sending', pause: 'paused', lose: 'lost' },
  sending: {
    progress: 'sending',
    sent: 'finishing',
    stumble: 'retrying',
    pause: 'paused',
    fail: 'failed',
    lose: 'lost',
  },
  finishing: { complete: 'done', stumble: 'retrying', fail: 'failed' },
  retrying: { due: 'waiting', pause: 'paused', lose: 'lost' },
  paused: { resume: 'waiting', lose: 'lost' },
  failed: { retry: 'waiting', lose: 'lost' },
  lost: { find: 'waiting' },
  done: {},
};

const ways: Record<UploadState, readonly Doing[]> = {
  checking: [],
  waiting: ['pass'],
  sending: ['pass', 'start'],
  finishing: ['pass', 'start', 'sent'],
  retrying: ['pass', 'start', 'stumble'],
  paused: ['pass', 'pause'],
  failed: ['fail'],
  lost: ['lose'],
  done: ['pass', 'start', 'sent', 'complete'],
};

function arriveAt(state: UploadState): Upload {
  const upload = new Upload(facts, file, 'checking');
  for (const doing of ways[state]) doings[doing](upload);
  assert.equal(upload.state, state);
  return upload;
}

for (const state of Object.keys(law) as UploadState[]) {
  for (const doing of Object.keys(doings) as Doing[]) {
    const to = law[state][doing];
    test(`${state}: ${doing} ${to ? `leads to ${to}` : 'is refused'}`, () => {
      const upload = arriveAt(state);
      const before = upload.item;
      if (to) {
        doings[doing](upload);
        assert.equal(upload.item.state, to);
      } else {
        assert.throws(() => doings[doing](upload), { code: 'upload_step_illegal' });
        assert.equal(upload.item, before, 'nothing has changed');
      }
    });
  }
}

test('a picture is frozen, is the same object until something changes, and keeps what it showed', () => {
  const upload = arriveAt('sending');
  const before = upload.item;
  assert.equal(upload.item, before);
  assert.ok(Object.isFrozen(before));
  upload.progress(4, 3);
  assert.equal(before.sent, 0);
  assert.deepEqual([upload.item.sent, upload.item.secondsLeft], [4, 3]);
});

test('no more is ever sent than there is', () => {
  const upload = arriveAt('sending');
  upload.progress(99, null);
  assert.equal(upload.item.sent, 10);
});

test('a reason goes with the trouble that it explains', () => {
  const upload = arriveAt('retrying');
  assert.equal(upload.item.error, 'network_error');
  upload.step('due');
  assert.equal('error' in upload.item, false);
});

test('a finished upload lets go of its file and shows its document', () => {
  const { item } = arriveAt('done');
  assert.equal(item.file, undefined);
  assert.equal(item.document, document);
  assert.equal(item.sent, 10);
});
