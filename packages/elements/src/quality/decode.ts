/**
 * A picture made small, in a worker or on a page. A JPEG is decoded at a fraction of its size where the browser has ImageDecoder,
 * which takes a third of the time; everything else by createImageBitmap, which turns pictures the right way by their Exif
 * orientation, decodes HEIC where the browser can, and refuses what it cannot.
 */
import { headOf } from './jpeg.js';
import { fitted, type Picture, type Size } from './picture.js';
import { MEASURED_SIDE } from './thresholds.js';

/** Not in TypeScript's library: WebCodecs' ImageDecoder, as far as it is used here. */
interface Decoder {
  decode: () => Promise<{ readonly image: CanvasImageSource & Size2 & { close: () => void } }>;
  close: () => void;
}
interface Size2 {
  readonly displayWidth: number;
  readonly displayHeight: number;
}
type DecoderClass = new (init: {
  data: ArrayBuffer;
  type: string;
  desiredWidth: number;
  desiredHeight: number;
}) => Decoder;

declare global {
  interface WindowOrWorkerGlobalScope {
    readonly ImageDecoder?: DecoderClass;
  }
}

export interface Reduced {
  readonly picture: Picture;
  /** Of the picture as it was taken. */
  readonly size: Size;
}

/** Reads a picture at the size that is measured. @throws where this browser cannot show it */
export async function reduced(source: Blob | ImageBitmap): Promise<Reduced> {
  if (!(source instanceof Blob))
    return { picture: drawn(source, source), size: { width: source.width, height: source.height } };
  const fast = await fraction(source).catch(() => undefined);
  if (fast) return fast;
  const bitmap = await createImageBitmap(source);
  try {
    return { picture: drawn(bitmap, bitmap), size: { width: bitmap.width, height: bitmap.height } };
  } finally {
    bitmap.close();
  }
}

async function fraction(source: Blob): Promise<Reduced | undefined> {
  const Decoder = globalThis.ImageDecoder;
  if (!Decoder || source.type !== 'image/jpeg') return undefined;
  const head = await headOf(source);
  if (!head?.size) return undefined;
  // A decoder takes the next smaller of its eighths, so twice the size is asked for.
  const { width: desiredWidth, height: desiredHeight } = fitted(head.size, 2 * MEASURED_SIDE);
  const decoder = new Decoder({ data: await source.arrayBuffer(), type: source.type, desiredWidth, desiredHeight });
  try {
    const { image } = await decoder.decode();
    const picture = drawn(image, { width: image.displayWidth, height: image.displayHeight });
    image.close();
    const turned = head.orientation > 4;
    return { picture, size: turned ? { width: head.size.height, height: head.size.width } : head.size };
  } finally {
    decoder.close();
  }
}

function drawn(source: CanvasImageSource, size: Size): Picture {
  const { width, height } = fitted(size, MEASURED_SIDE);
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('This browser does not draw.');
  context.imageSmoothingQuality = 'medium';
  context.drawImage(source, 0, 0, width, height);
  return context.getImageData(0, 0, width, height);
}
