/** Takes the pages of PDFs and pictures and puts them into new PDFs. Knows no thread: a port runs it where it harms nobody. */
import { PDFDocument } from '@cantoo/pdf-lib';
import { type Arranged, MOST_SHEETS, SheetError, type SheetFile, type SheetOrder } from '../ports/sheets.js';
import { PageCopier } from './page-copier.js';
import { openPdf } from './pdf-file.js';
import { addPicture } from './picture-page.js';

/** A file's pages. */
interface Source {
  readonly pages: number;
  /** @returns a way to add pages of it, by number from 1, to a new PDF */
  readonly into: (target: PDFDocument) => (page: number) => Promise<void> | void;
}

/** @throws SheetError */
export async function arrange({ files, parts }: SheetOrder): Promise<Arranged> {
  try {
    const sources: Source[] = [];
    for (const file of files) sources.push(await sourceOf(file));
    const pages = sources.reduce((sum, source) => sum + source.pages, 0);
    const wanted = parts ?? [Array.from({ length: pages }, (_, at) => at + 1)];
    if (wanted.flat().some((page) => page > pages)) throw new SheetError('beyond');
    if (wanted.reduce((sum, part) => sum + part.length, 0) > MOST_SHEETS) throw new SheetError('too_many');
    const made: Uint8Array<ArrayBuffer>[] = [];
    for (const part of wanted) made.push(await pdfOf(sources, part));
    return { pages, parts: made };
  } catch (error) {
    // What the library says of a broken file, and a stack or memory that a hostile one has used up, is all the same.
    throw error instanceof SheetError ? error : new SheetError('damaged');
  }
}

async function sourceOf({ bytes, type }: SheetFile): Promise<Source> {
  if (type !== 'application/pdf') return { pages: 1, into: (target) => () => addPicture(target, bytes, type) };
  const pages = await openPdf(bytes);
  return {
    pages: pages.length,
    into(target) {
      const copier = new PageCopier(target);
      return (page) => {
        const found = pages[page - 1];
        if (found) copier.add(found);
      };
    },
  };
}

async function pdfOf(sources: readonly Source[], wanted: readonly number[]): Promise<Uint8Array<ArrayBuffer>> {
  // Without a time, a maker or an id, so that the same pages are the same bytes.
  const target = await PDFDocument.create({ updateMetadata: false });
  const writers = sources.map((source) => ({ pages: source.pages, write: source.into(target) }));
  for (const page of wanted) {
    let before = 0;
    for (const { pages, write } of writers) {
      if (page > before && page <= before + pages) await write(page - before);
      before += pages;
    }
  }
  return new Uint8Array(await target.save({ addDefaultPage: false, updateFieldAppearances: false }));
}
