import assert from 'node:assert/strict';
import { test } from 'node:test';
import { headOf, jpegHead, withoutAsides } from './jpeg.js';

const ascii = (text: string): number[] => Array.from(text, (letter) => letter.charCodeAt(0));
const part = (marker: number, body: readonly number[]): number[] => {
  const length = body.length + 2;
  return [0xff, marker, length >> 8, length & 255, ...body];
};
/** Exif with an orientation and, beside it, a place. */
const exif = (orientation: number, little = false): number[] => {
  const u16 = (value: number) => (little ? [value, 0] : [0, value]);
  const u32 = (value: number) => (little ? [value, 0, 0, 0] : [0, 0, 0, value]);
  const tag = (high: number, low: number) => (little ? [low, high] : [high, low]);
  const entries = [...tag(0x01, 0x12), ...u16(3), ...u32(1), ...u16(orientation), 0, 0];
  return part(0xe1, [
    ...ascii('Exif\0\0'),
    ...ascii(little ? 'II' : 'MM'),
    ...u16(42),
    ...u32(8),
    ...u16(1),
    ...entries,
    ...u32(0),
    ...ascii('GPS 52.52 N 13.40 E'),
  ]);
};
const frame = part(0xc0, [8, 0x0b, 0xb8, 0x0f, 0xa0, 1, 1, 0x11, 0]);
const scan = [...part(0xda, [1, 1, 0, 0, 63, 0]), 1, 2, 3, 0xff, 0, 4, 0xff, 0xd0, 5, 0xff, 0xd9];
const profile = part(0xe2, ascii('ICC_PROFILE\0'));
const jpeg = (...parts: readonly (readonly number[])[]): File =>
  new File([Uint8Array.from([0xff, 0xd8, ...parts.flat(), ...frame, ...scan])], 'p.jpg', {
    type: 'image/jpeg',
    lastModified: 5,
  });
const bytesOf = async (file: File): Promise<number[]> => [...new Uint8Array(await file.arrayBuffer())];

for (const little of [false, true]) {
  test(`size and orientation are read, ${little ? 'little' : 'big'} end first`, async () => {
    const head = await headOf(jpeg(exif(6, little)));
    assert.deepEqual(head?.size, { width: 4000, height: 3000 });
    assert.equal(head.orientation, 6);
  });
}

test('what tells a place goes, what shows the picture stays, byte for byte', async () => {
  const comment = part(0xfe, ascii('at home'));
  const clean = await withoutAsides(jpeg(part(0xe0, ascii('JFIF\0')), exif(6), profile, part(0xed, [1]), comment));
  const text = String.fromCharCode(...(await bytesOf(clean)));
  assert(!/GPS|home/.test(text));
  assert(text.includes('ICC_PROFILE'));
  assert.equal((await headOf(clean))?.orientation, 6);
  assert.deepEqual((await bytesOf(clean)).slice(-scan.length), scan);
  assert.deepEqual([clean.name, clean.type, clean.lastModified], ['p.jpg', 'image/jpeg', 5]);
});

test('a picture that lies the right way keeps no Exif at all', async () => {
  const clean = await withoutAsides(jpeg(exif(1)));
  assert(!String.fromCharCode(...(await bytesOf(clean))).includes('Exif'));
  assert.deepEqual(await bytesOf(clean), [0xff, 0xd8, ...frame, ...scan]);
});

test('what a telephone puts behind the picture goes too, with the index of it', async () => {
  const whole = jpeg(part(0xe2, ascii('MPF\0index')));
  const film = new File([whole, Uint8Array.from(ascii('....ftypmp42 GPS 52.52'))], 'p.jpg', { type: 'image/jpeg' });
  assert.deepEqual(await bytesOf(await withoutAsides(film)), [0xff, 0xd8, ...frame, ...scan]);
  const progressive = jpeg(profile, frame, scan.slice(0, -2), part(0xc4, [0, 1]));
  assert.equal(await withoutAsides(progressive), progressive);
});

test('a picture without anything beside it, and what is no JPEG, stay the same file', async () => {
  const plain = jpeg(profile);
  assert.equal(await withoutAsides(plain), plain);
  const other = new File(['%PDF-1.7'], 'a.jpg', { type: 'image/jpeg' });
  assert.equal(await withoutAsides(other), other);
});

test('broken heads are not believed, and never throw', () => {
  const whole = [0xff, 0xd8, ...exif(6), ...frame, ...scan];
  for (let length = 0; length < whole.length - scan.length; length += 1) {
    assert.equal(jpegHead(Uint8Array.from(whole.slice(0, length))), undefined, `${length} bytes`);
  }
  for (let at = 2; at < whole.length; at += 1) jpegHead(Uint8Array.from(whole.with(at, 0xff)));
});
