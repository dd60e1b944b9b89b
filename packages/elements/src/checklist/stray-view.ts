import type { ChecklistRequest } from '@portico/contract';
import { html, nothing, type TemplateResult } from 'lit';
import { documentIcon } from '../later-icons.js';
import type { PanelView } from './panel-view.js';

/** Files that were dropped beside every request: asks where they belong. @param done with the request, or without where they are not wanted */
export function strays(
  { words, localized }: PanelView,
  files: readonly File[],
  candidates: readonly ChecklistRequest[],
  done: (requestId?: string) => void,
): TemplateResult | typeof nothing {
  if (!files.length) return nothing;
  let chosen = candidates[0]?.id;
  return html`<section class="stray">
    <h3 id="stray">${words('strayTitle', { count: files.length })}</h3>
    <ul class="files">
      ${files.map(({ name }) => html`<li class="file"><span class="tile">${documentIcon}</span><span dir="auto">${name}</span></li>`)}
    </ul>
    <select
      aria-labelledby="stray"
      @change=${({ target }: Event) => {
        if (target instanceof HTMLSelectElement) chosen = target.value;
      }}
    >
      ${candidates.map(({ id, title }) => html`<option value=${id}>${localized(title).text}</option>`)}
    </select>
    <div class="buttons">
      <button
        type="button"
        class="button primary"
        @click=${() => {
          done(chosen);
        }}
      >
        ${words('strayAdd')}
      </button>
      <button
        type="button"
        class="button quiet"
        @click=${() => {
          done();
        }}
      >
        ${words('strayForget')}
      </button>
    </div>
  </section>`;
}
