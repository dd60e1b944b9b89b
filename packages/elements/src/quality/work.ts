/** What is done to pictures beside the page: the same in a worker and, in small steps, on the page itself. */
import { reduced } from './decode.js';
import { type Measures, measuring } from './measure.js';
import { fitted, type Steps } from './picture.js';
import { type Corners, straightening, straightSize } from './perspective.js';

/** Something to do with a picture. */
export type Task =
  | { readonly kind: 'measure'; readonly picture: Blob | ImageBitmap }
  /** Written again as a JPEG, the right way round and without any metadata. */
  | { readonly kind: 'encode'; readonly picture: Blob; readonly longest: number }
  | { readonly kind: 'straighten'; readonly picture: Blob; readonly corners: Corners; readonly longest: number };

/** Quality of a JPEG that is written again: no loss can be seen in print. */
const JPEG_QUALITY = 0.9;

/** Does it. @param run walks the steps, and rests in between where others need the thread */
export async function perform(task: Task, run: <T>(steps: Steps<T>) => Promise<T>): Promise<Measures | Blob> {
  if (task.kind === 'measure') {
    const { picture, size } = await reduced(task.picture);
    return run(measuring(picture, size));
  }
  const bitmap = await createImageBitmap(task.picture);
  const { width, height } = bitmap;
  const encoded = task.kind === 'encode' ? fitted(bitmap, task.longest) : { width, height };
  const drawn = new OffscreenCanvas(encoded.width, encoded.height);
  const context = contextOf(drawn);
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, encoded.width, encoded.height);
  bitmap.close();
  if (task.kind === 'encode') return jpegOf(drawn);
  const [p, q, r, s] = task.corners.map(({ x, y }) => ({ x: x * width, y: y * height }));
  if (!p || !q || !r || !s) throw new Error('A page has four corners.');
  const size = straightSize([p, q, r, s], task.longest);
  const straight = await run(straightening(context.getImageData(0, 0, width, height), [p, q, r, s], size));
  const image = new ImageData(size.width, size.height);
  image.data.set(straight.data);
  const canvas = new OffscreenCanvas(size.width, size.height);
  contextOf(canvas).putImageData(image, 0, 0);
  return jpegOf(canvas);
}

function contextOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('This browser does not draw.');
  return context;
}

function jpegOf(canvas: OffscreenCanvas): Promise<Blob> {
  return canvas.convertToBlob({ type: 'image/jpeg', quality: JPEG_QUALITY });
}
