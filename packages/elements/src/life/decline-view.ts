/** "I don't have this" with its reason, and words to the firm: what can be said about a request besides sending it. */
import { DeclineReason, type ChecklistRequest } from '@portico/contract';
import { html, nothing, type TemplateResult } from 'lit';
import { isOver, isYours } from '../checklist/progress.js';
import { option, sentences } from '../core/desk-fields.js';
import { outcome, type LifeView } from './life-view.js';

/** What stands below a request that is open: note and "I don't have this", or the one of their forms that is open. */
export function besides(view: LifeView, request: ChecklistRequest): TemplateResult | typeof nothing {
  const { words, desk } = view;
  const { id, state, type, note } = request;
  if (isOver(request)) return nothing;
  const form = desk.opened(id);
  if (form === 'decline') return declineForm(view, request);
  if (form === 'note') return noteForm(view, request);
  const opener = (name: string, label: string): TemplateResult =>
    html`<button
      type="button"
      class="button quiet"
      data-form=${name}
      @click=${() => {
        view.open(id, name);
      }}
    >
      ${label}
    </button>`;
  return html`<div class="besides">
    ${note?.text ? noteShown(view, note) : nothing}
    ${type === 'documents' && state !== 'declined' ? outcome(view, id) : nothing}
    <div class="buttons">
      ${isYours(request) ? opener('decline', words(type === 'task' ? 'cannotDo' : 'dontHave')) : nothing}
      ${opener('note', words(note?.text ? 'noteChange' : 'noteAdd'))}
    </div>
  </div>`;
}

/** What the client said when they had nothing to send, and the way back. */
export function declinedView(view: LifeView, request: ChecklistRequest): TemplateResult | typeof nothing {
  const { words, desk } = view;
  const { declined, id } = request;
  if (!declined) return nothing;
  return html`<div class="told">
    <p><strong>${words('declined', { reason: words(declined.reason) })}</strong></p>
    ${declined.note ? html`<blockquote dir="auto">${declined.note}</blockquote>` : nothing}
    <p class="muted">${words('declinedNext')}</p>
    <div class="buttons">
      <button
        type="button"
        class="button"
        data-lead
        @click=${() => {
          view.undecline(request);
        }}
      >
        ${words('haveIt')}
      </button>
    </div>
    ${desk.opened(id) ? nothing : outcome(view, id)}
  </div>`;
}

function declineForm(view: LifeView, request: ChecklistRequest): TemplateResult {
  const { words, desk } = view;
  const { id } = request;
  const field = `${id}/reason`;
  const noteField = `${id}/decline`;
  const chosen = DeclineReason.options.find((reason) => reason === desk.typed(field));
  return html`<div class="act form" data-opened="decline">
    <fieldset>
      <legend>${words('declineTitle')}</legend>
      <div class="options">
        ${DeclineReason.options.map((reason) => option(desk, field, reason, words(reason), reason === chosen))}
      </div>
    </fieldset>
    ${sentences(desk, noteField, { label: words('declineNote') })}
    ${buttons(view, id, words('declineSend'), () => {
      if (chosen) view.decline(request, chosen, desk.typed(noteField)?.trim() ?? '');
      else view.complain(words('pickReason'));
    })}
    ${outcome(view, id)}
  </div>`;
}

function noteForm(view: LifeView, request: ChecklistRequest): TemplateResult {
  const { words, desk } = view;
  const { id, note } = request;
  const field = `${id}/note`;
  return html`<div class="act form" data-opened="note">
    ${sentences(desk, field, { label: words('noteYours'), before: note?.text ?? '' })}
    ${buttons(view, id, words('noteSave'), () => {
      view.saveNote(request, desk.typed(field)?.trim() ?? note?.text ?? '');
    })}
    ${outcome(view, id)}
  </div>`;
}

function noteShown(
  { words, formats }: LifeView,
  { text, sentAt }: NonNullable<ChecklistRequest['note']>,
): TemplateResult {
  return html`<div>
    <p class="label">${words('noteYours')}</p>
    <blockquote dir="auto">${text}</blockquote>
    <p class="small muted">${sentAt ? words('noteSent', { day: formats.day(sentAt) }) : words('noteWaits')}</p>
  </div>`;
}

function buttons(view: LifeView, id: string, label: string, send: () => void): TemplateResult {
  return html`<div class="buttons">
    <button type="button" class="button primary" aria-disabled=${view.desk.busy(id)} @click=${send}>${label}</button>
    <button
      type="button"
      class="button quiet"
      @click=${() => {
        view.close(id);
      }}
    >
      ${view.words('back')}
    </button>
  </div>`;
}
