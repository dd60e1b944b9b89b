/** The templates of an opened request: why, tips, what was sent, the place to drop files, preview, uploads under way. */
import type { UploadItem } from '@portico/client';
import { fileTypes, type ChecklistRequest, type Document, type LocalizedText } from '@portico/contract';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Formats } from '../core/formats.js';
import type { Localized } from '../core/localized.js';
import type { Translate } from '../core/translate.js';
import { doneIcon, returnedIcon, waitingIcon, warningIcon } from '../icons.js';
import {
  cameraIcon,
  documentIcon,
  pauseIcon,
  removeIcon,
  resumeIcon,
  retryIcon,
  tipIcon,
  uploadIcon,
} from '../later-icons.js';
import type { strings } from './request-panel.strings.js';
import type { Refused, Staged, UploadDesk } from './upload-desk.js';

/** What the templates need to speak and to act. */
export interface RequestView {
  readonly words: Translate<typeof strings>;
  readonly formats: Formats;
  readonly localized: (texts: LocalizedText) => Localized;
  readonly desk: UploadDesk;
  /** Why nothing can be sent here, in words; undefined where it can. */
  readonly refusal: string | undefined;
  readonly choose: (request: ChecklistRequest, files: readonly File[]) => void;
  readonly send: (request: ChecklistRequest) => void;
  readonly act: (item: UploadItem, act: 'pause' | 'resume' | 'retry' | 'cancel') => void;
  readonly download: ((document: Document) => void) | undefined;
}

export function requestPanel(view: RequestView, request: ChecklistRequest): TemplateResult {
  const { words, localized, desk } = view;
  const staged = desk.staged(request.id);
  const items = desk.items(request.id);
  const why = request.why && localized(request.why);
  const example = request.example && localized(request.example);
  return html`<div class="inside">
    ${
      why
        ? html`<div>
            <h5>${words('why')}</h5>
            <p lang=${why.language} dir="auto">${why.text}</p>
          </div>`
        : nothing
    }
    ${
      request.tips.length
        ? html`<div>
            <h5>${words('tips')}</h5>
            <ul class="tips">
              ${request.tips.map((tip) => {
                const { text, language } = localized(tip);
                return html`<li>${tipIcon}<span lang=${language} dir="auto">${text}</span></li>`;
              })}
            </ul>
          </div>`
        : nothing
    }
    ${
      example
        ? html`<details>
            <summary>${words('example')}</summary>
            <p lang=${example.language} dir="auto">${example.text}</p>
          </details>`
        : nothing
    }
    ${request.documents.length ? documents(view, request.documents) : nothing}
    ${items.length ? uploads(view, request, items) : nothing}
    ${
      request.state === 'accepted'
        ? html`<p class="muted">${words('closed')}</p>`
        : view.refusal
          ? html`<p class="muted">${view.refusal}</p>`
          : html`${refusals(view, request, desk.refused(request.id))}
            ${staged.length ? preview(view, request, staged) : place(view, request, items.some(isMoving))}`
    }
  </div>`;
}

/** Where files go; small while others are on their way. */
function place(view: RequestView, request: ChecklistRequest, sending: boolean): TemplateResult | typeof nothing {
  const { words } = view;
  if (sending) {
    return request.maxFiles > 1
      ? html`<div class="buttons" part="drop">${pickers(view, request, words('addMore'))}</div>`
      : nothing;
  }
  const one = request.maxFiles === 1;
  return html`<div class="drop" part="drop">
    ${uploadIcon}
    <p class="drop-words">${words(one ? 'dropOne' : 'drop')}</p>
    <div class="buttons">${pickers(view, request, words(one ? 'chooseOne' : 'choose'))}</div>
    <p class="small muted">${accepts(view, request)}</p>
  </div>`;
}

/** The native pickers behind buttons; on touch devices a second one opens the camera. */
function pickers(view: RequestView, request: ChecklistRequest, label: string): TemplateResult {
  const { accept } = request;
  const chosen = (event: Event): void => {
    const { target } = event;
    if (!(target instanceof HTMLInputElement)) return;
    view.choose(request, [...(target.files ?? [])]);
    target.value = '';
  };
  const pictures = accept.some((type) => type === 'image/jpeg');
  const extensions = accept.flatMap((type) => fileTypes[type].map((extension) => `.${extension}`));
  return html`
    <button type="button" class="button" data-choose @click=${press}>${documentIcon}${label}</button>
    <input
      type="file"
      hidden
      aria-label=${label}
      accept=${[...accept, ...extensions].join()}
      ?multiple=${request.maxFiles > 1}
      @change=${chosen}
    />
    ${
      pictures
        ? html`<button type="button" class="button camera" @click=${press}>${cameraIcon}${view.words('camera')}</button>
            <input
              type="file"
              hidden
              aria-label=${view.words('camera')}
              accept="image/*"
              capture="environment"
              @change=${chosen}
            />`
        : nothing
    }
  `;
}

function press(event: Event): void {
  const input = event.currentTarget instanceof Element ? event.currentTarget.nextElementSibling : null;
  if (input instanceof HTMLInputElement) input.click();
}

function preview(view: RequestView, request: ChecklistRequest, staged: readonly Staged[]): TemplateResult {
  const { words, formats, desk } = view;
  const count = staged.length;
  const handing = desk.handing(request.id);
  return html`<div role="group" class="staged" aria-label=${words('ready', { count })}>
    <h5>${words('ready', { count })}</h5>
    <ul class="files">
      ${repeat(
        staged,
        ({ id }) => id,
        ({ id, file, picture }) =>
          html`<li class="file ${picture ? 'picture' : ''}">
            ${picture ? html`<img src=${picture} alt="" />` : html`<span class="tile">${documentIcon}</span>`}
            <span class="what"
              ><span class="name" dir="auto">${file.name}</span
              ><span class="meta">${formats.bytes(file.size)}</span></span
            >
            <button
              type="button"
              class="button quiet"
              aria-label=${words('removeNamed', { name: file.name })}
              ?disabled=${handing}
              @click=${() => {
                desk.unstage(request.id, id);
              }}
            >
              ${removeIcon}${words('remove')}
            </button>
          </li>`,
      )}
    </ul>
    ${staged.some(({ picture }) => picture) ? html`<p class="small muted">${words('checkPictures')}</p>` : nothing}
    <div class="buttons">
      <button
        type="button"
        class="button primary"
        data-send
        ?disabled=${handing}
        @click=${() => {
          view.send(request);
        }}
      >
        ${uploadIcon}${words('send', { count })}
      </button>
      ${request.maxFiles > count ? pickers(view, request, words('addMore')) : nothing}
    </div>
  </div>`;
}

function refusals(
  view: RequestView,
  request: ChecklistRequest,
  refused: readonly Refused[],
): TemplateResult | typeof nothing {
  if (!refused.length) return nothing;
  return html`<ul class="refused">
    ${refused.map((one) => html`<li>${warningIcon}<span>${refusalText(view, request, one)}</span></li>`)}
  </ul>`;
}

/** The sentence for a refused file. */
export function refusalText(view: RequestView, request: ChecklistRequest, { name, code }: Refused): string {
  const { words, formats } = view;
  switch (code) {
    case 'file_too_large':
      return words('file_too_large', { name, size: formats.bytes(request.maxBytes) });
    case 'file_type_not_accepted':
      return words('file_type_not_accepted', { name, types: typeNames(view, request) });
    case 'too_many_files':
      return words('too_many_files', { name, max: request.maxFiles });
    case 'notSent':
      return words('notSent');
    default:
      return words(code, { name });
  }
}

function uploads(view: RequestView, request: ChecklistRequest, items: readonly UploadItem[]): TemplateResult {
  const title = view.words(items.some(isMoving) ? 'sendingTitle' : 'stuckTitle');
  return html`<div role="group" class="sending" tabindex="-1" aria-label=${title}>
    <h5>${title}</h5>
    <ul class="files">
      ${repeat(
        items,
        ({ id }) => id,
        (item) => upload(view, request, item),
      )}
    </ul>
  </div>`;
}

/** False for what waits for the person: failed, or its file is gone from the browser. */
function isMoving({ state }: UploadItem): boolean {
  return state !== 'failed' && state !== 'lost';
}

function upload(view: RequestView, request: ChecklistRequest, item: UploadItem): TemplateResult {
  const { words } = view;
  const { state } = item;
  const button = (act: 'pause' | 'resume' | 'retry' | 'cancel', icon: TemplateResult): TemplateResult =>
    html`<button
      type="button"
      class="button quiet"
      aria-label="${words(act)}: ${item.name}"
      @click=${() => {
        view.act(item, act);
      }}
    >
      ${icon}${words(act)}
    </button>`;
  const wrong = !isMoving(item);
  return html`<li class="file ${wrong ? 'wrong' : ''}">
    <span class="tile">${wrong ? warningIcon : documentIcon}</span>
    <span class="what">
      <span class="name" dir="auto">${item.name}</span>
      <span class="meta">${stateText(view, item)}</span>
      ${wrong ? nothing : html`<progress max=${item.size} value=${item.sent} aria-label=${item.name}></progress>`}
    </span>
    <span class="buttons">
      ${state === 'sending' || state === 'waiting' || state === 'retrying' ? button('pause', pauseIcon) : nothing}
      ${state === 'paused' ? button('resume', resumeIcon) : nothing}
      ${state === 'failed' ? button('retry', retryIcon) : nothing}
      ${state === 'lost' ? pickers(view, { ...request, accept: request.accept, maxFiles: 1 }, words('chooseOne')) : nothing}
      ${state === 'finishing' ? nothing : button('cancel', removeIcon)}
    </span>
  </li>`;
}

function stateText({ words, formats }: RequestView, { state, sent, size, secondsLeft, error }: UploadItem): string {
  const amounts = { sent: formats.bytes(sent), size: formats.bytes(size) };
  switch (state) {
    case 'sending': {
      const left = secondsLeft === null ? '' : ` · ${words('left', { time: formats.duration(secondsLeft) })}`;
      return words('sending', amounts) + left;
    }
    case 'paused':
      return words('paused', amounts);
    case 'failed':
      return errorText(words, error);
    case 'done':
      return words('received');
    default:
      return words(state);
  }
}

const errors = [
  'file_type_mismatch',
  'file_active_content',
  'file_damaged',
  'archive_unsafe',
  'image_too_large',
  'request_closed',
  'storage_full',
] as const;

function errorText(words: RequestView['words'], code: string | undefined): string {
  const known = errors.find((error) => error === code);
  return words(known ?? 'failed');
}

const documentIcons = { received: waitingIcon, accepted: doneIcon, returned: returnedIcon } as const;

function documents(view: RequestView, sent: readonly Document[]): TemplateResult {
  const { words, formats, download } = view;
  return html`<div>
    <h5>${words('sentTitle')}</h5>
    <ul class="files">
      ${sent.map(
        (document) =>
          html`<li class="file">
            <span class="tile">${documentIcon}</span>
            <span class="what">
              <span class="name" dir="auto">${document.name}</span>
              <span class="meta"
                >${words('sentOn', { size: formats.bytes(document.size), day: formats.day(document.createdAt) })}</span
              >
              <span class="state ${document.state}">${documentIcons[document.state]}${words(document.state)}</span>
            </span>
            ${
              download
                ? html`<button
                    type="button"
                    class="button quiet"
                    aria-label="${words('download')}: ${document.name}"
                    @click=${() => {
                      download(document);
                    }}
                  >
                    ${words('download')}
                  </button>`
                : nothing
            }
          </li>`,
      )}
    </ul>
  </div>`;
}

function accepts(view: RequestView, request: ChecklistRequest): string {
  const { words, formats } = view;
  const values = { types: typeNames(view, request), size: formats.bytes(request.maxBytes) };
  return request.maxFiles === 1
    ? words('acceptsOne', values)
    : words('acceptsMany', { ...values, count: request.maxFiles });
}

const names: Readonly<Partial<Record<string, string>>> = { docx: 'Word', xlsx: 'Excel', tif: 'TIFF', webp: 'WebP' };

function typeNames({ formats }: RequestView, { accept }: ChecklistRequest): string {
  const types = accept.map((type) => names[fileTypes[type][0]] ?? fileTypes[type][0].toUpperCase());
  return new Intl.ListFormat(formats.language, { type: 'disjunction' }).format(types);
}
