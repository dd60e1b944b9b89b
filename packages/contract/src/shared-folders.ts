/** Folders in which the firm keeps what it shares of a matter. */
import * as z from 'zod/mini';
import { endpoint } from './endpoint.js';
import { conflict, notFound } from './problems.js';
import { FolderId, LocalizedText, MatterId } from './values.js';

/** Most folders that a matter has; more are refused with `conflict`. */
export const MOST_FOLDERS = 100;

/** How much lies in a folder, as one contact sees it. */
const counts = { documents: z.number(), unopened: z.number() };

/** What the firm has shared of one matter, by folder and in the firm's order. */
export const SharedMatter = z.object({
  matter: z.object({ id: MatterId, title: z.string(), reference: z.nullable(z.string()) }),
  /** Those that hold something for this contact; the folder `null`, of what lies in none, is the first where it is there. */
  folders: z.array(z.object({ id: z.nullable(FolderId), name: z.nullable(LocalizedText), ...counts })),
});
export type SharedMatter = z.infer<typeof SharedMatter>;

export const listSharedFolders = endpoint({
  id: 'sharedFolders.list',
  method: 'GET',
  path: '/v1/shared-folders',
  summary: 'Lists the folders in which something is shared with this contact, by matter, with how much is new.',
  access: { audience: 'client', capability: 'sharedDocuments.view' },
  query: z.object({ matterId: z.optional(MatterId) }),
  response: z.object({ data: z.array(SharedMatter) }),
});

export const FirmFolder = z.object({
  id: FolderId,
  matterId: MatterId,
  name: LocalizedText,
  /** Its place among the folders of the matter, from 0. */
  position: z.number(),
  /** Documents in it, shared or not. */
  documents: z.number(),
});
export type FirmFolder = z.infer<typeof FirmFolder>;

export const listFirmFolders = endpoint({
  id: 'firmSharedFolders.list',
  method: 'GET',
  path: '/v1/firm/matters/:id/shared-folders',
  summary: 'Lists the folders of a matter in their order, the empty ones too.',
  access: { audience: 'staff', scope: 'documents.read' },
  params: z.object({ id: MatterId }),
  response: z.object({ data: z.array(FirmFolder) }),
  errors: [notFound],
});

export const createFolder = endpoint({
  id: 'firmSharedFolders.create',
  method: 'POST',
  path: '/v1/firm/matters/:id/shared-folders',
  summary: 'Adds a folder at the end of a matter.',
  access: { audience: 'staff', scope: 'documents.share' },
  params: z.object({ id: MatterId }),
  body: z.strictObject({ name: LocalizedText }),
  response: FirmFolder,
  status: 201,
  errors: [notFound, conflict],
  idempotent: true,
});

export const updateFolder = endpoint({
  id: 'firmSharedFolders.update',
  method: 'PATCH',
  path: '/v1/firm/shared-folders/:id',
  summary: 'Renames a folder, or moves it to another place among those of its matter.',
  access: { audience: 'staff', scope: 'documents.share' },
  params: z.object({ id: FolderId }),
  body: z.strictObject({
    name: z.optional(LocalizedText),
    position: z.optional(z.number().check(z.int(), z.minimum(0), z.maximum(MOST_FOLDERS - 1))),
  }),
  response: FirmFolder,
  errors: [notFound],
});

export const removeFolder = endpoint({
  id: 'firmSharedFolders.remove',
  method: 'DELETE',
  path: '/v1/firm/shared-folders/:id',
  summary: 'Removes a folder; what lay in it then lies in none, shared as it was.',
  access: { audience: 'staff', scope: 'documents.share' },
  params: z.object({ id: FolderId }),
  errors: [notFound],
});
