/** Pictures of pages: which there are, and how they are opened and handed out. */
import { previewUnavailable, previewUnsupported } from '@portico/contract';
import type { Reader } from '../database/tables.js';
import type { Deps } from '../deps.js';
import { collect } from '../files/collect.js';
import type { FileKeys } from '../files/keys.js';
import { Refusal } from '../http/refusal.js';
import { mustBeOpenable, SOON } from './gate.js';
import { countPages, findArrival, findPicture, type PictureSize } from './store.js';

/** Which picture of a document. */
export interface Wanted {
  readonly page: number;
  readonly size: PictureSize;
}

type Found = NonNullable<Awaited<ReturnType<typeof findPicture>>>;

/** @throws Refusal where the document is shut, or there is no such picture */
export async function mustHavePicture(
  db: Reader,
  firmId: string,
  documentId: string,
  { page, size }: Wanted,
): Promise<Found> {
  await mustBeOpenable(db, firmId, documentId);
  const picture = await findPicture(db, firmId, documentId, page, size);
  if (picture) return picture;
  const { state } = (await findArrival(db, firmId, documentId)) ?? {};
  if (state === 'waiting') throw new Refusal(previewUnavailable, { headers: { 'retry-after': SOON } });
  const pages = await countPages(db, firmId, documentId);
  throw new Refusal(pages > 0 ? previewUnavailable : previewUnsupported);
}

/** Opens a picture's bytes. */
export async function openPicture(
  { blobs }: Pick<Deps, 'blobs'>,
  keys: FileKeys,
  { firm_id: firmId, blob_key: key, bytes }: Found,
): Promise<Uint8Array> {
  return keys.unseal(firmId, `picture ${key}`, await collect(blobs.read(key, 0, bytes)));
}

/** The server drew it itself, and still no browser has a reason to take it for anything else than a picture. */
export function shown(picture: Uint8Array): Response {
  return new Response(new Uint8Array(picture), {
    headers: {
      'cache-control': 'no-store',
      'content-disposition': 'inline; filename="page.jpg"',
      'content-length': String(picture.byteLength),
      'content-security-policy': "sandbox; default-src 'none'",
      'content-type': 'image/jpeg',
      'cross-origin-resource-policy': 'same-site',
      'x-content-type-options': 'nosniff',
    },
  });
}
