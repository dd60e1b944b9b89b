import { html, nothing, type TemplateResult } from 'lit';
import type { strings } from './faces.strings.js';
import type { Translate } from './translate.js';

/** Which case something belongs to: its title, and the firm's number where there is one. */
export function matterLine(
  words: Translate<typeof strings>,
  { title, reference }: { readonly title: string; readonly reference: string | null },
): TemplateResult {
  return html`<p class="muted small">
    <bdi>${title}</bdi>${reference ? html` · <bdi class="whole">${words('reference', { reference })}</bdi>` : nothing}
  </p>`;
}
