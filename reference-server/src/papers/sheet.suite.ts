/** For tests of what is printed: reads a PDF by pdf.js, as a reader's machine does. */
import assert from 'node:assert/strict';
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { loadPdfjs } from '../ports/pdf-pages.js';

export interface Sheet {
  readonly pdf: PDFDocumentProxy;
  readonly pages: readonly string[];
  /** Of all of them. */
  readonly text: string;
}

/** Reads a PDF as a client gets it: the text of all its pages, in the order that it stands in the file. */
export async function sheetOf(response: Response): Promise<Sheet> {
  assert.equal(response.status, 200, await response.clone().text());
  assert.equal(response.headers.get('content-type'), 'application/pdf');
  const bytes = new Uint8Array(await response.arrayBuffer());
  const { getDocument } = await loadPdfjs();
  const pdf = await getDocument({ data: bytes.slice(), verbosity: 0 }).promise;
  const pages: string[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const { items } = await (await pdf.getPage(number)).getTextContent();
    pages.push(items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join(''));
  }
  return { pdf, pages, text: pages.join('\n') };
}

/** That the parts stand in a text one after the other. */
export function inOrder(text: string, parts: readonly string[]): void {
  let from = 0;
  for (const part of parts) {
    const at = text.indexOf(part, from);
    assert.ok(at >= 0, `${part} is not where it belongs in ${text}`);
    from = at + part.length;
  }
}

/** What stands on the pages of a PDF, and where: points from the left and from below, to a tenth. */
export async function placesIn(bytes: Uint8Array) {
  const { getDocument } = await loadPdfjs();
  const pdf = await getDocument({ data: bytes.slice(), verbosity: 0 }).promise;
  return (await runsOn(pdf)).flatMap((page, at) =>
    page.map(({ text, x, y }) => `page ${at + 1}, ${x.toFixed(1)}, ${y.toFixed(1)}: ${text}`),
  );
}

/** The texts of each page, as they are drawn. */
async function runsOn(pdf: PDFDocumentProxy) {
  const pages = Array.from({ length: pdf.numPages }, (_, at) => pdf.getPage(at + 1));
  const contents = await Promise.all(pages.map(async (page) => (await page).getTextContent()));
  return contents.map(({ items }) =>
    items.flatMap((item) => {
      if (!('str' in item)) return [];
      const [x = 0, y = 0]: number[] = item.transform.slice(4);
      return [{ text: item.str, x, y }];
    }),
  );
}

/** Pictures that are drawn on its pages. */
export async function picturesOn({ pdf }: Sheet): Promise<number> {
  const { OPS } = await loadPdfjs();
  const pages = Array.from({ length: pdf.numPages }, (_, at) => pdf.getPage(at + 1));
  const lists = await Promise.all(pages.map(async (page) => (await page).getOperatorList()));
  return lists.flatMap(({ fnArray }) => fnArray).filter((one) => one === OPS.paintImageXObject).length;
}

/** Points by which letters of one line may stand above each other, as those of Naskh do. */
const LINE_PT = 5;

function fromRight(line: readonly { readonly text: string; readonly x: number }[]): string {
  return line
    .toSorted((one, other) => other.x - one.x)
    .map(({ text }) => text)
    .join('');
}

/**
 * The text of a sheet that runs from right to left, line by line and each from its right end. A file has the runs of a line as they are
 * drawn, from the left; who reads, marks or copies them has them by where they stand.
 */
export async function fromTheRight({ pdf }: Sheet): Promise<string> {
  const said: string[] = [];
  for (const runs of await runsOn(pdf)) {
    let line: typeof runs = [];
    for (const run of runs.toSorted((one, other) => other.y - one.y)) {
      if (line[0] && line[0].y - run.y > LINE_PT) {
        said.push(fromRight(line));
        line = [];
      }
      line.push(run);
    }
    said.push(fromRight(line));
  }
  return said.join('\n').replaceAll('\u00a0', ' ');
}

/** Whether it says that it is tagged, in which language, and which roles its pages have. */
export async function tagsOf({ pdf }: Sheet) {
  const marks: unknown = await pdf.getMarkInfo();
  const { info } = await pdf.getMetadata();
  const pages = Array.from({ length: pdf.numPages }, (_, at) => pdf.getPage(at + 1));
  const trees = await Promise.all(pages.map(async (page) => (await page).getStructTree()));
  const roles = JSON.stringify(trees);
  return {
    marked: marks instanceof Map && marks.get('Marked') === true,
    title: String(Reflect.get(info, 'Title')),
    language: String(Reflect.get(info, 'Language')),
    has: (role: string) => roles.includes(`"${role}"`),
    /** What pictures are said to show. */
    alts: [...roles.matchAll(/"alt":("(?:[^"\\]|\\.)*")/g)].map(([, alt = '']) => String(JSON.parse(alt))),
  };
}
