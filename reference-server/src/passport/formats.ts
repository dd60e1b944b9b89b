/** The three formats of ICAO Doc 9303 (parts 4 to 6), and which characters each place of them can hold. */
import { strokes } from './strokes.js';

export type FormatName = 'TD1' | 'TD2' | 'TD3';

export interface Format {
  readonly name: FormatName;
  readonly length: number;
  /** For each line the class of each place. */
  readonly lines: readonly string[];
}

const names = (count: number) => 'a'.repeat(count);
const any = (count: number) => 'x'.repeat(count);
const date = 'nnnnnnd';

export const formats: readonly Format[] = [
  {
    name: 'TD3',
    length: 44,
    lines: [`l${names(43)}`, `${any(9)}d${names(3)}${date}s${date}${any(14)}nd`],
  },
  {
    name: 'TD2',
    length: 36,
    lines: [`l${names(35)}`, `${any(9)}n${names(3)}${date}s${date}${any(7)}d`],
  },
  {
    name: 'TD1',
    length: 30,
    lines: [`l${names(4)}${any(9)}n${any(15)}`, `${date}s${date}${names(3)}${any(11)}d`, names(30)],
  },
];

const glyphs = Object.keys(strokes);
const digits = glyphs.filter((glyph) => /\d/.test(glyph));
const letters = glyphs.filter((glyph) => /[A-Z]/.test(glyph));

const classes: Readonly<Record<string, readonly string[]>> = {
  a: [...letters, '<'],
  d: digits,
  l: letters,
  n: [...digits, '<'],
  s: ['M', 'F', 'X', '<'],
  x: glyphs,
};

/** What may stand at a place. */
export function alphabetAt(format: Format, line: number, place: number): readonly string[] {
  return classes[format.lines[line]?.[place] ?? 'x'] ?? glyphs;
}
