import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { FirmFolder, SharedDocument, SharedMatter } from '@portico/contract';
import { aContact, created, createTestServer, ok, type TestServer } from '@portico/testing';
import { aScene, type Scene } from '../shared-documents/scene.suite.js';

let server: TestServer;
before(async () => {
  server = await createTestServer();
});
after(() => server.close());

async function names({ staff, matter }: Scene): Promise<[string | undefined, number, number][]> {
  const { data }: { data: FirmFolder[] } = await created(staff('GET', `/v1/firm/matters/${matter.id}/shared-folders`));
  return data.map(({ name, position, documents }) => [name['en'], position, documents]);
}

test('folders are named, ordered and removed; what lay in one lies in none', async () => {
  const scene = await aScene(server);
  const [one, two, three] = [
    await scene.folder({ en: 'A' }),
    await scene.folder({ en: 'B' }),
    await scene.folder({ en: 'C' }),
  ];
  const { id } = await scene.shared({ folderId: two.id });
  await ok(scene.staff('PATCH', `/v1/firm/shared-folders/${three.id}`, { position: 0 }));
  await ok(scene.staff('PATCH', `/v1/firm/shared-folders/${one.id}`, { name: { en: 'Letters' }, position: 99 }));
  assert.deepEqual(await names(scene), [
    ['C', 0, 0],
    ['B', 1, 1],
    ['Letters', 2, 0],
  ]);
  assert.equal((await scene.staff('DELETE', `/v1/firm/shared-folders/${two.id}`)).status, 204);
  assert.deepEqual(await names(scene), [
    ['C', 0, 0],
    ['Letters', 1, 0],
  ]);
  const document = await scene.ofFirm(id);
  assert.deepEqual([document.folderId, document.sharedWith.length], [null, 1]);
});

test('a document moves among the folders of its own matter alone', async () => {
  const scene = await aScene(server);
  const { id } = await scene.added();
  const folder = await scene.folder({ en: 'A' });
  const move = (folderId: string | null) => scene.staff('PATCH', `/v1/firm/shared-documents/${id}`, { folderId });
  assert.equal((await (await move(folder.id)).json()).folderId, folder.id);
  assert.equal((await (await move(null)).json()).folderId, null);
  const { matter } = await aContact(server, scene.firm);
  const foreign: FirmFolder = await created(
    scene.staff('POST', `/v1/firm/matters/${matter.id}/shared-folders`, { name: { en: 'Elsewhere' } }),
  );
  assert.equal((await move(foreign.id)).status, 404);
});

test('a client gets the folders that hold something for them, with how much is new, and each by pages', async () => {
  const scene = await aScene(server);
  const [empty, full] = [await scene.folder({ en: 'Empty' }), await scene.folder({ en: 'Full' })];
  await scene.added({ folderId: empty.id });
  const ids = [];
  for (let index = 0; index < 3; index += 1) ids.push((await scene.shared({ folderId: full.id })).id);
  await scene.shared();
  await scene.page('GET', `/v1/shared-documents/${ids[0]}/content`);
  const { data }: { data: SharedMatter[] } = await created(scene.page('GET', '/v1/shared-folders'));
  assert.deepEqual(data, [
    {
      matter: { id: scene.matter.id, title: scene.matter.title, reference: null },
      folders: [
        { id: null, name: null, documents: 1, unopened: 1 },
        { id: full.id, name: { en: 'Full' }, documents: 3, unopened: 2 },
      ],
    },
  ]);
  const page = async (query: string): Promise<{ data: SharedDocument[]; nextCursor: string | null }> =>
    created(scene.page('GET', `/v1/shared-documents?${query}`));
  const first = await page(`folderId=${full.id}&limit=2`);
  const second = await page(`folderId=${full.id}&limit=2&cursor=${first.nextCursor}`);
  assert.deepEqual(
    [...first.data, ...second.data].map(({ id }) => id),
    ids.toReversed(),
  );
  assert.equal(second.nextCursor, null);
  assert.equal((await page('folderId=none')).data.length, 1);
  assert.equal((await page(`matterId=mat_01h455vb4pex5vsknk084sn02q`)).data.length, 0);
});
