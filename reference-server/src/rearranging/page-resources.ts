/**
 * What a page draws with. Many programs give all pages of a file one list, so that a page on its own would carry along the
 * pictures of all others, unseen and yet there: whoever gets the passport's page must not get the bank statement with it.
 */
import { decodePDFRawStream, PDFDict, PDFName, type PDFPageLeaf, PDFRawStream, PDFStream } from '@cantoo/pdf-lib';

/** The page's resources, with the pictures and forms alone that its content names. @param contents the streams that draw it */
export function resourcesOf(page: PDFPageLeaf, contents: readonly PDFStream[]): PDFDict {
  const found = page.context.lookup(page.getInheritableAttribute(PDFName.Resources));
  if (!(found instanceof PDFDict)) return PDFDict.withContext(page.context);
  const all = found.lookup(PDFName.XObject);
  const text = all instanceof PDFDict ? textOf(contents) : undefined;
  if (!(all instanceof PDFDict) || text === undefined) return found;
  const names = new Set(text.match(/\/[^\s/()<>[\]{}%]+/g));
  const used = PDFDict.withContext(page.context);
  for (const [name, value] of all.entries()) {
    const written = name.asString();
    if (written.includes('#') || names.has(written)) used.set(name, value);
  }
  // A form without resources of its own draws with those of the page, whatever they are.
  if (used.values().some((one) => borrows(page.context.lookup(one)))) return found;
  const pruned = PDFDict.withContext(page.context);
  for (const [key, value] of found.entries()) pruned.set(key, key === PDFName.XObject ? used : value);
  return pruned;
}

function borrows(found: unknown): boolean {
  return (
    found instanceof PDFStream &&
    found.dict.lookup(PDFName.of('Subtype')) === PDFName.of('Form') &&
    !found.dict.has(PDFName.Resources)
  );
}

/** What the streams say, one after the other; undefined where one is packed in a way that has no decoder. */
function textOf(contents: readonly PDFStream[]): string | undefined {
  try {
    return contents.map((stream) => latin1(stream)).join('\n');
  } catch {
    return undefined;
  }
}

function latin1(stream: PDFStream): string {
  const bytes = stream instanceof PDFRawStream ? decodePDFRawStream(stream).decode() : stream.getContents();
  return new TextDecoder('latin1').decode(bytes);
}
