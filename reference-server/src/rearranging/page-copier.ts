/**
 * Copies pages from one PDF into another: what they show, and nothing of what they do or of what other pages show. The
 * library's own copying follows every reference, and so takes along scripts, attachments and, by a link, whole other pages.
 */
import {
  PDFArray,
  PDFContext,
  PDFDict,
  type PDFDocument,
  PDFName,
  PDFNumber,
  type PDFObject,
  type PDFPageLeaf,
  PDFRawStream,
  PDFRef,
  PDFStream,
} from '@cantoo/pdf-lib';
import { drawAnnotations } from './annotations.js';
import { resourcesOf } from './page-resources.js';

const named = (...names: readonly string[]) => new Set(names.map((name) => PDFName.of(name)));

/** What says how a page looks besides its content; each may be inherited. */
const BOXES = ['MediaBox', 'CropBox', 'Rotate', 'UserUnit'];
/** Entries that act, attach, describe, or lead out of what a page shows. */
const NOT_SHOWN = named(
  ...['AA', 'AF', 'Alternates', 'Annots', 'Dest', 'EF', 'EmbeddedFiles', 'F', 'FDecodeParms', 'FFilter', 'JS'],
  ...['JavaScript', 'LastModified', 'Metadata', 'Names', 'OPI', 'OpenAction', 'Outlines', 'Parent', 'PieceInfo', 'Ref'],
  ...['StructParent', 'StructParents', 'Thumb', 'URI'],
);
/** Kinds of object that no page needs to be seen. */
const NEVER = named(
  ...['Action', 'Annot', 'Catalog', 'EmbeddedFile', 'F', 'Filespec', 'Metadata', 'Outlines', 'Page', 'Pages', 'Sig'],
  ...['StructElem', 'StructTreeRoot'],
);
/** Entries whose value is a list of names that the file has chosen, which may be called like anything. */
const BY_NAME = named(
  ...['CharProcs', 'ColorSpace', 'Colorants', 'ExtGState', 'Font', 'Pattern', 'Properties', 'Shading', 'XObject'],
);
const NULL = PDFContext.create().obj(null);

export class PageCopier {
  readonly #target: PDFDocument;
  /** What has been copied, so that a font of a hundred pages is there once. */
  readonly #refs = new Map<PDFRef, PDFRef>();

  constructor(target: PDFDocument) {
    this.#target = target;
  }

  /** Adds a page as the last one. */
  add(page: PDFPageLeaf): void {
    const { context } = this.#target;
    const { node } = this.#target.addPage();
    for (const name of BOXES) {
      const value = page.context.lookup(page.getInheritableAttribute(PDFName.of(name)));
      if (value instanceof PDFArray || value instanceof PDFNumber) node.set(PDFName.of(name), this.#copy(value, page));
    }
    const contents = contentsOf(page);
    const group = page.lookup(PDFName.of('Group'));
    if (group instanceof PDFDict) node.set(PDFName.of('Group'), this.#copy(group, page));
    node.set(PDFName.Resources, this.#copy(resourcesOf(page, contents), page));
    const list = context.obj([]);
    for (const stream of contents) list.push(context.register(this.#stream(stream, page)));
    node.set(PDFName.Contents, list);
    drawAnnotations(page, node, (appearance) => this.#copy(appearance, page));
  }

  #copy(object: PDFObject, from: PDFDict, byName = false): PDFObject {
    if (object instanceof PDFRef) return this.#reference(object, from, byName);
    if (object instanceof PDFArray) {
      const copy = this.#target.context.obj([]);
      for (const entry of object.asArray()) copy.push(this.#copy(entry, from));
      return copy;
    }
    if (isNever(object)) return NULL;
    if (object instanceof PDFStream) return this.#stream(object, from);
    return object instanceof PDFDict ? this.#dictionary(object, from, byName) : object.clone();
  }

  #reference(ref: PDFRef, from: PDFDict, byName: boolean): PDFObject {
    const known = this.#refs.get(ref);
    if (known) return known;
    const found = from.context.lookup(ref);
    if (found === undefined || isNever(found)) return NULL;
    const { context } = this.#target;
    const copy = context.nextRef();
    this.#refs.set(ref, copy);
    context.assign(copy, this.#copy(found, from, byName));
    return copy;
  }

  /** As it is packed. */
  #stream(found: PDFStream, from: PDFDict): PDFRawStream {
    return PDFRawStream.of(this.#dictionary(found.dict, from, false), found.getContents());
  }

  #dictionary(found: PDFDict, from: PDFDict, byName: boolean): PDFDict {
    const copy = PDFDict.withContext(this.#target.context);
    for (const [key, value] of found.entries()) {
      if (byName || !NOT_SHOWN.has(key)) copy.set(key, this.#copy(value, from, !byName && BY_NAME.has(key)));
    }
    return copy;
  }
}

/** The streams that draw a page, in their order. */
function contentsOf(page: PDFPageLeaf): readonly PDFStream[] {
  const found = page.lookup(PDFName.Contents);
  const all = found instanceof PDFArray ? found.asArray().map((one) => page.context.lookup(one)) : [found];
  return all.filter((one) => one instanceof PDFStream);
}

/** Whether it acts, or is something else than what a page shows. */
function isNever(found: PDFObject): boolean {
  const entries = found instanceof PDFStream ? found.dict : found;
  if (!(entries instanceof PDFDict)) return false;
  const type = entries.lookup(PDFName.Type);
  if (type instanceof PDFName && NEVER.has(type)) return true;
  return entries.has(PDFName.of('JS')) || (entries.has(PDFName.of('URI')) && entries.has(PDFName.of('S')));
}
