/** The templates of going on with the phone. */
import { PHONE_LINK_WAITS_MINUTES } from '@portico/contract';
import { html, nothing, type TemplateResult } from 'lit';
import type { Formats } from '../core/formats.js';
import { doneIcon } from '../icons.js';
import { phoneIcon } from '../later-icons.js';
import type { PhoneRun } from './phone-run.js';
import type { PhoneWords } from './phone-words.js';
import { qrCode } from './qr.js';

/** What the templates need to speak and to act. */
export interface PhoneView {
  readonly words: PhoneWords;
  readonly formats: Formats;
  /** What is asked for, in the reader's language. */
  readonly title: string;
  readonly copied: boolean;
  readonly copy: () => void;
  readonly again: () => void;
  readonly close: () => void;
}

export function phone(view: PhoneView, run: PhoneRun): TemplateResult {
  const { words, title, close, again } = view;
  const { phase, url, files } = run;
  const over = phase === 'ended' || phase === 'failed' || phase === 'limited';
  return html`<div class="phone-face">
    <h2 id="phone-title" tabindex="-1">${words('title')}</h2>
    ${
      url === undefined
        ? blank(view, run)
        : html`<p>${words('how', { title })}</p>
            ${qrCode(url, words('code'))}`
    }
    <div role="status">
      <p class="status">${statusOf(view, run)}</p>
      ${files > 0 ? html`<p class="arrived">${words('arrived', { count: files })}</p>` : nothing}
    </div>
    ${url === undefined ? nothing : link(view, url)}
    <div class="buttons">
      ${over && phase !== 'limited' ? html`<button type="button" class="button primary" @click=${again}>${words('again')}</button>` : nothing}
      <button type="button" class="button" data-close @click=${close}>${words(over ? 'close' : 'stop')}</button>
    </div>
  </div>`;
}

/** Where the code would be. */
function blank({ words }: PhoneView, { phase, files }: PhoneRun): TemplateResult | typeof nothing {
  if (phase === 'making') return html`<p class="blank">${words('making')}</p>`;
  return phase === 'open' ? html`<p class="blank" aria-hidden="true">${files > 0 ? doneIcon : phoneIcon}</p>` : nothing;
}

function statusOf({ words, formats }: PhoneView, { phase }: PhoneRun): string | typeof nothing {
  if (phase === 'making') return nothing;
  return phase === 'waiting'
    ? words('waiting', { time: formats.duration(PHONE_LINK_WAITS_MINUTES * 60) })
    : words(phase);
}

function link({ words, copied, copy }: PhoneView, url: string): TemplateResult {
  return html`<label>
      <span class="small">${words('link')}</span>
      <input readonly dir="ltr" .value=${url} @focus=${select} />
    </label>
    <div class="buttons">
      <button type="button" class="button" @click=${copy}>${words('copy')}</button>
      <span class="small" role="status">${copied ? words('copied') : nothing}</span>
    </div>
    <p class="small muted">${words('private')}</p>`;
}

function select({ target }: Event): void {
  if (target instanceof HTMLInputElement) target.select();
}
