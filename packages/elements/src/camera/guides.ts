/** Outlines to hold a document into, by the sizes of ISO/IEC 7810 (ID-1, ID-3), ISO 216 and ANSI. */
import type { DocumentKind } from '@portico/contract';
import type { Corners } from '../quality/perspective.js';

export const guides = ['passport', 'card', 'a4', 'letter'] as const;
export type Guide = (typeof guides)[number];

/** Width over height. */
const shapes: Readonly<Record<Guide, number>> = {
  passport: 125 / 88,
  card: 85.6 / 53.98,
  a4: 210 / 297,
  letter: 215.9 / 279.4,
};

/** Countries that write on Letter (CLDR, paperSize). */
const letterRegions = new Set(['US', 'CA', 'MX', 'CL', 'CO', 'CR', 'GT', 'NI', 'PA', 'PH', 'PR', 'SV', 'VE', 'BZ']);
/** Part of the picture that the outline fills. */
const FILL = 0.88;

/** The outline to begin with: identity documents are held into a passport's, everything else is a sheet. @param language BCP 47 */
export function guideFor(kind: DocumentKind, language: string): Guide {
  if (kind === 'identity') return 'passport';
  return letterRegions.has(new Intl.Locale(language).maximize().region ?? '') ? 'letter' : 'a4';
}

/** Where the outline lies in a picture, in parts of it. @param ratio width over height of the picture */
export function outlineOf(guide: Guide, ratio: number): Corners {
  const shape = shapes[guide];
  const wide = shape > ratio;
  const width = wide ? FILL : (FILL * shape) / ratio;
  const height = wide ? (FILL * ratio) / shape : FILL;
  const [left, top] = [(1 - width) / 2, (1 - height) / 2];
  return [
    { x: left, y: top },
    { x: left + width, y: top },
    { x: left + width, y: top + height },
    { x: left, y: top + height },
  ];
}
