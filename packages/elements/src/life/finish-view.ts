/** "I am finished": what is still missing, each a way there, before the firm is told. */
import type { ChecklistRequest } from '@portico/contract';
import { html, type nothing, type TemplateResult } from 'lit';
import { forwardIcon } from '../icons.js';
import { outcome, type LifeView } from './life-view.js';

/** @param id of the checklist @param finish tells the firm @param missing what is required and open */
export function finishing(
  view: LifeView,
  id: string,
  missing: readonly ChecklistRequest[],
  finish: () => void,
): TemplateResult | typeof nothing {
  const { words, desk, localized } = view;
  if (desk.opened(id) !== 'missing' || missing.length === 0) return outcome(view, id);
  return html`<div class="missing" role="group" aria-labelledby="missing" data-opened="missing">
    <h4 id="missing" tabindex="-1">${words('missing', { count: missing.length })}</h4>
    <p>${words('missingText')}</p>
    <ul>
      ${missing.map((request) => {
        const { text, language } = localized(request.title);
        return html`<li>
          <button
            type="button"
            class="button turn"
            data-missing=${request.id}
            @click=${() => {
              view.start(request.id);
            }}
          >
            <bdi lang=${language}>${text}</bdi>${forwardIcon}
          </button>
        </li>`;
      })}
    </ul>
    <div class="buttons">
      <button type="button" class="button" data-anyway aria-disabled=${desk.busy(id)} @click=${finish}>
        ${words('finishAnyway')}
      </button>
      <button
        type="button"
        class="button quiet"
        @click=${() => {
          view.close(id);
        }}
      >
        ${words('goOn')}
      </button>
    </div>
    ${outcome(view, id)}
  </div>`;
}
