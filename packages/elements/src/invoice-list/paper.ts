/**
 * Prints an invoice by itself, whatever page it stands on: in a frame of its own that nobody sees, with a style sheet for paper.
 * The frame has no address, so a page's policy needs to allow nothing for it, and the name of the printed file is its title.
 */
import { render, type CSSResult, type TemplateResult } from 'lit';
import type { Reading } from '../core/language.js';
import { base } from '../styles/base.js';
import { styles } from './invoice.styles.js';
import { paperStyles } from '../styles/paper.js';

/** What is put on paper. */
export interface Paper {
  readonly content: TemplateResult;
  /** Of the document, and so of the file where it is printed into one. */
  readonly title: string;
  readonly reading: Reading;
}

/** Opens the browser's print dialog for one document. @param root where the frame stands while it is printed */
export async function printPaper(root: ParentNode & Node, { content, title, reading }: Paper): Promise<void> {
  for (const printed of root.querySelectorAll('iframe')) printed.remove();
  const frame = document.createElement('iframe');
  frame.className = 'unseen';
  frame.title = title;
  frame.tabIndex = -1;
  frame.setAttribute('aria-hidden', 'true');
  root.appendChild(frame);
  const sheet = frame.contentDocument;
  const view = sheet?.defaultView;
  if (!sheet || !view) return;
  view.addEventListener('afterprint', () => {
    frame.remove();
  });
  sheet.title = title;
  sheet.documentElement.lang = reading.language;
  sheet.documentElement.dir = reading.direction;
  sheet.adoptedStyleSheets = [base, styles, paperStyles].map((one) => sheetIn(view, one));
  render(content, sheet.body);
  await sheet.fonts.ready;
  view.focus();
  view.print();
}

/** A style sheet belongs to the document that it was made in. */
function sheetIn(view: Window & typeof globalThis, { cssText }: CSSResult): CSSStyleSheet {
  const made = new view.CSSStyleSheet();
  made.replaceSync(cssText);
  return made;
}
