/** A question of the firm, and a task to tick off: nothing has to be sent for either. */
import type { AnswerValue, ChecklistRequest } from '@portico/contract';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { option, sentences } from '../core/desk-fields.js';
import { outcome, type LifeView } from './life-view.js';

/** The question with its answers; the answer is saved by a button, so that moving among answers decides nothing. */
export function questionView(view: LifeView, request: ChecklistRequest): TemplateResult | typeof nothing {
  const { words, desk } = view;
  const { id, question, answer, state } = request;
  if (!question) return nothing;
  if (state === 'accepted') {
    return html`<p><strong>${words('answered', { answer: answerText(view, request, answer) })}</strong></p>
      <p class="muted">${words('locked')}</p>`;
  }
  const field = `${id}/answer`;
  const chosen = desk.typed(field) ?? (answer === null ? '' : String(answer));
  const save = (): void => {
    const value = desk.typed(field)?.trim() ?? chosen;
    if (value === '') view.complain(words(question.kind === 'text' ? 'writeFirst' : 'pickOne'));
    else view.answer(request, question.kind === 'yes_no' ? value === 'true' : value);
  };
  const options =
    question.kind === 'yes_no'
      ? [
          option(desk, field, 'true', words('yes'), chosen === 'true'),
          option(desk, field, 'false', words('no'), chosen === 'false'),
        ]
      : question.choices.map(({ value, label }) => {
          const { text, language } = view.localized(label);
          return option(desk, field, value, html`<bdi lang=${language}>${text}</bdi>`, chosen === value);
        });
  return html`<div class="act">
    ${
      question.kind === 'text'
        ? sentences(desk, field, { label: words('yourAnswer'), before: typeof answer === 'string' ? answer : '' })
        : html`<fieldset>
            <legend>${words('yourAnswer')}</legend>
            <div class="options">${options}</div>
          </fieldset>`
    }
    <div class="buttons">
      <button
        type="button"
        class="button ${answer === null ? 'primary' : ''}"
        data-lead
        aria-disabled=${desk.busy(id)}
        @click=${save}
      >
        ${words(answer === null ? 'saveAnswer' : 'changeAnswer')}
      </button>
    </div>
    ${desk.opened(id) ? nothing : outcome(view, id)}
  </div>`;
}

/** Something to do and tick off. */
export function taskView(view: LifeView, request: ChecklistRequest): TemplateResult {
  const { words, desk } = view;
  const { id, state } = request;
  const wanted = desk.typed(`${id}/tick`);
  const done = wanted ? wanted === 'true' : state === 'sent' || state === 'in_review';
  if (state === 'accepted') return html`<p class="muted">${words('locked')}</p>`;
  return html`<div class="act">
    <label class="option tick">
      <input
        type="checkbox"
        data-lead
        aria-describedby="tick-${id}"
        .checked=${live(done)}
        @change=${({ target }: Event) => {
          if (target instanceof HTMLInputElement) view.tick(request, target.checked);
        }}
      /><span>${words('done')}</span>
    </label>
    <p class="small muted" id="tick-${id}">${words('doneHint')}</p>
    ${desk.opened(id) ? nothing : outcome(view, id)}
  </div>`;
}

function answerText(view: LifeView, { question }: ChecklistRequest, answer: AnswerValue | null): string {
  if (typeof answer === 'boolean') return view.words(answer ? 'yes' : 'no');
  const choice = question?.choices.find(({ value }) => value === answer);
  return choice ? view.localized(choice.label).text : (answer ?? '');
}
