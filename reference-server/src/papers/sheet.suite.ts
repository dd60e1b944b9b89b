/** For tests of what is printed: reads a PDF by pdf.js, as a reader's machine does. */
import assert from 'node:assert/strict';
import { inflateSync } from 'node:zlib';
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { loadPdfjs } from '../ports/pdf-pages.js';

export interface Sheet {
  readonly pdf: PDFDocumentProxy;
  readonly pages: readonly string[];
  /** Of all of them. */
  readonly text: string;
  readonly bytes: Uint8Array;
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
  return { pdf, pages, text: pages.join('\n'), bytes };
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

/** What a PDF says that its glyphs stand for, as far as they do not say so themselves. */
export function actualText(bytes: Uint8Array): string {
  const file = Buffer.from(bytes);
  const streams = [...file.toString('latin1').matchAll(/\/FlateDecode[^>]*>>\s*stream\r?\n/g)];
  const contents = streams.map(({ index, 0: begin }) =>
    inflateSync(file.subarray(index + begin.length)).toString('latin1'),
  );
  const names = contents.flatMap((content) => [...content.matchAll(/\/ActualText <FEFF([0-9A-F]+)>/g)]);
  return names.map(([, hex = '']) => Buffer.from(hex, 'hex').swap16().toString('utf16le')).join('');
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
  };
}
