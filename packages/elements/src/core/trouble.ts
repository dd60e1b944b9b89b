/** What every element shows when the network or the server is in the way, whether or not it needs a session. */
import { NetworkError, ProblemError, TimeoutError } from '@portico/client';
import { html, nothing, type TemplateResult } from 'lit';
import { offlineIcon, warningIcon } from '../icons.js';
import type { strings } from './faces.strings.js';
import type { Translate } from './translate.js';

/** Says that the browser is offline, while it is. */
export function offlineBanner(words: Translate<typeof strings>): TemplateResult | typeof nothing {
  return navigator.onLine ? nothing : html`<p class="banner" part="offline">${offlineIcon}${words('offline')}</p>`;
}

/** Loading failed: says whether waiting helps, and tries again. */
export function failedFace(words: Translate<typeof strings>, error: unknown, retry: () => void): TemplateResult {
  const passing = error instanceof NetworkError || error instanceof TimeoutError || serverSide(error);
  return html`<div class="face" part="failed">
    ${warningIcon}
    <h2>${words('failedTitle')}</h2>
    <p>${words(passing ? 'failedText' : 'failedFirm')}</p>
    <button type="button" class="button primary" @click=${retry}>${words('retry')}</button>
  </div>`;
}

function serverSide(error: unknown): boolean {
  return error instanceof ProblemError && error.status >= 500;
}
