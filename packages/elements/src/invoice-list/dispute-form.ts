/** The form of a new question or dispute: what it is, a few words, and what sending it means. */
import { DisputeReason } from '@portico/contract';
import { html, nothing, type TemplateResult } from 'lit';
import { option, sentences } from '../core/desk-fields.js';
import { aboutText, type DisputeView, outcome } from './dispute-parts.js';

/** @param about the line; null for the whole invoice */
export function askForm(view: DisputeView, about: string | null): TemplateResult {
  const { words, desk, form, missing, send, cancel } = view;
  const [reason, text] = fieldsOf(form, about);
  const chosen = desk.typed(reason);
  return html`<form
    class="thread"
    data-form="ask"
    novalidate
    aria-labelledby="ask-title"
    @submit=${(event: Event) => {
      event.preventDefault();
      send();
    }}
  >
    <h4 id="ask-title" tabindex="-1">${words('askAbout', { about: aboutText(view, about) })}</h4>
    <fieldset aria-describedby=${missing === 'pickReason' ? 'ask-missing' : nothing}>
      <legend>${words('which')}</legend>
      <div class="options">
        ${DisputeReason.options.map((one) => option(desk, reason, one, words(one), one === chosen))}
      </div>
    </fieldset>
    ${sentences(desk, text, { label: words('text'), most: 2000 })}
    ${missing ? html`<p class="wrong small" id="ask-missing">${words(missing)}</p>` : nothing}
    <p class="small muted">${words('means')}</p>
    <div class="buttons">
      <button type="submit" class="button primary" aria-disabled=${desk.busy(form) ? 'true' : nothing}>
        ${words('send')}
      </button>
      <button type="button" class="button quiet" @click=${cancel}>${words('cancel')}</button>
    </div>
    ${outcome(view, form)}
  </form>`;
}

/** By which the desk keeps the reason and the words: of each line its own. */
export function fieldsOf(form: string, about: string | null): readonly [reason: string, text: string] {
  const key = `${form}/${about ?? 'whole'}`;
  return [`${key}/reason`, `${key}/text`];
}
