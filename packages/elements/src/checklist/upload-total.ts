import type { UploadManager } from '@portico/client';
import { html, nothing, type TemplateResult } from 'lit';
import { pauseIcon, resumeIcon } from '../later-icons.js';
import type { PanelView } from './panel-view.js';

/** The bar of all uploads while they run or are on hold. */
export function uploadTotal(
  { words, formats, desk }: PanelView,
  manager: UploadManager | undefined,
): TemplateResult | typeof nothing {
  if (!manager) return nothing;
  const { running } = desk;
  const paused = manager.items.filter(({ state }) => state === 'paused');
  if (!running.length && !paused.length) return nothing;
  const { bytes, sent, secondsLeft } = manager.totals;
  const count = running.length || paused.length;
  return html`<div class="total" part="total" role="group" aria-label=${words('sendingTitle')}>
    <p>
      <strong>${words(running.length ? 'totalSending' : 'totalPaused', { count })}</strong>
      <span class="muted small"
        >${running.length && secondsLeft !== null ? html`${words('left', { time: formats.duration(secondsLeft) })} · ` : nothing}${
          running.length ? words('keepOpen') : nothing
        }</span
      >
    </p>
    <button
      type="button"
      class="button"
      @click=${() => {
        if (running.length) manager.pauseAll();
        else manager.resumeAll();
      }}
    >
      ${running.length ? pauseIcon : resumeIcon}${words(running.length ? 'pauseAll' : 'resumeAll')}
    </button>
    <progress max=${bytes} value=${sent} aria-label=${words('sendingTitle')}></progress>
  </div>`;
}
