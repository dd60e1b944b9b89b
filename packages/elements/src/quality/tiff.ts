/** The first page of a TIFF as a picture that browsers show. They cannot, so a decoder is loaded when one is chosen. */
import * as utif from 'utif2';

/** Pixels above which no preview is made: it would hold up the page. */
const MOST = 24_000_000;

/** A JPEG of the first page. @throws where it cannot be read or is too large */
export async function tiffPicture(file: Blob): Promise<Blob> {
  const bytes = await file.arrayBuffer();
  const [page] = utif.decode(bytes);
  if (!page) throw new Error('The TIFF has no page.');
  const [wide] = tagOf(page['t256']);
  const [high] = tagOf(page['t257']);
  if (!wide || !high || wide * high > MOST) throw new Error('The TIFF is too large to be shown.');
  utif.decodeImage(bytes, page);
  const image = new ImageData(page.width, page.height);
  image.data.set(utif.toRGBA8(page));
  const canvas = new OffscreenCanvas(page.width, page.height);
  canvas.getContext('2d')?.putImageData(image, 0, 0);
  return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
}

function tagOf(value: unknown): readonly number[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'number') : [];
}
