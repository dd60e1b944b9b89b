/**
 * The words of a page over its picture: transparent, in the places where they are painted, so that they can be selected and
 * copied, and a screen reader reads them in the document's order. Places are set through the CSSOM, which no policy forbids.
 */
import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

type Content = Awaited<ReturnType<PDFPageProxy['getTextContent']>>;
type Viewport = ReturnType<PDFPageProxy['getViewport']>;
type Piece = Extract<Content['items'][number], { readonly str: string }>;

/** Share of its height that a letter stands above the line. */
const ASCENT = 0.8;

/** Replaces the words of a page. @returns whether there are any */
export function layOutText(host: HTMLElement, items: Content['items'], viewport: Viewport): boolean {
  const pen = document.createElement('canvas').getContext('2d');
  const family = getComputedStyle(host).fontFamily;
  const nodes: Node[] = [];
  let words = false;
  for (const item of items) {
    if (!('str' in item)) continue;
    if (item.str.trim() !== '') {
      nodes.push(place(item, viewport, pen && { pen, family }));
      words = true;
    }
    nodes.push(item.hasEOL ? document.createElement('br') : document.createTextNode(' '));
  }
  host.replaceChildren(...nodes);
  return words;
}

function place(
  { str, dir, transform, width }: Piece,
  viewport: Viewport,
  measure: { readonly pen: CanvasRenderingContext2D; readonly family: string } | null,
): HTMLElement {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = product(viewport.transform, transform);
  const height = Math.hypot(c, d) || 1;
  const angle = Math.atan2(b, a);
  const node = document.createElement('span');
  node.textContent = str;
  if (dir === 'rtl') node.dir = 'rtl';
  if (measure) measure.pen.font = `${String(height)}px ${measure.family}`;
  const natural = measure?.pen.measureText(str).width ?? 0;
  const stretch = natural > 0 ? (width * viewport.scale) / natural : 1;
  const { style } = node;
  style.left = `${String(e + Math.sin(angle) * height * ASCENT)}px`;
  style.top = `${String(f - Math.cos(angle) * height * ASCENT)}px`;
  style.fontSize = `${String(height)}px`;
  style.transform = `rotate(${String(angle)}rad) scaleX(${String(stretch)})`;
  return node;
}

/** Two transforms of PDF (ISO 32000-2, 8.3.3), one after the other. */
function product(one: readonly number[], other: readonly number[]): number[] {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = one;
  const [g = 1, h = 0, i = 0, j = 1, k = 0, l = 0] = other;
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}
