/** What is on the shelf: the folders with their counts, and the documents that have been read so far. Knows no DOM. */
import type { Portal } from '@portico/client';
import type { SharedDocument, SharedMatter } from '@portico/contract';

/** Documents that are read at once. */
const LIMIT = 100;

export type SharedFolder = SharedMatter['folders'][number];

export interface Shelf {
  readonly matters: readonly SharedMatter[];
  readonly documents: readonly SharedDocument[];
  /** Where each folder goes on, by its key, once it has been asked for by itself. */
  readonly cursors: ReadonlyMap<string, string>;
}

/** Reads folders and the documents that were shared last. @param matterId one matter alone, where given */
export async function readShelf(portal: Portal, matterId: string | undefined, signal: AbortSignal): Promise<Shelf> {
  const [matters, { data, nextCursor }] = await Promise.all([
    portal.sharedDocuments.folders({ matterId }, { signal }),
    portal.sharedDocuments.list({ matterId, limit: LIMIT }, { signal }),
  ]);
  const shelf: Shelf = { matters, documents: data, cursors: new Map() };
  if (nextCursor === null) return shelf;
  // A full folder must not leave the others without anything to see.
  const bare = matters
    .flatMap(({ matter, folders }) => folders.map(({ id }) => ({ matterId: matter.id, folderId: id })))
    .filter((one) => documentsIn(shelf, one.matterId, one.folderId).length === 0);
  const read = await Promise.all(bare.map((one) => readOn(portal, shelf, one, signal)));
  return {
    ...shelf,
    documents: [...data, ...read.flatMap((one) => one.documents.slice(data.length))],
    cursors: new Map(read.flatMap(({ cursors }) => [...cursors])),
  };
}

/** Names a folder, or what lies in none, on the shelf. */
export function keyOf(matterId: string, folderId: string | null): string {
  return `${matterId} ${folderId ?? 'none'}`;
}

/** What has been read of a folder. */
export function documentsIn({ documents }: Shelf, matterId: string, folderId: string | null): SharedDocument[] {
  return documents.filter((one) => one.matterId === matterId && one.folderId === folderId);
}

/** Reads on in a folder until something comes that is not known yet; it stands at the end. */
export async function readOn(
  portal: Portal,
  shelf: Shelf,
  { matterId, folderId }: Pick<SharedDocument, 'matterId' | 'folderId'>,
  signal: AbortSignal,
): Promise<Shelf> {
  const key = keyOf(matterId, folderId);
  const known = new Set(shelf.documents.map(({ id }) => id));
  for (let cursor = shelf.cursors.get(key); ;) {
    const query = { matterId, folderId: folderId ?? 'none', limit: LIMIT, ...(cursor !== undefined && { cursor }) };
    const { data, nextCursor } = await portal.sharedDocuments.list(query, { signal });
    const fresh = data.filter(({ id }) => !known.has(id));
    if (fresh.length > 0 || nextCursor === null) {
      const cursors = new Map(shelf.cursors);
      if (nextCursor !== null) cursors.set(key, nextCursor);
      return { ...shelf, documents: [...shelf.documents, ...fresh], cursors };
    }
    cursor = nextCursor;
  }
}

/** The shelf once documents have been opened: they are new no more. */
export function withOpened(shelf: Shelf, ids: ReadonlySet<string>, at: string): Shelf {
  const fresh = shelf.documents.filter(({ id, openedAt }) => openedAt === null && ids.has(id));
  const opened = (matterId: string, folderId: string | null): number =>
    fresh.filter((one) => one.matterId === matterId && one.folderId === folderId).length;
  return {
    ...shelf,
    documents: shelf.documents.map((one) =>
      ids.has(one.id) && one.openedAt === null ? { ...one, openedAt: at } : one,
    ),
    matters: shelf.matters.map(({ matter, folders }) => ({
      matter,
      folders: folders.map((one) => ({ ...one, unopened: Math.max(0, one.unopened - opened(matter.id, one.id)) })),
    })),
  };
}

/** How many documents are new, over all folders. */
export function newOn({ matters }: Pick<Shelf, 'matters'>): number {
  return matters.flatMap(({ folders }) => folders).reduce((sum, { unopened }) => sum + unopened, 0);
}
