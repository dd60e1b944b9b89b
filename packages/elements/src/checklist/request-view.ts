/** The templates of an opened request: why, tips, what was sent, the place to drop files, the preview before sending. */
import type { ChecklistRequest } from '@portico/contract';
import { html, nothing, type TemplateResult } from 'lit';
import { doneIcon, returnedIcon, waitingIcon } from '../icons.js';
import { documentIcon, tipIcon, uploadIcon } from '../later-icons.js';
import { helpButton, refusals } from './failure-view.js';
import { pickers } from './file-pickers.js';
import { accepts, partHeading, type PanelView } from './panel-view.js';
import { receipt } from './receipt-view.js';
import { preview } from './staged-view.js';
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
    ${request.documents.length ? documents(view, request) : nothing}
    ${items.length ? uploads(view, request, items) : nothing} ${refusals(view, request, desk.refused(request.id))}
    ${
      request.state === 'accepted'
        ? html`<p class="muted">${words('closed')}</p>`
        : view.refusal
          ? html`<p class="muted">${view.refusal}</p>`
          : staged.length
            ? preview(view, request, staged)
            : place(view, request, items.some(isMoving))
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
    <div class="buttons">
      ${pickers(view, request, words(one ? 'chooseOne' : 'choose'), view.alone, `takes-${request.id}`)}
    </div>
    <p class="small muted" id="takes-${request.id}">${accepts(view, request)}</p>
  </div>`;
}

const documentIcons = { received: waitingIcon, accepted: doneIcon, returned: returnedIcon } as const;

function documents(view: PanelView, request: ChecklistRequest): TemplateResult {
  const { words, formats, download } = view;
  return html`<div>
    ${partHeading(view, words('sentTitle'))}
    <ul class="files">
      ${request.documents.map(
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
            ${document.returned?.reason === 'unsafe' ? helpButton(view, 'unsafe', document.name) : nothing}
            ${
              download
                ? html`<button
                    type="button"
                    class="button quiet"
                    aria-label="${words('download')}: ${document.name}"
                    @click=${() => {
                      download(request, document);
                    }}
                  >
                    ${words('download')}
                  </button>`
                : nothing
            }
            ${view.receipts ? receipt(view, request, document) : nothing}
          </li>`,
      )}
    </ul>
  </div>`;
}
