/** The templates of an opened request: why, tips, what was sent, the place to drop files, the preview before sending. */
import type { ChecklistRequest, Document } from '@portico/contract';
import { html, nothing, type TemplateResult } from 'lit';
import { doneIcon, returnedIcon, waitingIcon, warningIcon } from '../icons.js';
import { documentIcon, tipIcon, uploadIcon } from '../later-icons.js';
import { pickers } from './file-pickers.js';
import { accepts, partHeading, typeNames, type PanelView } from './panel-view.js';
import { preview } from './staged-view.js';
import type { Refused } from './upload-desk.js';
import { isMoving, uploads } from './upload-view.js';

/** The inside of one request. */
export function requestPanel(view: PanelView, request: ChecklistRequest): TemplateResult {
  const { words, localized, desk } = view;
  const staged = desk.staged(request.id);
  const items = desk.items(request.id);
  const why = request.why && localized(request.why);
  const example = request.example && localized(request.example);
  return html`<div class="inside">
    ${
      why
        ? html`<div>
            ${partHeading(view, words('why'))}
            <p lang=${why.language} dir="auto">${why.text}</p>
          </div>`
        : nothing
    }
    ${
      request.tips.length
        ? html`<div>
            ${partHeading(view, words('tips'))}
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
function place(view: PanelView, request: ChecklistRequest, sending: boolean): TemplateResult | typeof nothing {
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
    <div class="buttons">${pickers(view, request, words(one ? 'chooseOne' : 'choose'), view.alone)}</div>
    <p class="small muted">${accepts(view, request)}</p>
  </div>`;
}

function refusals(
  view: PanelView,
  request: ChecklistRequest,
  refused: readonly Refused[],
): TemplateResult | typeof nothing {
  if (!refused.length) return nothing;
  return html`<ul class="refused">
    ${refused.map((one) => html`<li>${warningIcon}<span>${refusalText(view, request, one)}</span></li>`)}
  </ul>`;
}

/** The sentence for a refused file. */
export function refusalText(view: PanelView, request: ChecklistRequest, { name, code }: Refused): string {
  const { words, formats } = view;
  switch (code) {
    case 'file_too_large':
      return words('file_too_large', { name, size: formats.bytes(request.maxBytes) });
    case 'file_type_not_accepted':
      return words('file_type_not_accepted', { name, types: typeNames(view, request) });
    case 'too_many_files':
      return words('too_many_files', { name, count: request.maxFiles });
    case 'notSent':
      return words('notSent');
    default:
      return words(code, { name });
  }
}

const documentIcons = { received: waitingIcon, accepted: doneIcon, returned: returnedIcon } as const;

function documents(view: PanelView, sent: readonly Document[]): TemplateResult {
  const { words, formats, download } = view;
  return html`<div>
    ${partHeading(view, words('sentTitle'))}
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
