/** PDFs and pictures for tests, written by hand so that each page is known by its size and by what it says. */
import { createCanvas } from '@napi-rs/canvas';
import { ascii, concat } from '@portico/testing';

export interface PaperOptions {
  /** More of the catalog, e.g. an action. */
  readonly catalog?: string;
  /** More of each page. */
  readonly page?: string;
  /** Objects besides, from number 500. */
  readonly objects?: readonly (string | Uint8Array)[];
  readonly trailer?: string;
}

/** A PDF whose page `n` is 100 + n points wide and says `<word> n`; every page shares one font and one list of pictures. */
export function aPaper(
  pages: number,
  word = 'page',
  { catalog = '', page = '', objects = [], trailer = '' }: PaperOptions = {},
) {
  const kids = Array.from({ length: pages }, (_, at) => 10 + 2 * at);
  const texts = kids.map((_, at) => `BT /F1 12 Tf 10 50 Td (${word} ${at + 1}) Tj ET /X${at + 1} Do`);
  return withXref(
    [
      [1, `<</Type/Catalog/Pages 2 0 R${catalog}>>`],
      [2, `<</Type/Pages/Kids[${kids.map((kid) => `${kid} 0 R`).join(' ')}]/Count ${pages}/Resources 3 0 R>>`],
      [3, `<</Font<</F1 4 0 R>>/XObject<<${kids.map((_, at) => `/X${at + 1} ${300 + at} 0 R`).join(' ')}>>>>`],
      [4, '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>'],
      ...kids.map((kid, at): Entry => [
        kid,
        `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${101 + at} 200]/Contents ${kid + 1} 0 R${page}>>`,
      ]),
      ...texts.map((text, at): Entry => [11 + 2 * at, aStream('', text)]),
      ...texts.map((_, at): Entry => [
        300 + at,
        aStream('/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<<>>', `% only ${word} ${at + 1}\n`),
      ]),
      ...objects.map((object, at): Entry => [500 + at, object]),
    ],
    trailer,
  );
}

type Entry = readonly [number: number, object: string | Uint8Array];

export function aStream(entries: string, content: string | Uint8Array): Uint8Array {
  const bytes = typeof content === 'string' ? ascii(content) : content;
  return concat([ascii(`<<${entries}/Length ${bytes.byteLength}>>stream\n`), bytes, ascii('\nendstream')]);
}

function withXref(objects: readonly Entry[], trailer: string): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [ascii('%PDF-1.7\n')];
  let at = 9;
  const places = new Map<number, number>();
  for (const [number, object] of objects) {
    const bytes = concat([
      ascii(`${number} 0 obj\n`),
      typeof object === 'string' ? ascii(object) : object,
      ascii('\nendobj\n'),
    ]);
    places.set(number, at);
    at += bytes.byteLength;
    parts.push(bytes);
  }
  const entries = [...places].map(([number, place]) => `${number} 1\n${String(place).padStart(10, '0')} 00000 n \n`);
  const end = `xref\n0 1\n0000000000 65535 f \n${entries.join('')}trailer\n<</Root 1 0 R/Size 1000${trailer}>>\nstartxref\n${at}\n%%EOF\n`;
  return concat([...parts, ascii(end)]);
}

/** A picture of one colour, with a darker corner at its top left. @param orientation of Exif, for a JPEG */
export function aPhoto(
  width: number,
  height: number,
  type: 'image/jpeg' | 'image/png',
  orientation = 1,
): Uint8Array<ArrayBuffer> {
  const canvas = createCanvas(width, height);
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#ddd';
  pen.fillRect(0, 0, width, height);
  pen.fillStyle = '#000';
  pen.fillRect(0, 0, width / 4, height / 4);
  const bytes = new Uint8Array(type === 'image/png' ? canvas.toBuffer(type) : canvas.toBuffer(type, 90));
  if (orientation === 1) return bytes;
  const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
  const exif = concat([new Uint8Array([0xff, 0xe1, 0, tiff.length + 8]), ascii('Exif\0\0'), new Uint8Array(tiff)]);
  return concat([bytes.subarray(0, 2), exif, bytes.subarray(2)]);
}
