import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { createPortal, type Portal, type UploadItem, type UploadManager, type UploadTarget } from '../index.js';
import { problem, settle } from '../stand-in.testing.js';
import { TusStandIn } from './tus-stand-in.testing.js';

const MIB = 1024 * 1024;
const target: UploadTarget = {
  id: 'req_01j00000000000000000000001',
  accept: ['application/pdf', 'image/jpeg'],
  maxBytes: 10 * MIB,
  maxFiles: 10,
  documents: [],
};

let server: TusStandIn;
let portal: Portal;
let uploads: UploadManager;

beforeEach(async () => {
  mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
  server = new TusStandIn();
  portal = createPortal({ api: 'https://portal.example.com', fetch: server.fetch });
  uploads = await portal.uploads();
});
afterEach(async () => {
  for (const { id } of uploads.items) await uploads.cancel(id);
  await settle();
  mock.timers.tick(200);
  mock.timers.reset();
});

test('a file arrives byte for byte, and is told of once', async () => {
  const told: UploadItem[] = [];
  uploads.addEventListener('uploaded', ({ item, documentId, document }) => {
    told.push(item);
    assert.deepEqual([documentId, document?.id], [item.document?.id, item.documentId]);
  });
  const file = aFile('Geburtsurkunde – Öl.pdf', 2 * MIB + 5);
  const { added, refused } = await uploads.add(target, [file]);
  assert.deepEqual([added.length, refused.length], [1, 0]);
  await until(() => states() === 'done');
  const [stored] = server.uploads.values();
  assert.deepEqual(stored?.bytes, Buffer.from(await file.arrayBuffer()));
  assert.deepEqual([stored.requestId, stored.name], [target.id, 'Geburtsurkunde – Öl.pdf']);
  assert.equal(told.length, 1);
  assert.equal(told[0]?.document?.sha256, server.documents[0]?.sha256);
  assert.deepEqual(uploads.totals, { files: 1, done: 1, bytes: file.size, sent: file.size, secondsLeft: null });
});

test('a part, and what is replaced, are named where there are any, and not at all where there are none', async () => {
  await uploads.add(target, [aFile('whole.pdf', 10)]);
  await uploads.add({ ...target, slot: 'translation', replaces: 'doc_1' }, [aFile('part.pdf', 20)]);
  await until(() => uploads.totals.done === 2);
  const told = [...server.uploads.values()].map(({ metadata: { slot, replaces } }) => ({ slot, replaces }));
  assert.deepEqual(told, [
    { slot: undefined, replaces: undefined },
    { slot: 'translation', replaces: 'doc_1' },
  ]);
  assert.deepEqual(
    uploads.items.map(({ slot }) => slot),
    [undefined, 'translation'],
  );
});

test('bytes go to the address the client knows, wherever the server says it is', async () => {
  await uploads.add(target, [aFile('a.pdf', 10)]);
  await until(() => states() === 'done');
  assert.deepEqual(
    server.log.filter((line) => line.includes('uploads')),
    ['POST /v1/uploads', 'PATCH /v1/uploads/:id 0'],
  );
});

test('three files at once, the others in the order in which they came', async () => {
  const files = Array.from({ length: 8 }, (_, i) => aFile(`${i}.pdf`, 1000));
  server.fault = async ({ method }) => {
    if (method === 'PATCH') await settle();
    return undefined;
  };
  const adding = uploads.add(target, files);
  await until(() => uploads.totals.done === 8);
  await adding;
  assert.equal(server.busiest, 3);
  assert.deepEqual(
    [...server.uploads.values()].map(({ name }) => name),
    files.map(({ name }) => name),
  );
});

test('progress is told at most ten times a second, and the last word is never left out', async () => {
  let told = 0;
  let last = '';
  uploads.addEventListener('change', () => {
    told += 1;
    last = states();
  });
  void uploads.add(target, [aFile('a.pdf', 5 * MIB)]);
  await settle();
  assert.equal(told, 1, 'no time has passed');
  await until(() => last === 'done');
});

test('what is paused stays where it is, and goes on from there', async () => {
  let patches = 0;
  server.fault = async ({ method }) => {
    if (method === 'PATCH' && (patches += 1) === 3) await new Promise(() => undefined);
    return undefined;
  };
  const file = aFile('a.pdf', 4 * MIB);
  const { added } = await uploads.add(target, [file]);
  const id = added[0]?.id ?? '';
  await until(() => patches === 3);
  uploads.pause(id);
  await settle();
  assert.equal(states(), 'paused');
  assert.equal(uploads.items[0]?.sent, 2 * MIB);
  assert.equal(uploads.totals.secondsLeft, null);
  assert.equal([...server.uploads.values()][0]?.bytes.length, 2 * MIB, 'nothing was erased');
  server.log.length = 0;
  uploads.resume(id);
  await until(() => states() === 'done');
  assert.deepEqual(server.log.slice(0, 2), ['HEAD /v1/uploads/:id', `PATCH /v1/uploads/:id ${2 * MIB}`]);
  assert.deepEqual([...server.uploads.values()][0]?.bytes, Buffer.from(await file.arrayBuffer()));
});

test('pausing all holds what is sent and what waits; resuming all lets everything go on', async () => {
  let open: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => (open = resolve));
  server.fault = async ({ method }) => {
    if (method === 'PATCH') await gate;
    return undefined;
  };
  await uploads.add(
    target,
    Array.from({ length: 5 }, (_, i) => aFile(`${i}.pdf`, 1000)),
  );
  await until(() => server.busy === 3);
  uploads.pauseAll();
  await until(() => server.busy === 0);
  assert.equal(states(), 'paused paused paused paused paused');
  open();
  uploads.resumeAll();
  await until(() => uploads.totals.done === 5);
  assert.equal(server.documents.length, 5);
});

test('a lost connection is made up for from the byte the server has', async () => {
  let broken = false;
  server.fault = ({ method, url }, body) => {
    if (method !== 'PATCH' || broken) return undefined;
    broken = true;
    server.store(new URL(url).pathname.split('/').at(-1) ?? '', body.subarray(0, 777));
    return Promise.reject(new TypeError('fetch failed'));
  };
  const file = aFile('a.pdf', 5000);
  await uploads.add(target, [file]);
  await until(() => states() === 'retrying');
  assert.equal(uploads.items[0]?.error, 'network_error');
  await until(() => states() === 'done');
  assert.ok(server.log.includes('PATCH /v1/uploads/:id 777'));
  assert.equal(server.log.filter((line) => line.startsWith('POST')).length, 1);
  assert.deepEqual([...server.uploads.values()][0]?.bytes, Buffer.from(await file.arrayBuffer()));
});

test('an upload that the server has forgotten begins anew', async () => {
  let patches = 0;
  server.fault = ({ method }) => {
    if (method === 'PATCH' && (patches += 1) === 2) {
      server.uploads.clear();
      return Promise.reject(new TypeError('fetch failed'));
    }
    return undefined;
  };
  const file = aFile('a.pdf', 3 * MIB);
  await uploads.add(target, [file]);
  await until(() => states() === 'done');
  assert.equal(server.documents.length, 1);
  assert.equal(server.documents[0]?.size, file.size);
});

test('a document whose birth nobody heard of is found, and not made twice', async () => {
  let lost = false;
  server.fault = ({ method, url }, body) => {
    if (method !== 'PATCH' || lost) return undefined;
    lost = true;
    const id = new URL(url).pathname.split('/').at(-1) ?? '';
    server.store(id, body);
    server.uploads.delete(id);
    return Promise.reject(new TypeError('fetch failed'));
  };
  await uploads.add(target, [aFile('a.pdf', 5000)]);
  await until(() => states() === 'done');
  assert.equal(server.documents.length, 1);
});

test('a refusal is shown by its code and not tried again', async () => {
  server.fault = ({ method }) => (method === 'PATCH' ? problem(422, 'file_type_mismatch') : undefined);
  await uploads.add(target, [aFile('a.pdf', 100)]);
  await until(() => states() === 'failed');
  assert.equal(uploads.items[0]?.error, 'file_type_mismatch');
  await pass(120_000);
  assert.equal(server.log.filter((line) => line.startsWith('PATCH')).length, 1);
  assert.deepEqual(uploads.totals, { files: 0, done: 0, bytes: 0, sent: 0, secondsLeft: null });
  server.fault = () => undefined;
  uploads.retry(uploads.items[0]?.id ?? '');
  await until(() => states() === 'done');
});

test('files wait for the next sign-in when the session has ended, and then go on', async () => {
  let signedIn = true;
  server.fault = ({ method }) => {
    if (method === 'PATCH' && server.log.filter((line) => line.startsWith('PATCH')).length === 2) signedIn = false;
    if (signedIn) return undefined;
    return method === 'HEAD' ? new Response(null, { status: 401 }) : problem(401, 'unauthenticated');
  };
  await uploads.add(target, [aFile('a.pdf', 3 * MIB)]);
  await until(() => states() === 'retrying');
  assert.equal(uploads.items[0]?.error, 'unauthenticated');
  assert.equal(portal.session.current, undefined, 'the page can ask for a sign-in');
  await pass(600_000);
  assert.equal(states(), 'retrying');
  signedIn = true;
  await portal.session.get();
  await until(() => states() === 'done');
  assert.equal(server.uploads.size, 1, 'the same upload went on');
});

test('signing out forgets what was on its way', async () => {
  server.fault = async ({ method }) => {
    if (method === 'PATCH') await new Promise(() => undefined);
    return undefined;
  };
  await uploads.add(target, [aFile('a.pdf', 100), aFile('b.pdf', 100)]);
  await until(() => server.busy === 2);
  portal.session.end('signed-out');
  await settle();
  assert.deepEqual(uploads.items, []);
  assert.equal(server.busy, 0);
});

test('another contact does not see what the one before left behind', async () => {
  server.fault = async ({ method }) => {
    if (method === 'PATCH') await new Promise(() => undefined);
    return undefined;
  };
  await uploads.add(target, [aFile('a.pdf', 100)]);
  await until(() => server.busy === 1);
  server.contactId = 'con_01j00000000000000000000001';
  await portal.session.refresh();
  await settle();
  assert.deepEqual(uploads.items, []);
});

test('what is cancelled leaves the list at once, and the server soon', async () => {
  server.fault = async ({ method }) => {
    if (method === 'PATCH') await new Promise(() => undefined);
    return undefined;
  };
  const { added } = await uploads.add(target, [aFile('a.pdf', 100)]);
  await until(() => server.busy === 1);
  const cancelled = uploads.cancel(added[0]?.id ?? '');
  assert.deepEqual(uploads.items, []);
  await cancelled;
  assert.equal(server.uploads.size, 0);
});

test('files that cannot be taken are refused before a byte is sent, each with its reason', async () => {
  const { added, refused } = await uploads.add({ ...target, maxBytes: 50 }, [
    aFile('empty.pdf', 0),
    aFile('large.pdf', 51),
    aFile('page.html', 10),
    aFile('noextension', 10),
    aFile('../../x.pdf', 10),
    aFile('invoice\u202Efdp.pdf', 10),
    aFile('.pdf', 10),
    aFile(`${'ü'.repeat(126)}.pdf`, 10),
  ]);
  assert.deepEqual(
    refused.map(({ code }) => code),
    [
      'file_empty',
      'file_too_large',
      'file_type_not_accepted',
      'file_type_not_accepted',
      'file_name_invalid',
      'file_name_invalid',
      'file_name_invalid',
    ],
  );
  assert.equal(added.length, 1);
});

test('the same bytes are not sent twice, whatever their name', async () => {
  const bytes = randomBytes(500);
  const file = (name: string) => new File([bytes], name);
  const first = await uploads.add(target, [file('a.pdf'), file('b.pdf')]);
  assert.equal(first.added.length, 1);
  assert.deepEqual(
    first.refused.map(({ file: { name }, code }) => [name, code]),
    [['b.pdf', 'duplicate']],
  );
  await until(() => states() === 'done');
  const [document] = server.documents;
  assert.ok(document);

  const known = { ...target, documents: [document] };
  const second = await uploads.add(known, [file('c.pdf')]);
  assert.deepEqual([second.refused[0]?.code, second.refused[0]?.document?.id], ['duplicate', document.id]);

  const returned = { ...target, documents: [{ ...document, state: 'returned' as const }] };
  const third = await uploads.add(returned, [file('d.pdf')]);
  assert.equal(third.added.length, 1, 'what was returned may be sent again');
  const elsewhere = await uploads.add({ ...target, id: 'req_01j00000000000000000000002' }, [file('e.pdf')]);
  assert.equal(elsewhere.added.length, 1, 'another request may want the same');
});

test('a request takes no more than it takes, counting what it has and what is on its way', async () => {
  const { added, refused } = await uploads.add({ ...target, maxFiles: 2 }, [
    aFile('a.pdf', 10),
    aFile('b.pdf', 20),
    aFile('c.pdf', 30),
  ]);
  assert.equal(added.length, 2);
  assert.deepEqual(
    refused.map(({ code }) => code),
    ['too_many_files'],
  );
});

test('a file that the device no longer hands out is lost, and goes on when the same one is chosen again', async () => {
  let patches = 0;
  const bytes = randomBytes(3 * MIB);
  const file = new VanishingFile([bytes], 'a.pdf');
  server.fault = ({ method }) => {
    if (method !== 'PATCH' || (patches += 1) !== 2) return undefined;
    file.gone = true;
    return Promise.reject(new TypeError('fetch failed'));
  };
  await uploads.add(target, [file]);
  await until(() => states() === 'lost');
  assert.equal(uploads.totals.files, 0);

  const other = await uploads.add({ ...target, maxFiles: 1 }, [new File([randomBytes(3 * MIB)], 'a.pdf')]);
  assert.equal(other.refused[0]?.code, 'too_many_files', 'other bytes are another file');
  const [lost] = uploads.items;
  const again = await uploads.add({ ...target, maxFiles: 1 }, [new File([bytes], 'renamed.pdf')]);
  assert.equal(again.added[0]?.id, lost?.id);
  await until(() => states() === 'done');
  assert.equal(server.uploads.size, 1);
  assert.ok(server.log.includes(`PATCH /v1/uploads/:id ${MIB}`));
});

test('a folder that was dropped among the files fails by itself', async () => {
  const folder = new VanishingFile(['x'], 'folder.pdf');
  folder.gone = true;
  const { added } = await uploads.add(target, [folder, aFile('a.pdf', 10)]);
  assert.equal(added.length, 1);
  assert.equal(uploads.items[0]?.error, 'file_unreadable');
});

test('a batch that is done is forgotten when the next begins, so that totals tell of the present', async () => {
  await uploads.add(target, [aFile('a.pdf', 100)]);
  await until(() => uploads.totals.done === 1);
  await uploads.add(target, [aFile('b.pdf', 50)]);
  assert.equal(uploads.totals.files, 1);
  assert.equal(uploads.totals.bytes, 50);
});

test('a slept-through connection is not trusted', async (t) => {
  let stuck = true;
  server.fault = async ({ method }) => {
    if (method === 'PATCH' && stuck) await new Promise(() => undefined);
    return undefined;
  };
  let now = 1_000_000;
  t.mock.method(Date, 'now', () => now);
  await uploads.add(target, [aFile('a.pdf', 100)]);
  await until(() => server.busy === 1);
  stuck = false;
  await pass(5_000);
  assert.equal(states(), 'sending', 'five seconds are no sleep');
  now += 3_600_000;
  await until(() => states() === 'done');
});

function aFile(name: string, size: number): File {
  return new File([randomBytes(size)], name);
}

/** A file that can be taken away, as when a stick is pulled out. */
class VanishingFile extends File {
  gone = false;

  override slice(...range: Parameters<File['slice']>): Blob {
    return this.gone ? unreadable : super.slice(...range);
  }

  override arrayBuffer(): Promise<ArrayBuffer> {
    return this.gone ? unreadable.arrayBuffer() : super.arrayBuffer();
  }
}

const unreadable = new Blob(['x']);
unreadable.arrayBuffer = () => Promise.reject(new DOMException('The file is gone', 'NotReadableError'));

function states(): string {
  return uploads.items.map(({ state }) => state).join(' ');
}

/** Lets so many milliseconds pass, in steps that timers can follow. */
async function pass(milliseconds: number): Promise<void> {
  for (let passed = 0; passed < milliseconds; passed += 5_000) {
    mock.timers.tick(5_000);
    await settle();
  }
}

/** Lets time pass until it is so. */
async function until(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 400; i += 1) {
    await settle();
    if (condition()) return;
    mock.timers.tick(250);
  }
  assert.fail(`It never came to that: ${states()}\n${server.log.join('\n')}`);
}
