import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CameraRun, type Photo } from './camera-run.js';

const photo = (url = 'blob:1'): Photo => ({
  jpeg: new Blob(),
  width: 4,
  height: 3,
  url,
  hints: [],
  page: undefined,
});

test('a page is taken, looked at, made straight and kept, and another one after it', () => {
  const run = new CameraRun(2);
  assert(run.opened() && run.shot(photo()) && run.crop() && run.cropped(photo('blob:2')) && run.keep());
  assert.deepEqual([run.face, run.kept.map(({ url }) => url), run.hasRoom], ['pages', ['blob:2'], true]);
  assert(run.more() && run.opened() && run.shot(photo('blob:3')) && run.keep());
  assert.equal(run.hasRoom, false);
  assert.equal(run.more(), false);
  assert(run.remove('blob:2'));
  assert.equal(run.face, 'pages');
  assert(run.remove('blob:3'));
  assert.equal(run.face, 'starting');
});

test('what comes too late overturns nothing', () => {
  const run = new CameraRun(1);
  assert(run.opened() && run.shot(photo()));
  assert.equal(run.opened(), false);
  assert.equal(run.failed('busy'), false);
  assert.equal(run.shot(photo('blob:2')), false);
  assert.equal(run.looked(photo('blob:old')), false);
  assert.deepEqual([run.face, run.photo?.url], ['review', 'blob:1']);
  run.close();
  for (const step of ['opened', 'retake', 'keep', 'crop', 'back', 'more', 'retry'] as const)
    assert.equal(run[step](), false, step);
});

test('a camera that was refused can be asked for again', () => {
  const run = new CameraRun(1);
  assert(run.failed('refused'));
  assert.deepEqual([run.face, run.trouble], ['unavailable', 'refused']);
  assert(run.retry() && run.opened());
});
