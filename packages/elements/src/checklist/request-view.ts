/** The templates of an opened request: why, tips, what was said and sent, and what there is to do. */
import type { ChecklistRequest } from '@portico/contract';
import { html, nothing, type TemplateResult } from 'lit';
import { tipIcon, uploadIcon } from '../later-icons.js';
import { documents } from './documents-view.js';
import { refusals } from './failure-view.js';
import { pickers } from './file-pickers.js';
import { accepts, partHeading, type PanelView } from './panel-view.js';
import { partsOf, type Part } from './parts.js';
import { isOver } from './progress.js';
import { isMoving } from './upload-desk.js';

/** The inside of one request. */
export function requestPanel(view: PanelView, request: ChecklistRequest): TemplateResult {
  const { words, localized, life } = view;
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
    ${request.reopened ? note(words('reopened'), request.reopened.note) : nothing} ${life?.act(request) ?? nothing}
    ${request.type === 'documents' ? partsOf(request).map((part) => filesOf(view, part)) : nothing}
    ${request.state === 'waived' && request.waived ? note(words('waived'), request.waived.reason) : nothing}
    ${life?.besides(request) ?? nothing}
  </div>`;
}

/** What was sent, is on its way and is chosen, for a request or for one of its parts, and the place to choose more. */
function filesOf(view: PanelView, part: Part): TemplateResult {
  const { words, desk } = view;
  const items = desk.items(part);
  const inside = html`${part.documents.length ? documents(view, part) : nothing}
  ${items.length ? (view.underWay?.uploads(view, part, items) ?? nothing) : nothing}
  ${refusals(view, part, desk.refused(part))} ${choosing(view, part, items.some(isMoving))}`;
  if (!part.slot) return inside;
  return html`<section class="slot" data-slot=${part.slot} aria-labelledby="slot-${part.id}-${part.slot}">
    <h5 id="slot-${part.id}-${part.slot}">${words(part.slot)}</h5>
    ${inside}
  </section>`;
}

function choosing(view: PanelView, part: Part, sending: boolean): TemplateResult | typeof nothing {
  const { words, desk } = view;
  if (part.state === 'accepted') return part.slot ? nothing : html`<p class="muted">${words('closed')}</p>`;
  if (isOver(part) || part.state === 'declined') return nothing;
  if (view.refusal) return html`<p class="muted">${view.refusal}</p>`;
  const staged = desk.staged(part);
  const chosen = staged.length ? view.underWay?.preview(view, part, staged) : undefined;
  return chosen ?? place(view, part, sending);
}

/** Where files go; small while others are on their way, and once something is there. */
function place(view: PanelView, part: Part, sending: boolean): TemplateResult | typeof nothing {
  const { words, desk } = view;
  const there = part.documents.some(({ state }) => state !== 'returned');
  if (sending || there) {
    return desk.room(part) > 0
      ? html`<div class="buttons" part="drop">${pickers(view, part, words('addMore'))}</div>`
      : nothing;
  }
  const one = part.maxFiles === 1;
  const takes = `takes-${part.id}-${part.slot ?? ''}`;
  return html`<div class="drop" part="drop">
    ${uploadIcon}
    <p class="drop-words">${words(one ? 'dropOne' : 'drop')}</p>
    <div class="buttons">${pickers(view, part, words(one ? 'chooseOne' : 'choose'), view.alone, takes)}</div>
    <p class="small muted" id=${takes}>${accepts(view, part)}</p>
  </div>`;
}

/** What the firm said. */
function note(title: string, text: string): TemplateResult {
  return html`<div>
    <p><strong>${title}</strong></p>
    <p dir="auto">${text}</p>
  </div>`;
}
