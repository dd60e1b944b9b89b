/** What was sent for a request: where each document stands, and what can still be done about it. */
import type { Document } from '@portico/contract';
import { html, nothing, type TemplateResult } from 'lit';
import { doneIcon, returnedIcon, waitingIcon } from '../icons.js';
import { documentIcon } from '../later-icons.js';
import { helpButton } from './failure-view.js';
import { partHeading, type PanelView } from './panel-view.js';
import type { Part } from './parts.js';
import { receipt } from './receipt-view.js';

const icons = { received: waitingIcon, accepted: doneIcon, returned: returnedIcon } as const;

export function documents(view: PanelView, part: Part): TemplateResult {
  return html`<div>
    ${partHeading(view, view.words('sentTitle'))}
    <ul class="files">
      ${part.documents.map((document) => row(view, part, document))}
    </ul>
  </div>`;
}

function row(view: PanelView, part: Part, document: Document): TemplateResult {
  const { words, formats, download, life, refusal } = view;
  const { name, size, state, createdAt, returned } = document;
  const picture = returned && returned.reason !== 'unsafe' ? view.picture(document) : undefined;
  return html`<li class="file ${picture ? 'picture' : ''} ${state}">
    ${picture ? html`<img src=${picture} alt=${words('yourPicture', { name })} />` : html`<span class="tile">${documentIcon}</span>`}
    <span class="what">
      <span class="name" dir="auto">${name}</span>
      <span class="meta">${words('sentOn', { size: formats.bytes(size), day: formats.day(createdAt) })}</span>
      <span class="state ${state}">${icons[state]}${words(state)}</span>
      ${
        returned
          ? html`<span class="said"
              ><strong>${view.reasons(returned.reason)}</strong> <span dir="auto">${returned.note}</span></span
            >`
          : nothing
      }
    </span>
    ${returned?.reason === 'unsafe' ? helpButton(view, 'unsafe', name) : nothing}
    ${
      download
        ? html`<button
            type="button"
            class="button quiet"
            aria-label="${words('download')}: ${name}"
            @click=${() => {
              download(part, document);
            }}
          >
            ${words('download')}
          </button>`
        : nothing
    }
    ${view.receipts ? receipt(view, part, document) : nothing}
    ${
      life?.withdrawal(
        part,
        document,
        refusal
          ? undefined
          : (file) => {
              view.replace(part, document, file);
            },
      ) ?? nothing
    }
  </li>`;
}
