/** The templates of the reader: pure functions of what is to be shown. */
import type { SharedDocument } from '@portico/contract';
import { html, nothing, type TemplateResult } from 'lit';
import type { Translate } from '../core/translate.js';
import { downloadIcon } from '../document-icons.js';
import { afterIcon, beforeIcon, closeIcon, largerIcon, smallerIcon } from '../reader-icons.js';
import type { strings as listStrings } from './documents.strings.js';
import type { strings } from './reader.strings.js';

/** What stands in the dialog. */
export type Shown =
  | { readonly kind: 'opening' }
  | { readonly kind: 'pdf'; /** Whether the page has any that can be read aloud. */ readonly words: boolean }
  | { readonly kind: 'picture'; readonly url: string }
  | { readonly kind: 'text'; readonly text: string; readonly cut: boolean }
  /** Why it cannot be shown, in words. */
  | { readonly kind: 'none'; readonly text: string };

export interface ReaderView {
  readonly document: SharedDocument;
  readonly words: Translate<typeof strings>;
  readonly listWords: Translate<typeof listStrings>;
  readonly shown: Shown;
  readonly page: number;
  /** 0 for what has no pages. */
  readonly pages: number;
  readonly zoom: number;
  readonly zoomable: boolean;
  readonly percent: string;
  readonly close: () => void;
  readonly turn: (by: number) => void;
  readonly scale: (by: number) => void;
  readonly download: () => void;
  /** The browser could not show the picture. */
  readonly broken: () => void;
}

export function readerHead({ document, words, close }: ReaderView): TemplateResult {
  return html`<div class="bar">
    <h2 id="reader-title"><bdi>${document.name}</bdi></h2>
    <button type="button" class="button quiet" @click=${close}>${closeIcon}${words('close')}</button>
  </div>`;
}

export function readerBody(view: ReaderView): TemplateResult {
  const { document, words, pages } = view;
  return html`<div
      class="sheet"
      tabindex="0"
      role="region"
      aria-label=${document.name}
      aria-describedby=${pages > 0 ? 'reader-keys' : nothing}
    >
      ${content(view)}
    </div>
    <p id="reader-keys" hidden>${words('keys')}</p>`;
}

function content({ document, words, shown, zoom, broken, download, listWords }: ReaderView): TemplateResult {
  switch (shown.kind) {
    case 'opening':
      return html`<div class="bone" aria-hidden="true"></div>
        <p class="unseen">${words('opening')}</p>`;
    case 'pdf':
      return html`<div class="page" dir="ltr">
          <canvas aria-hidden="true"></canvas>
          <div class="words"></div>
        </div>
        ${shown.words ? nothing : html`<p class="unseen">${words('pictureOnly')}</p>`}`;
    case 'picture':
      return html`<img src=${shown.url} alt=${document.name} class="zoom-${String(zoom * 100)}" @error=${broken} />`;
    case 'text':
      return html`<div class="plain" dir="auto">${shown.text}</div>
        ${shown.cut ? html`<p class="small muted">${words('cut')}</p>` : nothing}`;
    case 'none':
      return html`<div class="none">
        <p>${shown.text}</p>
        <button type="button" class="button primary" @click=${download}>${downloadIcon}${listWords('download')}</button>
      </div>`;
  }
}

export function readerTools(view: ReaderView): TemplateResult {
  const { words, listWords, shown, page, pages, zoom, turn, scale, zoomable, percent, download } = view;
  return html`<div class="bar tools">
    ${
      pages > 0
        ? html`<div class="group">
            ${tool('turn', words('pageBefore'), beforeIcon, page > 1, () => turn(-1))}
            <span class="small whole">${words('page', { page, pages })}</span>
            ${tool('turn', words('pageAfter'), afterIcon, page < pages, () => turn(1))}
          </div>`
        : nothing
    }
    ${
      zoomable
        ? html`<div class="group">
            ${tool('', words('smaller'), smallerIcon, zoom > 0.5, () => scale(-1))}
            <span class="small whole">${words('percent', { percent })}</span>
            ${tool('', words('larger'), largerIcon, zoom < 4, () => scale(1))}
          </div>`
        : nothing
    }
    ${
      shown.kind === 'none'
        ? nothing
        : html`<button type="button" class="button" @click=${download}>${downloadIcon}${listWords('download')}</button>`
    }
  </div>`;
}

/** @param turn `turn` for what points along the line and so turns with the direction of reading */
function tool(
  turn: 'turn' | '',
  name: string,
  icon: TemplateResult,
  enabled: boolean,
  act: () => void,
): TemplateResult {
  // Not `disabled`: the button that was just pressed would lose the focus.
  return html`<button
    type="button"
    class="button quiet ${turn}"
    aria-label=${name}
    title=${name}
    aria-disabled=${String(!enabled)}
    @click=${act}
  >
    ${icon}
  </button>`;
}
