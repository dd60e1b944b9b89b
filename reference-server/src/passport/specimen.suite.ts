/**
 * Prints specimen passports of people who do not exist, and photographs them badly: turned, blurred, small, unevenly
 * lit and pressed by JPEG. The fonts are not the reader's (see specimen/README.md).
 */
import { fileURLToPath } from 'node:url';
import { Random } from '@portico/testing/random';
import { type Canvas, createCanvas, GlobalFonts, loadImage, type SKRSContext2D } from '@napi-rs/canvas';
import { type Grey, greyOf } from './grey.js';

const FONTS = ['ocr-b', 'ocr-b-sharp'] as const;
for (const font of FONTS) {
  GlobalFonts.registerFromPath(fileURLToPath(new URL(`specimen/${font}.otf`, import.meta.url)), font);
}

/** Random numbers that are the same each time. */
export function dice(seed: number) {
  const random = new Random(seed);
  const roll = () => random.next();
  return {
    roll,
    between: (low: number, high: number) => low + roll() * (high - low),
    pick: <T>(values: readonly T[]): T => values[Math.floor(roll() * values.length)]!,
  };
}
export type Dice = ReturnType<typeof dice>;

const COUNTRIES =
  'UTO UTO AFG ALB DZA ARG ARM AUS AUT AZE BGD BLR BEL BRA BGR CAN CHL CHN COL CRI CUB CYP CZE D<< DNK DOM ECU EGY SLV ERI EST ETH FIN FRA GEO GHA GRC GTM HTI HND HUN IND IDN IRN IRQ IRL ISR ITA JAM JPN JOR KAZ KEN KOR KWT LBN LTU MYS MEX MAR NPL NLD NZL NIC NGA NOR PAK PAN PER PHL POL PRT QAT ROU RUS SAU SEN SRB SGP SVK ZAF ESP LKA SWE CHE SYR THA TUN TUR UGA UKR ARE GBR USA URY UZB VEN VNM YEM ZWE'.split(
    ' ',
  );
const FAMILY =
  'SPECIMEN MUSTERMANN EXEMPLAR UTOPIA PROBEBILD ZIQQURAT VAN<DER<MUSTER AL<MITHAL DE<LA<MUESTRA ESIMERKKI QWYX VZOR PRZYKLAD NGUYEN<MAU O<BEISPIEL'.split(
    ' ',
  );
const GIVEN =
  'ANNA MARIA ERIKA JO BEISPIELA MAXIMILIAN FATIMA XOCHITL WOLFGANG GRZEGORZ LI YUSUF KWAME QUETZALLI VIKTORIA JOSE BJORK EKATERINA'.split(
    ' ',
  );

const VALUES = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

const letters = (text: string) => Array.from(text);

/** Check digit of ICAO Doc 9303 part 3, section 4.9; written again here, so that it checks the library's. */
export function checkDigit(text: string): string {
  let sum = 0;
  for (const [at, letter] of letters(text).entries()) sum += Math.max(0, VALUES.indexOf(letter)) * [7, 3, 1][at % 3]!;
  return String(sum % 10);
}

const digits = (count: number, { roll }: Dice) => Array.from({ length: count }, () => Math.floor(roll() * 10)).join('');
const twoDigits = (number: number) => String(Math.floor(number)).padStart(2, '0');
const birth = (d: Dice) => twoDigits(d.between(0, 99)) + twoDigits(d.between(1, 13)) + twoDigits(d.between(1, 29));

function documentNumber(d: Dice): string {
  const kind = d.roll();
  const text =
    kind < 0.4
      ? digits(9, d)
      : kind < 0.75
        ? d.pick(letters('ABCEGHJKLMNPRTXYZ')) + digits(7 + Math.floor(d.roll() * 2), d)
        : kind < 0.9
          ? d.pick(letters('ACFX')) + d.pick(letters(VALUES.slice(10))) + digits(7, d)
          : Array.from({ length: 9 }, () => d.pick(letters(VALUES))).join('');
  return text.padEnd(9, '<').slice(0, 9);
}

function nameOf(d: Dice, length: number): string {
  const given = Array.from({ length: 1 + Math.floor(d.roll() * 3) }, () => d.pick(GIVEN));
  return `${d.pick(FAMILY)}<<${given.join('<')}`.padEnd(length, '<').slice(0, length);
}

/** Lines of a passport (TD3). */
export function passportLines(d: Dice): string[] {
  const country = d.pick(COUNTRIES);
  const number = documentNumber(d);
  const [born, until] = [birth(d), twoDigits(d.between(26, 36)) + birth(d).slice(2)];
  const optional = (d.roll() < 0.4 ? documentNumber(d) + digits(2, d) : '').padEnd(14, '<');
  const optionalDigit = /^<+$/.test(optional) ? d.pick(['<', '0']) : checkDigit(optional);
  const [a, b, c] = [number + checkDigit(number), born + checkDigit(born), until + checkDigit(until)];
  const rest = optional + optionalDigit;
  return [
    `P<${country}${nameOf(d, 39)}`,
    `${a}${country}${b}${d.pick(letters('MFX<'))}${c}${rest}${checkDigit(a + b + c + rest)}`,
  ];
}

/** Lines of an identity card: TD1 of three lines, or TD2 of two. */
export function cardLines(d: Dice, kind: 'TD1' | 'TD2'): string[] {
  const country = d.pick(COUNTRIES);
  const number = documentNumber(d);
  const [born, until] = [birth(d), twoDigits(d.between(26, 36)) + birth(d).slice(2)];
  const [a, b, c] = [number + checkDigit(number), born + checkDigit(born), until + checkDigit(until)];
  const sex = d.pick(letters('MFX<'));
  if (kind === 'TD2') {
    const rest = '<'.repeat(7);
    return [`I<${country}${nameOf(d, 31)}`, `${a}${country}${b}${sex}${c}${rest}${checkDigit(a + b + c + rest)}`];
  }
  const [one, two] = ['<'.repeat(15), '<'.repeat(11)];
  const composite = checkDigit(a + one + b + c + two);
  return [`I<${country}${a}${one}`, `${b}${sex}${c}${country}${two}${composite}`, nameOf(d, 30)];
}

/** How badly it is photographed. */
export interface Fault {
  readonly font: (typeof FONTS)[number];
  /** Width that the pen is bolder than the font's, in tenths of the pitch; below 0 it is finer. The font's is 1.4. */
  readonly bold: number;
  /** Degrees. */
  readonly turn: number;
  /** Of 200 dots an inch, which is 1000 pixels for the width of a passport. */
  readonly scale: number;
  /** Standard deviation in pixels of the picture as it is saved. */
  readonly blur: number;
  readonly quality: number;
  /** Part of the light that is missing in the darkest corner. */
  readonly shade: number;
  /** Half of the range of random noise, of 255. */
  readonly noise: number;
}

/** Every fault at once, each at random up to the worst that is asked for. */
export function anyFault(d: Dice, scale: number): Fault {
  return {
    font: d.pick(FONTS),
    bold: d.between(-0.5, 0.6),
    turn: d.between(-3, 3),
    scale,
    blur: d.between(0.2, scale < 1 ? 0.8 : 1.6),
    quality: Math.round(d.between(60, 90)),
    shade: d.between(0.1, 0.55),
    noise: d.between(0, 6),
  };
}

const PER_MM = 8;

/** A photograph of a page with the lines, as JPEG. */
export function photograph(lines: readonly string[], fault: Fault, d: Dice): Buffer {
  const page = printed(lines, fault, d);
  const margin = 60;
  const width = Math.round((page.width + 2 * margin) * fault.scale);
  const height = Math.round((page.height + 2 * margin) * fault.scale);
  const canvas = createCanvas(width, height);
  const pen = canvas.getContext('2d');
  pen.fillStyle = d.pick(['#6b5a48', '#c9c4bb', '#3d4248']);
  pen.fillRect(0, 0, width, height);
  pen.filter = `blur(${fault.blur}px)`;
  pen.translate(width / 2, height / 2);
  pen.rotate((fault.turn * Math.PI) / 180);
  pen.scale(fault.scale, fault.scale);
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(page, -page.width / 2, -page.height / 2);
  pen.resetTransform();
  pen.filter = 'none';
  light(pen, width, height, fault, d);
  return canvas.toBuffer('image/jpeg', fault.quality);
}

/** What a reader is given. */
export async function greyPicture(picture: Buffer): Promise<Grey> {
  const image = await loadImage(picture);
  const canvas = createCanvas(image.width, image.height);
  const pen = canvas.getContext('2d');
  pen.drawImage(image, 0, 0);
  return greyOf(pen.getImageData(0, 0, image.width, image.height).data, image.width, image.height);
}

function printed(lines: readonly string[], { font, bold }: Fault, d: Dice): Canvas {
  const short = lines[0]!.length < 44;
  const [wide, high] = lines.length === 3 ? [85.6, 54] : short ? [105, 74] : [125, 88];
  const canvas = createCanvas(Math.round(wide * PER_MM), Math.round(high * PER_MM));
  const pen = canvas.getContext('2d');
  const paper = d.pick(['#f3efe2', '#e8f0ee', '#f2e6ea']);
  pen.fillStyle = paper;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.strokeStyle = d.pick(['#d8cfc0', '#c9d8d6', '#dfcbd3']);
  for (let wave = 0; wave < 40; wave += 1) {
    pen.beginPath();
    for (let x = 0; x <= canvas.width; x += 12) pen.lineTo(x, wave * 24 + 9 * Math.sin(x / 40 + wave));
    pen.stroke();
  }
  const zone = canvas.height - (lines.length === 3 ? 21 : 18.5) * PER_MM;
  pen.fillStyle = '#a99';
  pen.fillRect(40, 90, 0.28 * canvas.width, zone - 150);
  pen.fillStyle = '#544';
  pen.beginPath();
  pen.ellipse(40 + 0.14 * canvas.width, 90 + (zone - 150) * 0.45, 70, 95, 0, 0, 7);
  pen.fill();
  pen.fillStyle = '#223';
  for (let row = 0; row < 6; row += 1) {
    pen.font = `${row % 2 ? 26 : 15}px ${font}`;
    const words = row % 2 ? lines[0]!.slice(5, 24).replaceAll('<', ' ') : 'Surname / Nom / Apellidos';
    pen.fillText(words, 0.36 * canvas.width, 110 + (row * (zone - 160)) / 6);
  }
  // 2.54 mm from character to character: size B of ISO 1073-2.
  pen.font = `100px ${font}`;
  const pitch = 2.54 * PER_MM;
  pen.font = `${(pitch * 100) / pen.measureText('0').width}px ${font}`;
  const ink = d.pick(['#0c0c10', '#1d1d26', '#2e2c33']);
  pen.fillStyle = ink;
  pen.strokeStyle = bold > 0 ? ink : paper;
  pen.lineWidth = (Math.abs(bold) * pitch) / 10;
  for (const [line, text] of lines.entries()) {
    for (const [slot, glyph] of letters(text).entries()) {
      const [x, y] = [4.5 * PER_MM + slot * pitch, zone + (4 + line * 6.35) * PER_MM];
      pen.fillText(glyph, x, y);
      pen.strokeText(glyph, x, y);
    }
  }
  return canvas;
}

function light(pen: SKRSContext2D, width: number, height: number, { shade, noise }: Fault, d: Dice): void {
  const turn = d.between(0, Math.PI * 2);
  const [dx, dy] = [(Math.cos(turn) * width) / 2, (Math.sin(turn) * height) / 2];
  const falling = pen.createLinearGradient(width / 2 - dx, height / 2 - dy, width / 2 + dx, height / 2 + dy);
  falling.addColorStop(0, 'rgba(0,0,0,0)');
  falling.addColorStop(1, `rgba(0,0,0,${shade})`);
  pen.fillStyle = falling;
  pen.fillRect(0, 0, width, height);
  // One tile of noise for the whole picture: as many dice as pixels would take longer than reading it.
  const tile = createCanvas(211, 197);
  const grain = tile.getContext('2d');
  const pixels = grain.createImageData(tile.width, tile.height);
  for (let at = 0; at < pixels.data.length; at += 4) {
    const by = (d.roll() - 0.5) * 2 * noise;
    pixels.data.fill(by > 0 ? 255 : 0, at, at + 3);
    pixels.data[at + 3] = Math.abs(by) * 2;
  }
  grain.putImageData(pixels, 0, 0);
  pen.fillStyle = pen.createPattern(tile, 'repeat');
  pen.fillRect(0, 0, width, height);
}
