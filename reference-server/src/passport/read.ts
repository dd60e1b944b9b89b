/**
 * Reads the machine-readable zone of a passport or identity card from a picture of the whole page: find the ink, find
 * rows of evenly pitched marks, see which rows make a zone, and match each slot. Pure arithmetic on pixels, without a
 * model, in the time of some tenths of a second.
 */
import { fieldsOf, type PassportField } from './fields.js';
import type { FormatName } from './formats.js';
import { type Grey, quarterTurn, shrink } from './grey.js';
import { inkOf, marksOf } from './ink.js';
import { type Character, readZone } from './match.js';
import { rowsOf } from './rows.js';
import { zonesOf } from './zone.js';

export interface PassportReading {
  readonly format: FormatName;
  readonly lines: readonly string[];
  readonly fields: readonly PassportField[];
}

/** A larger picture has no more of the letters, only more noise. */
const LONGEST = 2000;
/** Mean correlation of all characters below which it is no zone, and above which it is one for certain. */
const LEAST_LIKE = 0.6;
const CLEARLY_LIKE = 0.8;
const MOST_ZONES = 6;

/** Reads a page that stands upright or lies on any side; undefined where there is no zone on it. */
export function readPassport(picture: Grey): PassportReading | undefined {
  let page = shrink(picture, LONGEST);
  let best: Found | undefined;
  for (let turns = 0; turns < 4; turns += 1) {
    const found = readUpright(page);
    if (found && found.like > (best?.like ?? 0)) best = found;
    // Letters that lie on their heads are like letters, but not as much.
    if (best && best.like > CLEARLY_LIKE) break;
    page = quarterTurn(page);
  }
  return best && readingOf(best);
}

interface Found {
  readonly format: FormatName;
  readonly lines: readonly (readonly Character[])[];
  /** Mean correlation of all characters. */
  readonly like: number;
}

function readUpright(page: Grey): Found | undefined {
  const reach = Math.max(7, Math.round(Math.max(page.width, page.height) / 80));
  const rows = rowsOf(marksOf(inkOf(page, reach), page.width, page.height), page.height);
  let best: Found | undefined;
  for (const zone of zonesOf(rows).slice(0, MOST_ZONES)) {
    const lines = readZone(page, zone);
    const all = lines.flat();
    const like = all.reduce((sum, { score }) => sum + score, 0) / all.length;
    if (like > (best?.like ?? LEAST_LIKE)) best = { format: zone.format.name, lines, like };
  }
  return best;
}

function readingOf({ format, lines }: Found): PassportReading {
  return { format, lines: lines.map((line) => line.map(({ glyph }) => glyph).join('')), fields: fieldsOf(lines) };
}
