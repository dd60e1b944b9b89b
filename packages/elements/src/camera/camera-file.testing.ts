/** A camera's picture as the file that Chromium's fake camera plays (YUV4MPEG2, 4:2:0), one frame for ever. */
import { take } from '../quality/pictures.testing.js';

/** A passport on a table, as wide as a telephone's preview. */
export function cameraFile(): Uint8Array {
  const picture = take({
    document: 'passport',
    seed: 7,
    width: 1280,
    height: 720,
    paper: 205,
    table: 70,
    angle: 1,
    fill: 0.86,
    shift: [0, 0],
    blur: 0.5,
    light: 1,
    uneven: 0.1,
    noise: 1,
  });
  const { width, height } = picture;
  const values = picture.data.filter((_, at) => at % 4 === 1);
  const head = new TextEncoder().encode(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\nFRAME\n`);
  const file = new Uint8Array(head.length + values.length * 1.5).fill(128);
  file.set(head);
  file.set(values, head.length);
  return file;
}
