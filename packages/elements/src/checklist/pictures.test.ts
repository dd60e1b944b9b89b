/** What is said about a picture before it is sent, and what becomes of its file. */
import { appears, choose, createPagePortal, findAll, press, reads, show, until, words } from '@portico/testing/page';
import { expect } from 'chai';
import '../define/portal-checklist.js';
import '../define/portal-provider.js';
import { type Shot, take } from '../quality/pictures.testing.js';

const CHECKLIST = '<portal-checklist></portal-checklist>';
const good: Shot = {
  document: 'passport',
  seed: 4,
  width: 1280,
  height: 960,
  paper: 215,
  table: 80,
  angle: 1,
  fill: 0.8,
  shift: [0, 0],
  blur: 0.6,
  light: 1,
  uneven: 0.1,
  noise: 2,
};

async function photo(changes: Partial<Shot> = {}, name = 'passport.jpg'): Promise<File> {
  const { width, height, data } = take({ ...good, ...changes });
  const canvas = new OffscreenCanvas(width, height);
  const image = new ImageData(width, height);
  image.data.set(data);
  canvas.getContext('2d')?.putImageData(image, 0, 0);
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
  return new File([blob], name, { type: 'image/jpeg' });
}

/** A camera's note: Exif that says the picture is to be turned, and where it was taken. */
async function withPlace(file: File): Promise<File> {
  const place = new TextEncoder().encode('GPS 52.5200 N 13.4050 E');
  const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 3, 0, 0, 0, 0, 0, 0];
  const body = [0x45, 0x78, 0x69, 0x66, 0, 0, ...tiff, ...place];
  const exif = Uint8Array.of(0xff, 0xe1, 0, body.length + 2, ...body);
  return new File([file.slice(0, 2), exif, file.slice(2)], file.name, { type: file.type });
}

async function open(language = 'en') {
  const portal = await createPagePortal({ scenario: 'beginning' });
  const shown = show(portal, CHECKLIST, language);
  (await appears(shown.place, '[data-start]')).click();
  await appears(shown.place, '[data-choose]');
  return { portal, ...shown };
}

function put(place: Element, ...files: readonly File[]): void {
  const [field] = findAll<HTMLInputElement>(place, '[data-choose] + input[type=file]');
  choose(field!, ...files);
}

const hintsIn = (place: Element): string[] => findAll(place, '.hints li').map((hint) => words(hint));

describe('pictures before they are sent', () => {
  it('says nothing about a good one', async () => {
    const { place, said } = await open();
    put(place, await photo(), await photo({ light: 0.3 }, 'second.jpg'));
    await reads(place, 'too dark');
    expect(hintsIn(place)).to.have.length(1);
    expect(said.filter((text) => text.startsWith('passport.jpg'))).to.deep.equal([]);
  });

  it('says what is wrong with a blurred one, aloud as well, and sends it all the same', async () => {
    const { portal, place, said } = await open();
    put(place, await photo({ blur: 6 }));
    await reads(place, 'It looks blurred.');
    await until('it to be said aloud', () => said.some((text) => text.startsWith('passport.jpg: It looks blurred')));
    await press(place, 'Send 1 file anyway');
    await reads(place, 'Your turn: 7 documents');
    const { data } = (await portal.staff('GET', '/v1/firm/documents')) as { data: readonly { name: string }[] };
    expect(data.map(({ name }) => name)).to.deep.equal(['passport.jpg']);
  });

  for (const [what, changes, text] of [
    ['dark', { light: 0.3 }, 'It is too dark'],
    ['glaring', { paper: 200, glare: [0.5, 0.5, 0.1, 0.1] }, 'A light shines on it'],
    ['cut off', { shift: [0.3, 0] }, 'An edge seems to be cut off'],
    ['small', { width: 480, height: 360 }, 'It has few pixels'],
    ['askew', { angle: 20, fill: 0.6 }, 'It lies askew'],
  ] as const) {
    it(`says that one is ${what}`, async () => {
      const { place } = await open();
      put(place, await photo(changes));
      await reads(place, text);
    });
  }

  it('speaks the reader’s language', async () => {
    const { place } = await open('ar');
    put(place, await photo({ light: 0.3 }));
    await reads(place, 'الصورة معتمة');
    await reads(place, 'على أي حال');
  });

  it('takes the place out, leaves the picture as it is, and says so', async () => {
    const { portal, place } = await open();
    const plain = await photo();
    put(place, await withPlace(plain));
    await reads(place, 'We took out what the camera noted');
    await press(place, 'Send 1 file');
    await reads(place, 'Your turn: 7 documents');
    const { data } = (await portal.staff('GET', '/v1/firm/documents')) as { data: readonly { size: number }[] };
    // The picture's own bytes, and 36 that say how to turn it.
    expect(data.map(({ size }) => size)).to.deep.equal([plain.size + 36]);
  });

  it('sends as it is what this browser cannot show, and says why nothing was checked', async () => {
    const { place } = await open();
    put(place, new File([new Uint8Array(200)], 'passport.heic', { type: 'image/heic' }));
    await reads(place, 'This browser cannot show this kind of picture');
    expect(findAll(place, '.staged img')).to.deep.equal([]);
    await reads(place, 'Send 1 file');
  });
});
