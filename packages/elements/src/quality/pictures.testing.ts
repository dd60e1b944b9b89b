/**
 * Photographs of documents, made on the spot and the same every time: paper with print on a table, under uneven light, through a
 * lens that blurs and a sensor that makes noise, each to a known degree.
 */
import { Random } from '@portico/testing/random';
import type { Picture } from './picture.js';

export type DocumentName = 'passport' | 'card' | 'letter' | 'form' | 'receipt';
export const documentNames: readonly DocumentName[] = ['passport', 'card', 'letter', 'form', 'receipt'];

/** Width and height in millimetres. */
const formats: Readonly<Record<DocumentName, readonly [number, number]>> = {
  passport: [125, 88],
  card: [86, 54],
  letter: [210, 297],
  form: [216, 279],
  receipt: [80, 170],
};

export interface Shot {
  readonly document: DocumentName;
  /** Makes different print, grain and noise. */
  readonly seed: number;
  readonly width: number;
  readonly height: number;
  /** Brightness of the paper and of what it lies on. */
  readonly paper: number;
  readonly table: number;
  /** Degrees clockwise. */
  readonly angle: number;
  /** Part of the picture that the document's longer way fills; above one it goes beyond it. */
  readonly fill: number;
  /** How far its middle lies from the picture's, in parts of it. */
  readonly shift: readonly [number, number];
  /** Standard deviation of the lens's blur, pixels. */
  readonly blur: number;
  /** Length of the hand's movement, pixels, and its direction. */
  readonly motion?: readonly [length: number, across: boolean];
  /** What all light is multiplied with. */
  readonly light: number;
  /** How much darker one side is than the other. */
  readonly uneven: number;
  /** Standard deviation of the sensor's noise. */
  readonly noise: number;
  /** A lamp's reflection: place and half axes in parts of the picture. */
  readonly glare?: readonly [x: number, y: number, a: number, b: number];
}

/** Takes the photograph. */
export function take(shot: Shot): Picture {
  const { width, height } = shot;
  const random = randomOf(shot.seed);
  let light = exposed(shot, printed(shot.document, random), random);
  if (shot.blur > 0) light = blurred(light, width, height, gaussian(shot.blur));
  if (shot.motion) {
    const [length, across] = shot.motion;
    light = smeared(light, width, height, new Float32Array(length).fill(1 / length), across);
  }
  const data = new Uint8ClampedArray(width * height * 4);
  for (let at = 0; at < light.length; at += 1) {
    const value = (light[at] ?? 0) + shot.noise * normal(random);
    data[4 * at] = value + 3;
    data[4 * at + 1] = value;
    data[4 * at + 2] = value - 5;
    data[4 * at + 3] = 255;
  }
  return { width, height, data };
}

/** Numbers from 0 to 1, the same for the same seed. */
export function randomOf(seed: number): () => number {
  const random = new Random(seed * 2654435761);
  return () => random.next();
}

interface Sheet {
  readonly wide: number;
  readonly high: number;
  /** Part of the paper's light that comes back, dot by dot. */
  readonly dots: Float32Array;
}

const DOTS = 4;

function printed(name: DocumentName, random: () => number): Sheet {
  const [width, height] = formats[name];
  const wide = width * DOTS;
  const high = height * DOTS;
  const dots = new Float32Array(wide * high).fill(1);
  const fill = (x: number, y: number, w: number, h: number, value: number): void => {
    for (let row = Math.round(y * DOTS); row < Math.min(high, Math.round((y + h) * DOTS)); row += 1)
      dots.fill(value, row * wide + Math.round(x * DOTS), row * wide + Math.min(wide, Math.round((x + w) * DOTS)));
  };
  const line = (x: number, y: number, length: number, size: number): void => {
    for (let at = x; at < x + length; at += size * 0.75) {
      if (random() < 0.16) continue;
      const stem = size * 0.16;
      fill(at, y + (random() < 0.3 ? -size * 0.4 : 0), stem, size, 0.15);
      if (random() < 0.7) fill(at + size * 0.4, y, stem, size, 0.15);
      fill(at, y + (random() < 0.5 ? 0 : size - stem), size * 0.45, stem, 0.15);
    }
  };
  const lines = (x: number, y: number, length: number, size: number, count: number, apart: number): void => {
    for (let each = 0; each < count; each += 1) line(x, y + each * apart, length * (0.7 + 0.3 * random()), size);
  };
  if (name === 'passport' || name === 'card') {
    const k = name === 'card' ? 0.62 : 1;
    fill(0, 0, width, 9 * k, 0.78);
    fill(8 * k, 20 * k, 30 * k, 38 * k, 0.94);
    fill(15 * k, 26 * k, 16 * k, 20 * k, 0.5);
    fill(11 * k, 46 * k, 24 * k, 12 * k, 0.35);
    line(8 * k, 3 * k, 40 * k, 3 * k);
    lines(46 * k, 20 * k, 60 * k, 2.4 * k, 6, 7 * k);
    if (name === 'passport') for (const y of [68, 76]) line(6, y, 112, 3);
    else lines(46 * k, 62 * k, 60 * k, 2.4 * k, 2, 7 * k);
  } else {
    const side = width * 0.1;
    line(side, height * 0.06, width * 0.4, 4);
    lines(side, height * 0.14, width * 0.8, 2.2, Math.floor((height * 0.76) / 6), 6);
    if (name === 'form')
      for (const y of [0.3, 0.45, 0.6]) {
        fill(side, height * y, width * 0.8, 0.6, 0.3);
        fill(side, height * (y + 0.06), width * 0.8, 0.6, 0.3);
      }
  }
  return { wide, high, dots };
}

function exposed(shot: Shot, { wide, high, dots }: Sheet, random: () => number): Float32Array {
  const { width, height, paper, table, angle, fill, shift, light, uneven, glare } = shot;
  const scale = fill * Math.min(width / wide, height / high);
  const cos = Math.cos((angle * Math.PI) / 180) / scale;
  const sin = Math.sin((angle * Math.PI) / 180) / scale;
  const out = new Float32Array(width * height);
  const fine = Math.max(1, Math.min(3, Math.round(1 / scale)));
  const phase = random() * 9;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      let sum = 0;
      for (let part = 0; part < fine * fine; part += 1) {
        const dx = x + ((part % fine) + 0.5) / fine - width * (0.5 + shift[0]);
        const dy = y + (Math.floor(part / fine) + 0.5) / fine - height * (0.5 + shift[1]);
        const u = Math.floor(dx * cos + dy * sin + wide / 2);
        const v = Math.floor(dy * cos - dx * sin + high / 2);
        const on = u >= 0 && v >= 0 && u < wide && v < high;
        sum += on ? paper * (dots[v * wide + u] ?? 0) : table * (1 + 0.08 * Math.sin(y / 7 + phase + Math.sin(x / 60)));
      }
      let value = (sum / (fine * fine)) * (1 - uneven * (x / width)) * light;
      if (glare) {
        const [gx, gy, a, b] = glare;
        const far = ((x / width - gx) / a) ** 2 + ((y / height - gy) / b) ** 2;
        value += 230 / (1 + far ** 3);
      }
      out[y * width + x] = Math.min(255, value);
    }
  }
  return out;
}

function gaussian(sigma: number): Float32Array {
  const reach = Math.ceil(3 * sigma);
  const kernel = Float32Array.from({ length: 2 * reach + 1 }, (_, at) =>
    Math.exp(-((at - reach) ** 2) / (2 * sigma ** 2)),
  );
  const sum = kernel.reduce((all, each) => all + each, 0);
  return kernel.map((each) => each / sum);
}

function blurred(light: Float32Array, width: number, height: number, kernel: Float32Array): Float32Array {
  return smeared(smeared(light, width, height, kernel, true), width, height, kernel, false);
}

function smeared(
  light: Float32Array,
  width: number,
  height: number,
  kernel: Float32Array,
  across: boolean,
): Float32Array {
  const reach = kernel.length >> 1;
  const out = new Float32Array(light.length);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      let sum = 0;
      for (let at = 0; at < kernel.length; at += 1) {
        const beside = at - reach;
        const column = across ? Math.min(width - 1, Math.max(0, x + beside)) : x;
        const row = across ? y : Math.min(height - 1, Math.max(0, y + beside));
        sum += (kernel[at] ?? 0) * (light[row * width + column] ?? 0);
      }
      out[y * width + x] = sum;
    }
  }
  return out;
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
