import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { aHeic, aPng, ascii, concat } from '@portico/testing';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { anyFault, dice, passportLines, photograph } from '../passport/specimen.suite.js';
import { PictureError, type PagePicture } from './pictures.js';
import { createWorkerPictures } from './pictures.workers.js';
import { createTesseractOcr } from './ocr.tesseract.js';

const pictures = createWorkerPictures();

function aPicture(width: number, height: number, type: 'image/png' | 'image/webp' = 'image/png'): Uint8Array {
  const canvas = createCanvas(width, height);
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#1a7';
  pen.fillRect(0, 0, width, height / 2);
  return new Uint8Array(type === 'image/png' ? canvas.toBuffer(type) : canvas.toBuffer(type, 90));
}

function aPagedPdf(pages: number, javascript = false): Uint8Array {
  const page = (at: number) => `${at} 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 9 0 R>>endobj\n`;
  const kids = Array.from({ length: pages }, (_, at) => 10 + at);
  const draw = '1 0 0 rg 20 20 150 50 re f';
  return new TextEncoder().encode(
    `%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R${javascript ? '/OpenAction<</S/JavaScript/JS(while(1){})>>' : ''}>>endobj\n` +
      `2 0 obj<</Type/Pages/Kids[${kids.map((kid) => `${kid} 0 R`).join(' ')}]/Count ${pages}>>endobj\n` +
      `9 0 obj<</Length ${draw.length}>>stream\n${draw}\nendstream endobj\n${kids.map(page).join('')}trailer<</Root 1 0 R>>`,
  );
}

suite('pictures', () => {
  test('are drawn anew as JPEG in two sizes, from PNG, WebP and JPEG', async () => {
    for (const [file, type] of [
      [aPicture(2400, 1200), 'image/png'],
      [aPicture(2400, 1200, 'image/webp'), 'image/webp'],
      [photograph(passportLines(dice(1)), anyFault(dice(1), 1), dice(1)), 'image/jpeg'],
    ] as const) {
      const { pages } = await pictures.develop(file, type, { passport: false });
      assert.equal(pages.length, 1);
      const [large, small] = [
        await loadImage(Buffer.from(pages[0]!.large)),
        await loadImage(Buffer.from(pages[0]!.small)),
      ];
      assert.ok(Math.max(large.width, large.height) <= 1600 && large.width > 900, type);
      assert.equal(Math.max(small.width, small.height), 320);
    }
  });

  test('carry no place, no maker and no thumbnail of the file that they were made from', async () => {
    const jpeg = photograph(passportLines(dice(2)), anyFault(dice(2), 0.5), dice(2));
    const exif = Buffer.from('Exif\0\0II*\0\x08\0\0\0\0\0GPSLatitude 51.5007 canary-place', 'latin1');
    const length = Buffer.from([(exif.byteLength + 2) >> 8, (exif.byteLength + 2) & 255]);
    const located = Buffer.concat([jpeg.subarray(0, 2), Buffer.from([0xff, 0xe1]), length, exif, jpeg.subarray(2)]);
    const { pages } = await pictures.develop(located, 'image/jpeg', { passport: false });
    for (const picture of [pages[0]!.large, pages[0]!.small]) {
      const text = Buffer.from(picture).toString('latin1');
      assert.doesNotMatch(text, /Exif|canary|GPS/);
    }
  });

  test('are made of each page of a PDF, up to twenty, and its script does not run', async () => {
    const { pages } = await pictures.develop(aPagedPdf(2, true), 'application/pdf', { passport: false });
    assert.deepEqual(
      pages.map(({ page }) => page),
      [1, 2],
    );
    const drawn = await loadImage(Buffer.from(pages[0]!.large));
    assert.equal(drawn.width / drawn.height, 1.5);
    assert.equal((await pictures.develop(aPagedPdf(25), 'application/pdf', { passport: false })).pages.length, 20);
  });

  test('have the passport lines read from them where that is asked', async () => {
    const d = dice(21);
    const lines = passportLines(d);
    const file = photograph(lines, anyFault(d, 1), d);
    assert.deepEqual((await pictures.develop(file, 'image/jpeg', { passport: true })).passport?.lines, lines);
    assert.equal((await pictures.develop(file, 'image/jpeg', { passport: false })).passport, null);
  });

  test('of broken files, and of files with too many pixels, are refused, and the next file is drawn', async () => {
    const refused: readonly (readonly [Uint8Array, 'image/png' | 'image/jpeg' | 'application/pdf'])[] = [
      [aPng({ width: 30_000, height: 30_000 }), 'image/png'],
      [aPng({ width: 8000, height: 6300 }), 'image/png'],
      [new Uint8Array(5000), 'image/jpeg'],
      [aPicture(100, 100).subarray(0, 60), 'image/png'],
      [new TextEncoder().encode('%PDF-1.7\nnothing of a document'), 'application/pdf'],
    ];
    for (const [file, type] of refused) {
      await assert.rejects(pictures.develop(file, type, { passport: true }), PictureError, type);
    }
    assert.equal((await pictures.develop(aPicture(40, 40), 'image/png', { passport: true })).pages.length, 1);
  });

  test('that take too long or too much memory end their thread and not the server', async () => {
    const hasty = createWorkerPictures({ timeoutMs: 1 });
    await assert.rejects(hasty.develop(aPicture(3000, 3000), 'image/png', { passport: true }), /too long/);
    const narrow = createWorkerPictures({ memory: 4 });
    await assert.rejects(narrow.develop(aPagedPdf(20), 'application/pdf', { passport: false }), PictureError);
  });
});

suite('pictures stand upright', () => {
  test('as EXIF says of a JPEG, turned and mirrored in each of the eight ways', async () => {
    for (const [orientation, corners] of WAYS) {
      const { pages } = await pictures.develop(aCornered(orientation), 'image/jpeg', { passport: false });
      for (const size of ['large', 'small'] as const) {
        assert.equal(await cornersOf(pages[0], size), corners, `orientation ${orientation}, ${size}`);
      }
    }
  });

  test('as the tag of a TIFF says', async () => {
    for (const [orientation, corners] of WAYS) {
      const file = tiffOf([{ orientation, rows: cornered() }]);
      const { pages } = await pictures.develop(file, 'image/tiff', { passport: false });
      assert.equal(await cornersOf(pages[0], 'large'), corners, `orientation ${orientation}`);
    }
  });
});

suite('a TIFF', () => {
  test('is drawn page by page, whatever its pages are compressed by; small copies of pages are no pages', async () => {
    const file = tiffOf([
      { rows: cornered() },
      { rows: deflateSync(cornered()), compression: 8 },
      { rows: cornered(), small: true },
    ]);
    const { pages } = await pictures.develop(file, 'image/tiff', { passport: false });
    assert.deepEqual(
      pages.map(({ page }) => page),
      [1, 2],
    );
    for (const page of pages) assert.equal(await cornersOf(page, 'large'), 'RGBW');
    const many = tiffOf(Array.from({ length: 25 }, () => ({ rows: cornered() })));
    assert.equal((await pictures.develop(many, 'image/tiff', { passport: false })).pages.length, 20);
  });

  test('that says of itself what would fill the memory is refused before it is decoded', async () => {
    const bomb = deflateSync(new Uint8Array(80_000_000));
    const liar = aJpegHead(60_000, 60_000);
    const refused: readonly (readonly [string, Uint8Array])[] = [
      ['pixels', tiffOf([{ rows: cornered(), width: 8000, height: 6300 }])],
      [
        'pixels of the second page',
        tiffOf([{ rows: cornered() }, { rows: cornered(), width: 60_000, height: 60_000 }]),
      ],
      ['bits of a sample', tiffOf([{ rows: cornered(), bits: 60_000 }])],
      ['samples of a pixel', tiffOf([{ rows: cornered(), samples: 60_000 }])],
      ['tiles', tiffOf([{ rows: cornered(), tile: 60_000 }])],
      ['what a strip unpacks to', tiffOf([{ rows: bomb, compression: 8 }])],
      ['a picture within the picture', tiffOf([{ rows: liar, compression: 7 }])],
      ['a format of cameras', tiffOf([{ rows: cornered(), compression: 34_713 }])],
      ['no strips at all', tiffOf([{ rows: new Uint8Array() }]).subarray(0, 60)],
    ];
    for (const [what, file] of refused) {
      await assert.rejects(pictures.develop(file, 'image/tiff', { passport: false }), PictureError, what);
    }
    const { pages } = await pictures.develop(tiffOf([{ rows: cornered() }]), 'image/tiff', { passport: false });
    assert.equal(pages.length, 1);
  });
});

suite('a HEIC', () => {
  test('is drawn from the JPEG that its camera laid into it, upright', async () => {
    for (const [orientation, corners] of WAYS.slice(0, 6)) {
      const file = heicWith('Exif', exifWith(aCornered(1), orientation));
      const { pages } = await pictures.develop(file, 'image/heic', { passport: false });
      assert.equal(await cornersOf(pages[0], 'small'), corners, `orientation ${orientation}`);
    }
    const { pages } = await pictures.develop(heicWith('jpeg', aCornered(1)), 'image/heic', { passport: false });
    assert.equal(await cornersOf(pages[0], 'large'), 'RGBW');
  });

  test('without one has no pictures, and neither has a broken one or one that lies', async () => {
    const whole = heicWith('Exif', exifWith(aCornered(1), 1));
    for (const file of [
      aHeic(),
      whole.subarray(0, whole.byteLength - 400),
      heicWith('jpeg', aJpegHead(60_000, 60_000)),
    ]) {
      assert.deepEqual((await pictures.develop(file, 'image/heic', { passport: true })).pages, []);
    }
  });
});

suite('Tesseract', () => {
  test('reads a printed page with the language data of its package', async () => {
    const canvas = createCanvas(700, 160);
    const pen = canvas.getContext('2d');
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, 700, 160);
    pen.fillStyle = '#000';
    pen.font = '34px ocr-b';
    pen.fillText('CERTIFICATE OF SPECIMEN', 30, 60);
    pen.fillText('REGISTER 4711', 30, 120);
    const { text, confidence } = await createTesseractOcr().read(new Uint8Array(canvas.toBuffer('image/png')));
    assert.match(text, /CERTIFICATE OF SPECIMEN/);
    assert.match(text, /4711/);
    assert.ok(confidence > 0.5 && confidence <= 1);
  });

  test('is ended when its time is over', async () => {
    await assert.rejects(createTesseractOcr({ timeoutMs: 1 }).read(aPicture(50, 50)), /too long/);
  });
});

/** What stands in the corners of a picture that is red, green, blue and white, read like text, once it is turned. */
const WAYS: readonly (readonly [orientation: number, corners: string])[] = [
  [1, 'RGBW'],
  [2, 'GRWB'],
  [3, 'WBGR'],
  [4, 'BWRG'],
  [5, 'RBGW'],
  [6, 'BRWG'],
  [7, 'WGBR'],
  [8, 'GWRB'],
];
const [WIDE, HIGH] = [200, 100];

/** Its samples, row by row. */
function cornered(): Uint8Array<ArrayBuffer> {
  const colours = [
    [255, 0, 0],
    [0, 255, 0],
    [0, 0, 255],
    [255, 255, 255],
  ];
  const rows = new Uint8Array(WIDE * HIGH * 3);
  for (let y = 0; y < HIGH; y += 1) {
    for (let x = 0; x < WIDE; x += 1) {
      rows.set(colours[(y < HIGH / 2 ? 0 : 2) + (x < WIDE / 2 ? 0 : 1)]!, (y * WIDE + x) * 3);
    }
  }
  return rows;
}

function aCornered(orientation: number): Uint8Array {
  const canvas = createCanvas(WIDE, HIGH);
  const pen = canvas.getContext('2d');
  for (const [index, colour] of ['#f00', '#0f0', '#00f', '#fff'].entries()) {
    pen.fillStyle = colour;
    pen.fillRect((index % 2) * 100, index < 2 ? 0 : 50, 100, 50);
  }
  const jpeg = canvas.toBuffer('image/jpeg', 95);
  const exif = concat([ascii('Exif\0\0'), tiffHead([[274, orientation]], 0)]);
  const length = exif.byteLength + 2;
  return concat([jpeg.subarray(0, 2), new Uint8Array([0xff, 0xe1, length >> 8, length & 255]), exif, jpeg.subarray(2)]);
}

async function cornersOf(page: PagePicture | undefined, size: 'large' | 'small'): Promise<string> {
  const image = await loadImage(Buffer.from(page?.[size] ?? []));
  const canvas = createCanvas(image.width, image.height);
  const pen = canvas.getContext('2d');
  pen.drawImage(image, 0, 0);
  const at = (x: number, y: number) => {
    const [red = 0, green = 0, blue = 0] = pen.getImageData(x * image.width, y * image.height, 1, 1).data;
    if (red > 200) return green > 200 ? 'W' : 'R';
    return green > 200 ? 'G' : blue > 200 ? 'B' : '?';
  };
  return [at(0.25, 0.25), at(0.75, 0.25), at(0.25, 0.75), at(0.75, 0.75)].join('');
}

/** Nothing but a frame header, which says how large the rest would be. */
function aJpegHead(width: number, height: number): Uint8Array {
  const size = [height >> 8, height & 255, width >> 8, width & 255];
  return new Uint8Array([0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, ...size, 1, 1, 0x11, 0, 0xff, 0xd9]);
}

/** A TIFF header with its first directory. @param next where the second one lies; 0 for none */
function tiffHead(tags: readonly (readonly [tag: number, value: number])[], next: number): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(8 + 6 + tags.length * 12));
  bytes.setUint32(0, 0x49492a00);
  bytes.setUint32(4, 8, true);
  writeTags(bytes, 8, tags, next);
  return new Uint8Array(bytes.buffer);
}

function writeTags(bytes: DataView, at: number, tags: readonly (readonly [number, number])[], next: number): void {
  bytes.setUint16(at, tags.length, true);
  for (const [index, [tag, value]] of tags.entries()) {
    bytes.setUint16(at + 2 + index * 12, tag, true);
    // Orientation is a SHORT, or nobody believes it.
    bytes.setUint16(at + 4 + index * 12, tag === 274 ? 3 : 4, true);
    bytes.setUint32(at + 6 + index * 12, 1, true);
    bytes.setUint32(at + 10 + index * 12, value, true);
  }
  bytes.setUint32(at + 2 + tags.length * 12, next, true);
}

interface TiffPage {
  readonly rows: Uint8Array;
  readonly width?: number;
  readonly height?: number;
  readonly bits?: number;
  readonly samples?: number;
  readonly compression?: number;
  readonly orientation?: number;
  readonly tile?: number;
  readonly small?: boolean;
}

/** A TIFF of pages of one strip each, three samples a pixel. */
function tiffOf(pages: readonly TiffPage[]): Uint8Array {
  const TAGS = 12;
  const directory = 6 + TAGS * 12;
  const bytes = new DataView(
    new ArrayBuffer(8 + pages.reduce((sum, { rows }) => sum + rows.byteLength + directory, 0)),
  );
  bytes.setUint32(0, 0x49492a00);
  bytes.setUint32(4, 8, true);
  let at = 8;
  for (const [index, page] of pages.entries()) {
    const { rows, width = WIDE, height = HIGH, bits = 8, samples = 3, compression = 1, orientation = 1 } = page;
    const start = at + directory;
    const end = start + rows.byteLength;
    writeTags(
      bytes,
      at,
      [
        [254, page.small === true ? 1 : 0],
        [256, width],
        [257, height],
        [258, bits],
        [259, compression],
        [262, 2],
        [273, start],
        [274, orientation],
        [277, samples],
        [279, rows.byteLength],
        [page.tile === undefined ? 65_000 : 322, page.tile ?? 0],
        [page.tile === undefined ? 65_001 : 323, page.tile ?? 0],
      ],
      index === pages.length - 1 ? 0 : end,
    );
    new Uint8Array(bytes.buffer).set(rows, start);
    at = end;
  }
  return new Uint8Array(bytes.buffer);
}

/** EXIF as a HEIC has it, with a thumbnail in its second directory. */
function exifWith(jpeg: Uint8Array, orientation: number): Uint8Array {
  const first = tiffHead([[274, orientation]], 26);
  const second = new DataView(new ArrayBuffer(30));
  writeTags(
    second,
    0,
    [
      [0x0201, 56],
      [0x0202, jpeg.byteLength],
    ],
    0,
  );
  return concat([new Uint8Array([0, 0, 0, 6]), ascii('Exif\0\0'), first, new Uint8Array(second.buffer), jpeg]);
}

/** A HEIC of one item beside a picture that nobody here can decode. */
function heicWith(kind: 'Exif' | 'jpeg', item: Uint8Array): Uint8Array {
  const ispe = isoBox('ispe', concat([new Uint8Array(4), be32(4000), be32(3000)]));
  const entry = isoBox('infe', concat([new Uint8Array([2, 0, 0, 0, 0, 7, 0, 0]), ascii(kind), new Uint8Array(1)]));
  const list = isoBox('iinf', concat([new Uint8Array([0, 0, 0, 0, 0, 1]), entry]));
  const metaOf = (start: number) => {
    const place = concat([new Uint8Array([0, 7, 0, 0, 0, 1]), be32(start), be32(item.byteLength)]);
    const iloc = isoBox('iloc', concat([new Uint8Array([0, 0, 0, 0, 0x44, 0x00, 0, 1]), place]));
    return isoBox('meta', concat([new Uint8Array(4), list, iloc, isoBox('iprp', isoBox('ipco', ispe))]));
  };
  const type = isoBox('ftyp', concat([ascii('heic'), new Uint8Array(4), ascii('mif1heic')]));
  const start = type.byteLength + metaOf(0).byteLength + 8;
  return concat([type, metaOf(start), isoBox('mdat', item)]);
}

function isoBox(type: string, data: Uint8Array): Uint8Array {
  return concat([be32(data.byteLength + 8), ascii(type), data]);
}

function be32(value: number): Uint8Array {
  return new Uint8Array([value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255]);
}
