/** What forms that a desk keeps have in common: one of several answers, a few sentences, and what went wrong. */
import { html, nothing, type TemplateResult } from 'lit';
import { warningIcon } from '../icons.js';
import type { Desk } from './desk.js';

type Keeper = Pick<Desk<unknown, unknown, string>, 'typed' | 'type' | 'choose'>;

/** One of several answers. @param field by which the desk keeps the choice */
export function option(
  desk: Keeper,
  field: string,
  value: string,
  label: TemplateResult | string,
  checked: boolean,
): TemplateResult {
  return html`<label class="option">
    <input
      type="radio"
      name=${field}
      value=${value}
      .checked=${checked}
      @change=${() => {
        desk.choose(field, value);
      }}
    /><span>${label}</span>
  </label>`;
}

/** What stands around a field of sentences. */
export interface SentencesOptions {
  readonly label: string;
  /** What is there before anything is typed. */
  readonly before?: string;
  readonly hint?: string | undefined;
  /** Characters at most. */
  readonly most?: number;
}

/** A field for a few sentences, that keeps them whatever becomes of the page. */
export function sentences(
  desk: Keeper,
  field: string,
  { label, before = '', hint, most = 1000 }: SentencesOptions,
): TemplateResult {
  return html`<label class="sentences">
    <span>${label}</span>
    ${hint ? html`<span class="small muted">${hint}</span>` : nothing}
    <textarea
      rows="3"
      maxlength=${most}
      dir="auto"
      .value=${desk.typed(field) ?? before}
      @input=${({ target }: Event) => {
        if (target instanceof HTMLTextAreaElement) desk.type(field, target.value);
      }}
    ></textarea>
  </label>`;
}

/** Why something was not saved. @param retry where trying again may help */
export function notSaved(text: string, retry?: { readonly label: string; readonly act: () => void }): TemplateResult {
  return html`<div class="outcome wrong">
    ${warningIcon}
    <p>${text}</p>
    ${retry ? html`<button type="button" class="button" @click=${retry.act}>${retry.label}</button>` : nothing}
  </div>`;
}
