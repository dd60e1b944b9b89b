import { type Format, formats } from './formats.js';
import type { Row } from './rows.js';

/** A machine-readable zone on the page: where the first slot of each line is. */
export interface Zone {
  readonly format: Format;
  /** From the top. All lines share one pitch and slope. */
  readonly lines: readonly { readonly x: number; readonly y: number }[];
  readonly dx: number;
  readonly dy: number;
}

/** Distance of two lines in pitches; ICAO Doc 9303 has 2.5. */
const NEAREST = 1.4;
const FARTHEST = 3.6;
/** Slots that may be missing or too many: dirt at an end, or a character that ran into the frame. */
const UNSURE = 2;

/** Zones that the rows can be, the most plausible first. */
export function zonesOf(rows: readonly Row[]): Zone[] {
  const found: { readonly zone: Zone; readonly doubt: number }[] = [];
  for (const format of formats) {
    for (const top of rows) {
      const stack = stackBelow(top, rows, format);
      if (stack) found.push(...placed(stack, format));
    }
  }
  return found.sort((a, b) => a.doubt - b.doubt).map(({ zone }) => zone);
}

function stackBelow(top: Row, rows: readonly Row[], format: Format): Row[] | undefined {
  const stack = [top];
  while (stack.length < format.lines.length) {
    const last = stack.at(-1) ?? top;
    const next = rows
      .filter((row) => {
        const distance = below(last, row) / top.dx;
        return distance > NEAREST && distance < FARTHEST && Math.abs(row.dx / top.dx - 1) < 0.06;
      })
      .sort((a, b) => below(last, a) - below(last, b))[0];
    if (!next) return undefined;
    stack.push(next);
  }
  return stack.every((row) => Math.abs(row.slots - format.length) <= UNSURE) ? stack : undefined;
}

/** How far a row lies below another, at the other's start. */
function below(row: Row, other: Row): number {
  return other.y + ((row.x - other.x) * other.dy) / other.dx - row.y;
}

/** Where a line has another number of slots than it should, either end may be at fault: all starts are tried. */
function placed(stack: readonly Row[], format: Format): { zone: Zone; doubt: number }[] {
  const dx = stack.reduce((sum, row) => sum + row.dx, 0) / stack.length;
  const dy = stack.reduce((sum, row) => sum + row.dy, 0) / stack.length;
  const sure = stack.find((row) => row.slots === format.length);
  const base = sure ?? stack[0];
  if (!base) return [];
  const spare = base.slots - format.length;
  const starts = spare === 0 ? [0] : Array.from({ length: Math.abs(spare) + 1 }, (_, at) => (spare > 0 ? at : -at));
  return starts.map((start) => {
    const x = base.x + start * base.dx;
    const lines = stack.map((row) => {
      // Every line begins below the first: whole slots are taken off or added until it does.
      const shift = Math.round((x - row.x) / row.dx);
      return { x: row.x + shift * row.dx, y: row.y + shift * row.dy };
    });
    const doubt = stack.reduce((sum, row) => sum + Math.abs(row.slots - format.length), 0) + Math.abs(start) / 10;
    return { zone: { format, lines, dx, dy }, doubt };
  });
}
