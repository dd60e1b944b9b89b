/** Taking a document back, or putting another in its place, while nobody has opened it. */
import type { ChecklistRequest, Document } from '@portico/contract';
import { html, nothing, type TemplateResult } from 'lit';
import { acceptOf, chosenFiles, press } from '../checklist/file-field.js';
import type { LifeView } from './life-view.js';

/** True while the client may still take it back. */
export function isWithdrawable({ withdrawableUntil }: Document, now = Date.now()): boolean {
  return withdrawableUntil !== null && Date.parse(withdrawableUntil) > now;
}

/** @param replace is given what takes the document's place; undefined where nothing can be sent */
export function withdrawal(
  view: LifeView,
  request: ChecklistRequest,
  document: Document,
  replace: ((file: File) => void) | undefined,
): TemplateResult | typeof nothing {
  const { words, formats, desk } = view;
  const { id, name, withdrawableUntil } = document;
  if (!isWithdrawable(document) || withdrawableUntil === null) return nothing;
  const form = `withdraw ${id}`;
  if (desk.opened(request.id) === form) {
    return html`<div class="ask" role="group" aria-labelledby="ask-${id}" data-opened=${form}>
      <p id="ask-${id}" tabindex="-1">${words('withdrawAsk', { name })}</p>
      <div class="buttons">
        <button
          type="button"
          class="button"
          aria-disabled=${desk.busy(request.id)}
          @click=${() => {
            view.withdraw(request, document);
          }}
        >
          ${words('withdrawYes')}
        </button>
        <button
          type="button"
          class="button quiet"
          @click=${() => {
            view.close(request.id);
          }}
        >
          ${words('keep')}
        </button>
      </div>
    </div>`;
  }
  return html`<div class="withdraw">
    <div class="buttons">
      <button
        type="button"
        class="button quiet"
        data-form=${form}
        aria-label=${words('withdrawNamed', { name })}
        @click=${() => {
          view.open(request.id, form);
        }}
      >
        ${words('withdraw')}
      </button>
      ${
        replace
          ? html`<button
                type="button"
                class="button quiet"
                aria-label=${words('replaceNamed', { name })}
                @click=${press}
              >
                ${words('replace')}</button
              ><input
                type="file"
                hidden
                aria-label=${words('replaceNamed', { name })}
                accept=${acceptOf(request)}
                @change=${(event: Event) => {
                  const [file] = chosenFiles(event);
                  if (file) replace(file);
                }}
              />`
          : nothing
      }
    </div>
    <p class="small muted">${words('until', { moment: formats.moment(withdrawableUntil) })}</p>
  </div>`;
}
