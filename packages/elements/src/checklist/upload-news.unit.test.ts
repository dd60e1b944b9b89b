import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { UploadItem } from '@portico/client';
import { UploadNews } from './upload-news.js';

const item: UploadItem = {
  id: '1',
  requestId: 'req_1',
  name: 'passport.pdf',
  type: 'application/pdf',
  size: 100,
  sent: 0,
  state: 'sending',
  secondsLeft: null,
};

test('quarter steps are said once each, the end is left to the arrival', () => {
  const news = new UploadNews();
  const said = [0, 10, 25, 30, 49, 50, 80, 100].map((sent) => news.next([item], { bytes: 100, sent }));
  assert.deepEqual(
    said.map((each) => (each?.kind === 'percent' ? each.percent : undefined)),
    [undefined, undefined, 25, undefined, undefined, 50, 75, undefined],
  );
});

test('a failure is said once, and again after another try', () => {
  const news = new UploadNews();
  const failed: UploadItem = { ...item, state: 'failed', error: 'file_damaged' };
  const totals = { bytes: 0, sent: 0 };
  assert.deepEqual(news.next([failed], totals), { kind: 'failed', name: 'passport.pdf', error: 'file_damaged' });
  assert.equal(news.next([failed], totals), undefined);
  news.next([item], totals);
  assert.equal(news.next([failed], totals)?.kind, 'failed');
});
