import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPortal, type Portal, ProblemError } from './index.js';
import { answers, json, problem } from './stand-in.testing.js';

const api = 'https://portal.example.com';
const document = {
  id: 'shd_01j00000000000000000000000',
  matterId: 'mat_01j00000000000000000000000',
  folderId: null,
  name: 'letter.pdf',
  type: 'application/pdf',
  size: 9,
  sha256: 'aa',
  pages: 0,
  sharedAt: '2026-01-01T12:00:00Z',
  openedAt: null,
};
const page = () => json({ data: [document], nextCursor: null });
const bytes = () => new Response('%PDF-1.4\n');

const rows: readonly (readonly [(portal: Portal) => Promise<unknown>, () => Response, path: string])[] = [
  [({ sharedDocuments: s }) => s.folders(), () => json({ data: [] }), '/v1/shared-folders'],
  [({ sharedDocuments: s }) => s.list(), page, '/v1/shared-documents'],
  [
    ({ sharedDocuments: s }) => s.list({ matterId: 'm', folderId: 'none', limit: 5 }),
    page,
    '/v1/shared-documents?matterId=m&folderId=none&limit=5',
  ],
  [({ sharedDocuments: s }) => s.get('d'), () => json(document), '/v1/shared-documents/d'],
  [({ sharedDocuments: s }) => s.open('d'), bytes, '/v1/shared-documents/d/content?purpose=view'],
  [({ sharedDocuments: s }) => s.download('d'), bytes, '/v1/shared-documents/d/content'],
  [({ sharedDocuments: s }) => s.preview('d'), bytes, '/v1/shared-documents/d/preview?page=1&size=large'],
  [
    ({ sharedDocuments: s }) => s.preview('d', { page: 3, size: 'small' }),
    bytes,
    '/v1/shared-documents/d/preview?page=3&size=small',
  ],
  [({ sharedDocuments: s }) => s.zip('m'), bytes, '/v1/matters/m/shared-documents/archive'],
  [
    ({ sharedDocuments: s }) => s.zip('m', { folderId: 'f' }),
    bytes,
    '/v1/matters/m/shared-documents/archive?folderId=f',
  ],
];

for (const [run, reply, path] of rows) {
  test(`GET ${path}`, async () => {
    const fetch = answers(reply);
    const result = await run(createPortal({ api, fetch }));
    assert.deepEqual(
      fetch.requests.map(({ method, url }) => [method, url]),
      [['GET', api + path]],
    );
    if (result instanceof Blob) assert.equal(await result.text(), '%PDF-1.4\n');
  });
}

test('what is shared no more is not found', async () => {
  const portal = createPortal({ api, fetch: answers(() => problem(404, 'not_found')) });
  await assert.rejects(
    portal.sharedDocuments.open('d'),
    (error) => error instanceof ProblemError && error.code === 'not_found',
  );
});
