/** The templates of the shelf: pure functions of what is to be shown. */
import type { LocalizedText, SharedDocument, SharedMatter } from '@portico/contract';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { strings as faceStrings } from '../core/faces.strings.js';
import { daysUntil, type Formats } from '../core/formats.js';
import type { Localized } from '../core/localized.js';
import { matterLine } from '../core/matter-line.js';
import type { Translate } from '../core/translate.js';
import { downloadIcon, fileIcon, folderIcon, pictureIcon } from '../document-icons.js';
import { openIcon } from '../icons.js';
import type { strings } from './documents.strings.js';
import { documentsIn, keyOf, newOn, type SharedFolder, type Shelf } from './shelf.js';

/** What the templates need to speak and to act. */
export interface ShelfView {
  readonly words: Translate<typeof strings>;
  readonly faces: Translate<typeof faceStrings>;
  readonly formats: Formats;
  readonly localized: (texts: LocalizedText) => Localized;
  /** What is on its way: ids of documents and matters, keys of folders. */
  readonly busy: ReadonlySet<string>;
  readonly read: (document: SharedDocument) => void;
  readonly download: (document: SharedDocument) => void;
  readonly downloadAll: (matter: SharedMatter['matter']) => void;
  readonly more: (matterId: string, folderId: string | null) => void;
}

export function shelfHeader({ words }: ShelfView, shelf: Shelf): TemplateResult {
  const count = newOn(shelf);
  return html`<header part="header">
    <h2>${words('title')}</h2>
    ${count > 0 ? html`<span class="badge">${words('newCount', { count })}</span>` : nothing}
  </header>`;
}

/** One matter: its name, all of it as one download, its folders. */
export function matterSection(view: ShelfView, shelf: Shelf, { matter, folders }: SharedMatter): TemplateResult {
  const { words, faces, busy, downloadAll } = view;
  const count = folders.reduce((sum, { documents }) => sum + documents, 0);
  const zipping = busy.has(matter.id);
  return html`<section part="matter">
    <div class="matter">
      ${matterLine(faces, matter)}
      ${
        count > 1
          ? html`<button
              type="button"
              class="button"
              data-zip=${matter.id}
              aria-describedby="count-${matter.id}"
              ?disabled=${zipping}
              @click=${() => {
                downloadAll(matter);
              }}
            >
              ${downloadIcon}${words(zipping ? 'preparing' : 'downloadAll')}
            </button>`
          : nothing
      }
      <span class="unseen" id="count-${matter.id}">${matter.title}: ${words('count', { count })}</span>
    </div>
    ${folders.map((folder) => folderSection(view, shelf, matter.id, folder))}
  </section>`;
}

function folderSection(view: ShelfView, shelf: Shelf, matterId: string, folder: SharedFolder): TemplateResult {
  const { words, localized } = view;
  if (folder.name === null) return html`<div class="card">${list(view, shelf, matterId, folder)}</div>`;
  const name = localized(folder.name);
  return html`<details class="card" part="folder" open>
    <summary>
      ${folderIcon}
      <h3 lang=${name.language} dir="auto">${name.text}</h3>
      <span class="muted small">${words('count', { count: folder.documents })}</span>
      ${folder.unopened > 0 ? html`<span class="badge">${words('newCount', { count: folder.unopened })}</span>` : nothing}
      <span class="turned">${openIcon}</span>
    </summary>
    ${list(view, shelf, matterId, folder)}
  </details>`;
}

function list(view: ShelfView, shelf: Shelf, matterId: string, { id, documents }: SharedFolder): TemplateResult {
  const { words, busy, more } = view;
  const known = documentsIn(shelf, matterId, id);
  return html`<ul part="list">
      ${repeat(
        known,
        (one) => one.id,
        (one) => row(view, one),
      )}
    </ul>
    ${
      known.length < documents
        ? html`<button
            type="button"
            class="button quiet"
            ?disabled=${busy.has(keyOf(matterId, id))}
            @click=${() => {
              more(matterId, id);
            }}
          >
            ${words('more')}
          </button>`
        : nothing
    }`;
}

function row(view: ShelfView, document: SharedDocument): TemplateResult {
  const { words, formats, busy, read, download } = view;
  const { id, name, type, size, openedAt } = document;
  return html`<li class=${openedAt === null ? 'fresh' : ''}>
    <span class="tile">${type.startsWith('image/') ? pictureIcon : fileIcon}</span>
    <div class="what">
      <button
        type="button"
        class="name"
        data-read=${id}
        @click=${() => {
          read(document);
        }}
      >
        <bdi>${name}</bdi>
      </button>
      ${openedAt === null ? html`<span class="badge">${words('isNew')}</span>` : nothing}
      <p class="muted small">
        ${kindOf(view, document)} · <bdi class="whole">${formats.bytes(size)}</bdi> · ${sharedOn(view, document)}
      </p>
    </div>
    <button
      type="button"
      class="button quiet take"
      data-download=${id}
      aria-label=${words('downloadNamed', { name })}
      ?disabled=${busy.has(id)}
      @click=${() => {
        download(document);
      }}
    >
      ${downloadIcon}<span class="wide" aria-hidden="true">${words('download')}</span>
    </button>
  </li>`;
}

/** Kinds of file as people call them. */
function kindOf({ words }: ShelfView, { type }: SharedDocument): string {
  if (type === 'application/pdf') return 'PDF';
  if (type === 'text/plain') return words('text');
  if (type.startsWith('image/')) return words('picture');
  return words(type.includes('sheet') ? 'sheet' : 'word');
}

/** The day of sharing: near ones by distance, far ones by date. */
function sharedOn({ words, formats }: ShelfView, { sharedAt }: SharedDocument): string {
  const at = new Date(sharedAt);
  const local = [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, '0'));
  const days = Math.min(0, daysUntil(local.join('-')));
  if (days === 0) return words('sharedToday');
  return words('shared', { when: days >= -6 ? formats.relativeDays(days) : formats.day(sharedAt) });
}

/** Nothing is shared: says what happens next. */
export function emptyShelf({ words }: ShelfView): TemplateResult {
  return html`<div class="face" part="empty">
    ${folderIcon}
    <h2>${words('emptyTitle')}</h2>
    <p>${words('emptyText')}</p>
  </div>`;
}

/** Of the final heights, so that nothing jumps. */
export function shelfSkeleton(): TemplateResult {
  return html`<div class="bone bone-title"></div>
    <div class="card bones">${[1, 2, 3].map(() => html`<div class="bone bone-row"></div>`)}</div>`;
}
