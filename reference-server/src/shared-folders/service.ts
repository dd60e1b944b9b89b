import { conflict, type FirmFolder, type LocalizedText, MOST_FOLDERS, notFound } from '@portico/contract';
import type { Actor } from '../database/actor.js';
import { newId } from '../database/ids.js';
import type { Tx } from '../database/tables.js';
import type { Deps } from '../deps.js';
import type { Viewer } from '../http/caller.js';
import { found, Refusal } from '../http/refusal.js';
import { getMatter } from '../matters/store.js';
import * as store from './store.js';

/** Folders of what the firm shares: theirs to name and order, the client's to read. */
export const createFolders = ({ work }: Deps) => ({
  /** What a client has, by matter and folder. */
  shared: (viewer: Viewer, matterId: string | undefined) =>
    work.read(viewer.firmId, (db) => store.listShared(db, viewer, matterId)),

  list: (viewer: Viewer, matterId: string) =>
    work.read(viewer.firmId, async (db) => {
      found(await getMatter(db, viewer, matterId));
      return (await store.listFolders(db, viewer, matterId)).map(folderView);
    }),

  create: (viewer: Viewer, actor: Actor, matterId: string, name: LocalizedText) =>
    work.change(actor, async ({ tx, now, record }) => {
      found(await getMatter(tx, viewer, matterId));
      await store.lockMatter(tx, viewer.firmId, matterId);
      const position = (await store.listFolders(tx, viewer, matterId)).length;
      if (position >= MOST_FOLDERS) throw new Refusal(conflict);
      const id = newId('fld');
      await store.insertFolder(tx, {
        firm_id: viewer.firmId,
        id,
        matter_id: matterId,
        position,
        name,
        created_at: now,
      });
      record({ action: 'sharedFolders.create', object: id, event: changed(id, matterId) });
      return present(tx, viewer, id);
    }),

  update: (
    viewer: Viewer,
    actor: Actor,
    id: string,
    { name, position }: { readonly name?: LocalizedText | undefined; readonly position?: number | undefined },
  ) =>
    work.change(actor, async ({ tx, record, nothing }) => {
      const { matter_id: matterId } = await lock(tx, viewer, id);
      if (name === undefined && position === undefined) nothing();
      else {
        if (name !== undefined) await store.renameFolder(tx, viewer.firmId, id, name);
        if (position !== undefined) {
          const ids = (await store.listFolders(tx, viewer, matterId)).map((one) => one.id).filter((one) => one !== id);
          await store.orderFolders(tx, viewer.firmId, ids.toSpliced(position, 0, id));
        }
        record({ action: 'sharedFolders.update', object: id, event: changed(id, matterId) });
      }
      return present(tx, viewer, id);
    }),

  remove: (viewer: Viewer, actor: Actor, id: string): Promise<void> =>
    work.change(actor, async ({ tx, record }) => {
      const { matter_id: matterId } = await lock(tx, viewer, id);
      await store.deleteFolder(tx, viewer.firmId, id);
      const rest = await store.listFolders(tx, viewer, matterId);
      await store.orderFolders(
        tx,
        viewer.firmId,
        rest.map((one) => one.id),
      );
      record({ action: 'sharedFolders.remove', object: id, event: changed(id, matterId) });
    }),
});

/** The folder, with its matter's folders to ourselves until the transaction ends. */
async function lock(tx: Tx, viewer: Viewer, id: string): Promise<store.FolderRow> {
  const before = await store.getFolder(tx, viewer, id);
  if (before) await store.lockMatter(tx, viewer.firmId, before.matter_id);
  // It may have been removed while we waited.
  const folder = before && (await store.getFolder(tx, viewer, id));
  if (!folder) throw new Refusal(notFound);
  return folder;
}

function changed(folderId: string, matterId: string) {
  return { type: 'document_folders.changed', data: { folderId, matterId } };
}

async function present(tx: Tx, viewer: Viewer, id: string): Promise<FirmFolder> {
  const row = found(await store.getFolder(tx, viewer, id));
  return folderView(row);
}

function folderView(row: store.FolderRow): FirmFolder {
  return { id: row.id, matterId: row.matter_id, name: row.name, position: row.position, documents: row.documents };
}
