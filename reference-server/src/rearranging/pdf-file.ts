/** Opens a stranger's PDF for its pages, or says why that cannot be. */
import {
  decodePDFRawStream,
  EncryptedPDFError,
  ParseSpeeds,
  PDFArray,
  PDFContext,
  PDFDict,
  PDFDocument,
  PDFName,
  type PDFPageLeaf,
} from '@cantoo/pdf-lib';
import { SheetError } from '../ports/sheets.js';

/** A single stream that unpacks to more is a bomb. */
const MOST_UNPACKED = 128 * 1024 * 1024;

/** The pages in their order. @throws SheetError */
export async function openPdf(bytes: Uint8Array): Promise<readonly PDFPageLeaf[]> {
  limitUnpacking();
  burst = false;
  const file = await load(bytes);
  // The library goes on without what it could not unpack.
  if (burst) throw new SheetError('damaged');
  if (showsMoreThanPages(file)) throw new SheetError('layered');
  const pages = file.getPages().map(({ node }) => node);
  if (pages.length === 0) throw new SheetError('damaged');
  return pages;
}

async function load(bytes: Uint8Array): Promise<PDFDocument> {
  try {
    return await PDFDocument.load(bytes, { updateMetadata: false, parseSpeed: ParseSpeeds.Fastest, capNumbers: true });
  } catch (error) {
    throw error instanceof EncryptedPDFError ? new SheetError('encrypted') : error;
  }
}

/** Layers that are hidden would show without the list that hides them; a portfolio's one page is its cover. */
function showsMoreThanPages({ catalog }: PDFDocument): boolean {
  if (catalog.has(PDFName.of('Collection'))) return true;
  const layers = catalog.lookup(PDFName.of('OCProperties'));
  const shown = layers instanceof PDFDict ? layers.lookup(PDFName.of('D')) : undefined;
  if (!(shown instanceof PDFDict)) return false;
  const off = shown.lookup(PDFName.of('OFF'));
  const base = shown.lookup(PDFName.of('BaseState'));
  return (off instanceof PDFArray && off.size() > 0) || (base instanceof PDFName && base !== PDFName.of('ON'));
}

let limited = false;
let burst = false;

/** The library unpacks without an end. All its decoders grow their buffer by one method, which is given an end here. */
function limitUnpacking(): void {
  if (limited) return;
  limited = true;
  const one = decodePDFRawStream(PDFContext.create().stream(new Uint8Array(1), { Filter: 'RunLengthDecode' }));
  const decoder: unknown = Object.getPrototypeOf(Object.getPrototypeOf(one));
  const grow: unknown = isObject(decoder) ? Reflect.get(decoder, 'ensureBuffer') : undefined;
  if (!isObject(decoder) || typeof grow !== 'function') throw new Error('The library grows its buffers in another way');
  Reflect.set(decoder, 'ensureBuffer', function ensureBuffer(this: object, bytes: number): unknown {
    if (bytes > MOST_UNPACKED) {
      burst = true;
      throw new SheetError('damaged');
    }
    const grown: unknown = Reflect.apply(grow, this, [bytes]);
    return grown;
  });
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
