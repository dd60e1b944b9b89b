/**
 * Draws onto a page what its annotations show: the values of a form, a stamp, a line that somebody has marked. What they do
 * stays behind, and so do links and notes that only a click opens.
 */
import {
  PDFArray,
  PDFDict,
  PDFHexString,
  PDFName,
  PDFNumber,
  type PDFObject,
  type PDFPageLeaf,
  PDFRawStream,
  PDFStream,
  PDFString,
} from '@cantoo/pdf-lib';
import { SheetError } from '../ports/sheets.js';

const name = (text: string) => PDFName.of(text);
/** Flags of ISO 32000-2, table 167: hidden, and not to be seen on a screen. */
const UNSEEN = 0b100010;
const UNSHOWN = new Set(['Link', 'Popup'].map(name));

type Box = readonly [left: number, bottom: number, right: number, top: number];

/** @param copy copies an appearance into the new file @throws SheetError where a form has values and no picture of them */
export function drawAnnotations(page: PDFPageLeaf, onto: PDFPageLeaf, copy: (object: PDFObject) => PDFObject): void {
  const list = page.lookup(name('Annots'));
  if (!(list instanceof PDFArray)) return;
  const { context } = onto;
  const drawn: string[] = [];
  for (const entry of list.asArray()) {
    const one = page.context.lookup(entry);
    if (!(one instanceof PDFDict) || isUnseen(one)) continue;
    const found = appearanceOf(one);
    if (!found) {
      if (hasValue(one)) throw new SheetError('layered');
      continue;
    }
    const { stream, placed } = found;
    const form = copy(stream);
    if (!(form instanceof PDFRawStream)) continue;
    form.dict.set(PDFName.Type, PDFName.XObject);
    form.dict.set(name('Subtype'), name('Form'));
    const called = onto.newXObject('Drawn', context.register(form));
    drawn.push(`q ${placed.map((number) => number.toFixed(4)).join(' ')} cm ${called.toString()} Do Q`);
  }
  if (drawn.length === 0) return;
  // The page's own content may leave its pen anywhere.
  const contents = onto.lookup(PDFName.Contents, PDFArray);
  contents.insert(0, context.register(context.stream('q\n')));
  contents.push(context.register(context.stream(`\nQ\n${drawn.join('\n')}\n`)));
}

function isUnseen(one: PDFDict): boolean {
  const flags = one.lookup(name('F'));
  const subtype = one.lookup(name('Subtype'));
  if (subtype instanceof PDFName && UNSHOWN.has(subtype)) return true;
  return flags instanceof PDFNumber && (flags.asNumber() & UNSEEN) !== 0;
}

/** What it looks like now, and how that is laid onto the page (ISO 32000-2, section 12.5.5). */
function appearanceOf(one: PDFDict) {
  const all = one.lookup(name('AP'));
  let stream = all instanceof PDFDict ? all.lookup(name('N')) : undefined;
  if (stream instanceof PDFDict) {
    const state = one.lookup(name('AS'));
    stream = state instanceof PDFName ? stream.lookup(state) : undefined;
  }
  const rect = boxOf(one.lookup(name('Rect')));
  if (!(stream instanceof PDFStream) || !rect) return undefined;
  const box = boxOf(stream.dict.lookup(name('BBox')));
  if (!box) return undefined;
  const [left, bottom, right, top] = turned(box, numbersOf(stream.dict.lookup(name('Matrix'))));
  const [across, up] = [ratio(rect[2] - rect[0], right - left), ratio(rect[3] - rect[1], top - bottom)];
  return { stream, placed: [across, 0, 0, up, rect[0] - left * across, rect[1] - bottom * up] };
}

function ratio(to: number, from: number): number {
  return from === 0 ? 1 : to / from;
}

/** The box around a box that a matrix has turned. */
function turned([left, bottom, right, top]: Box, matrix: readonly number[]): Box {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = matrix.length === 6 ? matrix : [];
  const corners = [left, right].flatMap((x) =>
    [bottom, top].map((y) => [a * x + c * y + e, b * x + d * y + f] as const),
  );
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

function boxOf(found: PDFObject | undefined): Box | undefined {
  const [x1, y1, x2, y2] = numbersOf(found);
  if (x1 === undefined || y1 === undefined || x2 === undefined || y2 === undefined) return undefined;
  return [Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2)];
}

function numbersOf(found: PDFObject | undefined): readonly number[] {
  if (!(found instanceof PDFArray)) return [];
  return Array.from({ length: Math.min(found.size(), 6) }, (_, at) => found.lookup(at)).flatMap((one) =>
    one instanceof PDFNumber ? [one.asNumber()] : [],
  );
}

/** Whether somebody has written something into a field of a form; it may hang on the field's parent. */
function hasValue(one: PDFDict): boolean {
  if (one.lookup(name('Subtype')) !== name('Widget')) return false;
  const parent = one.lookup(name('Parent'));
  const value = one.lookup(name('V')) ?? (parent instanceof PDFDict ? parent.lookup(name('V')) : undefined);
  return (value instanceof PDFString || value instanceof PDFHexString) && value.decodeText() !== '';
}
