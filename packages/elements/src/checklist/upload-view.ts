/** The templates of uploads under way: progress, time left, and what can be done about each. */
import type { UploadItem } from '@portico/client';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { warningIcon } from '../icons.js';
import { documentIcon, pauseIcon, removeIcon, resumeIcon, retryIcon } from '../later-icons.js';
import { topicOf } from '../help/topics.js';
import { errorText } from './error-text.js';
import { helpButton } from './failure-view.js';
import { pickers } from './file-pickers.js';
import { partHeading, type PanelView } from './panel-view.js';
import type { Part } from './parts.js';
import { isMoving } from './upload-desk.js';

/** Uploads of one request. */
export function uploads(view: PanelView, request: Part, items: readonly UploadItem[]): TemplateResult {
  const moving = items.some(isMoving);
  const title = view.words(moving ? 'sendingTitle' : 'stuckTitle');
  return html`<div role="group" class="sending" tabindex="-1" aria-label=${title}>
    ${partHeading(view, title)} ${view.alone && moving ? html`<p>${view.words('keepOpen')}</p>` : nothing}
    <ul class="files">
      ${repeat(
        items,
        ({ id }) => id,
        (item) => upload(view, request, item),
      )}
    </ul>
  </div>`;
}

function upload(view: PanelView, request: Part, item: UploadItem): TemplateResult {
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
      ${wrong ? helpButton(view, state === 'lost' ? 'lost' : topicOf(item.error), item.name) : nothing}
      ${state === 'finishing' ? nothing : button('cancel', removeIcon)}
    </span>
  </li>`;
}

function stateText({ words, formats }: PanelView, { state, sent, size, secondsLeft, error }: UploadItem): string {
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
