import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, mock, test } from 'node:test';
import type { UploadLinkView } from '@portico/contract';
import { createPortal, type Portal, ProblemError, type UploadManager, type UploadTarget } from './index.js';
import { json, problem, settle } from './stand-in.testing.js';
import { TusStandIn } from './uploads/tus-stand-in.testing.js';

const MIB = 1024 * 1024;
const TOKEN = 'pul_secret';
const view: UploadLinkView = {
  firm: { name: 'Example & Partners' },
  request: {
    id: 'req_01j00000000000000000000001',
    title: { en: 'Passport' },
    kind: 'identity',
    why: null,
    tips: [],
    example: null,
    accept: ['application/pdf'],
    maxBytes: 10 * MIB,
    maxFiles: 10,
    slots: [],
    dueOn: null,
    required: true,
  },
  filesLeft: 2,
  expiresAt: '2026-01-08T12:00:00Z',
  support: { name: 'Front desk' },
};
const target: UploadTarget = { ...view.request, documents: [] };

/** The server as a link meets it: what is not the link's is not there. */
class LinkStandIn {
  readonly tus = new TusStandIn();
  readonly requests: Request[] = [];
  readonly proofs: Record<string, unknown>[] = [];
  trades = 0;
  alive = true;
  /** The only token that is good. */
  token = '';

  readonly fetch = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    this.requests.push(request.clone());
    const { pathname } = new URL(request.url);
    if (request.method === 'POST' && pathname === '/v1/upload-link') return this.#trade(request);
    if (!this.alive || request.headers.get('Authorization') !== `DPoP ${this.token}`)
      return problem(401, 'unauthenticated');
    if (pathname === '/v1/upload-link') return json(view);
    return pathname.startsWith('/v1/uploads') ? this.tus.fetch(request) : problem(404, 'not_found');
  };

  /** Paths that were asked for besides the link and uploads. */
  get others(): string[] {
    return this.requests.map(({ url }) => new URL(url).pathname).filter((path) => !/^\/v1\/upload(s|-link)/.test(path));
  }

  async #trade(request: Request): Promise<Response> {
    const [, payload = ''] = (request.headers.get('DPoP') ?? '').split('.');
    this.proofs.push(JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>);
    assert.deepEqual(await request.json(), { token: TOKEN });
    if (!this.alive) return problem(410, 'upload_link_gone');
    this.token = `at_${(this.trades += 1)}`;
    return json({ accessToken: this.token, tokenType: 'DPoP', expiresIn: 600 });
  }
}

let server: LinkStandIn;
let portal: Portal;
let uploads: UploadManager;

beforeEach(async () => {
  mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
  server = new LinkStandIn();
  // A firm with its own sign-in may show a link as well: its backend is not asked.
  const fetchSession = () => Promise.reject(new Error('The firm was asked'));
  portal = createPortal({ api: 'https://portal.example.com', fetch: server.fetch, fetchSession }).uploadLink(TOKEN);
  uploads = await portal.uploads();
});
afterEach(async () => {
  Reflect.deleteProperty(globalThis, 'indexedDB');
  for (const { id } of uploads.items) await uploads.cancel(id);
  await settle();
  mock.timers.tick(200);
  mock.timers.reset();
});

test('a link is traded for a token, and says what it asks for', async () => {
  assert.equal(portal.mode, 'upload-link');
  assert.equal(portal.signsInHere, false);
  assert.deepEqual(await portal.link.get(), view);
  const [trade, get] = server.requests;
  assert.equal(trade?.headers.get('Authorization'), null);
  assert.deepEqual([server.proofs[0]?.['htm'], server.proofs[0]?.['htu']], ['POST', trade?.url]);
  assert.equal(get?.headers.get('Authorization'), 'DPoP at_1');
  assert.ok(get.headers.get('DPoP'));
  for (const { url, credentials } of server.requests) {
    assert.doesNotMatch(url, /pul_|at_/);
    assert.equal(credentials, 'omit', 'no cookie travels');
  }
});

test('a link is traded again when the token ends, by the clock or before', async (t) => {
  let now = 1000;
  t.mock.method(performance, 'now', () => now);
  await portal.link.get();
  now += 560_000;
  await portal.link.get();
  assert.equal(server.trades, 2);
  server.token = 'revoked';
  await portal.link.get();
  assert.equal(server.trades, 3);
});

test('a link that has ended says so by its own code, and not as a missing session', async () => {
  const seen: unknown[] = [];
  portal.addEventListener('session', (event) => seen.push(event));
  await portal.link.get();
  server.alive = false;
  await assert.rejects(portal.link.get(), (error) => {
    assert.ok(error instanceof ProblemError);
    assert.deepEqual([error.status, error.code], [410, 'upload_link_gone']);
    return true;
  });
  assert.deepEqual(seen, []);
});

test('a file arrives byte for byte; nobody is asked for, nothing is read, and nothing is kept on the device', async () => {
  const opened: string[] = [];
  const open = (name: string) => {
    opened.push(name);
    throw new Error('Refused');
  };
  Reflect.set(globalThis, 'indexedDB', { open, deleteDatabase: open });
  const told: unknown[] = [];
  uploads.addEventListener('uploaded', ({ documentId, document }) => told.push([documentId, document]));
  const file = aFile('passport.pdf', 2 * MIB + 5);
  const { added } = await uploads.add(target, [file]);
  assert.equal(added.length, 1);
  await until('done');
  const [stored] = server.tus.uploads.values();
  assert.deepEqual(stored?.bytes, Buffer.from(await file.arrayBuffer()));
  assert.deepEqual(told, [[server.tus.documents[0]?.id, undefined]]);
  assert.deepEqual(server.others, []);
  assert.deepEqual(opened, []);
});

test('a token that ends in the middle of a file is replaced, and the file goes on from where it was', async () => {
  let patches = 0;
  server.tus.fault = ({ method }) => {
    if (method === 'PATCH' && (patches += 1) === 2) {
      server.token = 'expired';
      return problem(401, 'unauthenticated');
    }
    return undefined;
  };
  const file = aFile('a.pdf', 3 * MIB);
  await uploads.add(target, [file]);
  await until('done');
  assert.equal(server.trades, 2);
  assert.equal(server.tus.uploads.size, 1, 'it was not begun anew');
  assert.deepEqual([...server.tus.uploads.values()][0]?.bytes, Buffer.from(await file.arrayBuffer()));
});

test('a lost connection, a pause and a lost answer to the last byte are made up for without reading anything', async () => {
  let away = 0;
  server.tus.fault = ({ method, url }, body) => {
    if (method !== 'PATCH' || (away += 1) > 1) return undefined;
    server.tus.store(new URL(url).pathname.split('/').at(-1) ?? '', body);
    return Promise.reject(new TypeError('The network is away'));
  };
  const file = aFile('a.pdf', 1000);
  const { added } = await uploads.add(target, [file]);
  await until('retrying');
  uploads.pause(added[0]?.id ?? '');
  await until('paused');
  uploads.resume(added[0]?.id ?? '');
  await until('done');
  assert.equal(server.tus.documents.length, 1, 'it was not sent twice');
  assert.equal(uploads.items[0]?.documentId, server.tus.documents[0]?.id);
  assert.deepEqual(server.others, []);
});

test('a link that is revoked in the middle of a file fails it at once, with its own code', async () => {
  let patches = 0;
  server.tus.fault = ({ method }) => {
    if (method !== 'PATCH' || (patches += 1) < 2) return undefined;
    server.alive = false;
    return problem(401, 'unauthenticated');
  };
  await uploads.add(target, [aFile('a.pdf', 3 * MIB)]);
  await until('failed');
  assert.equal(uploads.items[0]?.error, 'upload_link_gone');
  const asked = server.requests.length;
  mock.timers.tick(60_000);
  await settle();
  assert.equal(server.requests.length, asked, 'and asks no further');
});

test('a link that another device has used up fails the file with its code, also one that was begun', async () => {
  let patches = 0;
  server.tus.fault = ({ method }) =>
    method === 'PATCH' && (patches += 1) > 1 ? problem(410, 'upload_link_gone') : undefined;
  await uploads.add(target, [aFile('a.pdf', 3 * MIB)]);
  await until('failed');
  assert.equal(uploads.items[0]?.error, 'upload_link_gone');
  assert.equal(patches, 2);
});

test('a link takes as many more as it says, whatever has arrived before in this visit', async () => {
  const files = [aFile('a.pdf', 10), aFile('b.pdf', 20), aFile('c.pdf', 30)];
  const first = await uploads.add({ ...target, maxFiles: 2 }, files);
  assert.deepEqual(codes(first.refused), ['too_many_files']);
  await until('done done');
  server.tus.fault = ({ method }) => (method === 'POST' ? problem(422, 'file_damaged') : undefined);
  await uploads.add({ ...target, maxFiles: 1 }, [aFile('d.pdf', 40)]);
  await until('failed');
  const last = await uploads.add({ ...target, maxFiles: 0 }, [aFile('e.pdf', 50)]);
  assert.deepEqual(codes(last.refused), ['too_many_files']);
});

test('the same bytes are not sent twice while their upload is in the list', async () => {
  const bytes = randomBytes(100);
  await uploads.add(target, [new File([bytes], 'a.pdf')]);
  const { refused } = await uploads.add(target, [new File([bytes], 'b.pdf')]);
  assert.deepEqual(codes(refused), ['duplicate']);
});

function codes(refused: readonly { readonly code: string }[]): string[] {
  return refused.map(({ code }) => code);
}

function aFile(name: string, size: number): File {
  return new File([randomBytes(size)], name);
}

/** Lets time pass until the uploads stand like this. */
async function until(states: string): Promise<void> {
  const now = () => uploads.items.map(({ state }) => state).join(' ');
  for (let i = 0; i < 400; i += 1) {
    await settle();
    if (now() === states) return;
    mock.timers.tick(250);
  }
  assert.fail(`It never came to "${states}" but to "${now()}"\n${server.tus.log.join('\n')}`);
}
