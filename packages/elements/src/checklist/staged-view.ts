/** The template of what was chosen and not yet sent: each file with its picture, what was noticed about it, and the ways on. */
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { documentIcon, removeIcon, tipIcon, uploadIcon } from '../later-icons.js';
import { helpButton } from './failure-view.js';
import { pickers } from './file-pickers.js';
import { partHeading, type PanelView } from './panel-view.js';
import type { Part } from './parts.js';
import type { Staged } from './upload-desk.js';

/** The preview before sending. */
export function preview(view: PanelView, request: Part, staged: readonly Staged[]): TemplateResult {
  const { words, desk } = view;
  const count = staged.length;
  const handing = desk.handing(request);
  const replaced = desk.replaced(request);
  const doubtful = staged.some(({ look }) => look?.hints.length);
  return html`<div role="group" class="staged" aria-label=${words('ready', { count })}>
    ${partHeading(view, words('ready', { count }))}
    ${replaced ? html`<p class="small muted">${words('replaces', { name: replaced.name })}</p>` : nothing}
    <ul class="files">
      ${repeat(
        staged,
        ({ id }) => id,
        (one) => file(view, request, one, handing),
      )}
    </ul>
    ${staged.some(({ picture }) => picture) ? html`<p class="small muted">${words('checkPictures')}</p>` : nothing}
    ${doubtful ? html`<p class="small muted">${words('anyway')}</p>` : nothing}
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
        ${uploadIcon}${words(doubtful ? 'sendAnyway' : 'send', { count })}
      </button>
      ${desk.room(request) > 0 && !replaced ? pickers(view, request, words('addMore')) : nothing}
    </div>
  </div>`;
}

/** Sentences about a picture: what could be better, the worst first, or why nothing can be said. */
export function advice(words: PanelView['words'], { look }: Staged): readonly string[] {
  if (!look) return [];
  return look.seen ? look.hints.map((hint) => words(hint)) : [words('unseen')];
}

function file(view: PanelView, request: Part, staged: Staged, handing: boolean): TemplateResult {
  const { words, formats, desk } = view;
  const { id, file, original, picture, look } = staged;
  const sentences = advice(words, staged);
  const changed = file !== original && words(look?.instead ? 'converted' : 'stripped');
  return html`<li class="file ${picture ? 'picture' : ''}">
    ${picture ? html`<img src=${picture} alt="" />` : html`<span class="tile">${documentIcon}</span>`}
    <span class="what"
      ><span class="name" dir="auto">${file.name}</span
      ><span class="meta">${formats.bytes(file.size)}</span>
      ${changed ? html`<span class="meta">${changed}</span>` : nothing}</span
    >
    <button
      type="button"
      class="button quiet"
      aria-label=${words('removeNamed', { name: file.name })}
      ?disabled=${handing}
      @click=${() => {
        desk.unstage(request, id);
      }}
    >
      ${removeIcon}${words('remove')}
    </button>
    ${
      sentences.length
        ? html`<ul class="hints">
            ${sentences.map((text) => html`<li>${tipIcon}<span>${text}</span></li>`)}
            ${look && !look.seen ? html`<li>${helpButton(view, 'unseen', file.name)}</li>` : nothing}
          </ul>`
        : nothing
    }
  </li>`;
}
