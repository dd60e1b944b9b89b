/**
 * What is found out about a chosen picture before it is sent. Its file stays as it is, but for two things: what a JPEG says
 * beside the picture (jpeg.ts), and a HEIC, which becomes a JPEG where this browser can open it and the request takes one,
 * because fewer programs of a law firm can.
 */
import { fileTypeByName } from '@portico/contract';
import { type Hint, hintsOf } from './hints.js';
import { encode, measurePicture } from './picture-desk.js';
import type { Page } from './page-shape.js';

export interface Look {
  /** What can be done better, the worst first. */
  readonly hints: readonly Hint[];
  /** False where this browser cannot show the picture, so that nothing was checked. */
  readonly seen: boolean;
  /** What to show where the browser does not show the file itself. */
  readonly preview: Blob | undefined;
  /** The file to send instead. */
  readonly instead: File | undefined;
  readonly page: Page | undefined;
}

/** Longest side of a HEIC that is written again, pixels: that of a camera with 24 million. */
const LONGEST = 6000;
const unseen: Look = { hints: [], seen: false, preview: undefined, instead: undefined, page: undefined };

/** Looks at a picture. Never rejects: what cannot be looked at is not seen. @param jpeg whether a JPEG would be taken */
export async function lookAt(file: File, jpeg: boolean): Promise<Look> {
  const type = fileTypeByName(file.name);
  try {
    const preview = await previewOf(file, type);
    const measures = await measurePicture(preview ?? file);
    if (!measures) return unseen;
    const instead = preview && type === 'image/heic' && jpeg ? renamed(preview, file) : undefined;
    return { hints: hintsOf(measures), seen: true, preview, instead, page: measures.page };
  } catch {
    return unseen;
  }
}

async function previewOf(file: File, type: string | undefined): Promise<Blob | undefined> {
  if (type === 'image/heic') return encode(file, LONGEST);
  return type === 'image/tiff' ? (await import('./tiff.js')).tiffPicture(file) : undefined;
}

function renamed(picture: Blob, { name, lastModified }: File): File {
  return new File([picture], name.replace(/\.\w+$/, '.jpg'), { type: picture.type, lastModified });
}
