import type { CSSResult } from 'lit';

/** Adds the sheet of a part that was loaded on demand to an element's root, once. */
export function adopt(root: Node, { styleSheet }: CSSResult): void {
  if (!(root instanceof ShadowRoot) || !styleSheet || root.adoptedStyleSheets.includes(styleSheet)) return;
  root.adoptedStyleSheets.push(styleSheet);
}
