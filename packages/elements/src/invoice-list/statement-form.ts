/** The form of a statement: which days, and the button that gets it. A pure function of what is to be shown. */
import { html, nothing, type TemplateResult } from 'lit';
import { notSaved, option } from '../core/desk-fields.js';
import type { Desk } from '../core/desk.js';
import type { Formats } from '../core/formats.js';
import { doneIcon } from '../icons.js';
import { downloadIcon } from '../invoice-icons.js';
import { type Days, type DaysProblem, type StatementChoice, statementChoices } from './statement-days.js';
import type { StatementWords } from './statement-words.js';

export type StatementDesk = Desk<unknown, unknown, 'tooMany' | 'noPdf'>;

/** What the form needs to speak and to act. */
export interface StatementView {
  readonly words: StatementWords;
  readonly formats: Formats;
  readonly desk: StatementDesk;
  readonly choice: StatementChoice;
  /** Empty where a day is not chosen. */
  readonly days: Days;
  readonly problem: DaysProblem | undefined;
  /** The file that was saved last. */
  readonly name: string;
  readonly submit: () => void;
  readonly close: () => void;
}

/** By which the desk knows the form and its fields. */
export const FORM = 'statement';

export function statementForm(view: StatementView): TemplateResult {
  const { words, desk, choice, submit, close } = view;
  return html`<section part="statement" id="panel" class="panel" aria-labelledby="panel-title">
    <h3 id="panel-title" tabindex="-1">${words('title')}</h3>
    <p>${words('text')}</p>
    <form
      novalidate
      @submit=${(event: Event) => {
        event.preventDefault();
        submit();
      }}
    >
      <fieldset>
        <legend>${words('which')}</legend>
        <div class="options">
          ${statementChoices.map((one) => option(desk, `${FORM}/choice`, one, words(one), one === choice))}
        </div>
      </fieldset>
      ${choice === 'own' ? html`<div class="days">${day(view, 'from')}${day(view, 'to')}</div>` : nothing}
      ${range(view)}
      <div class="buttons">
        <button type="submit" class="button primary" aria-disabled=${desk.busy(FORM) ? 'true' : nothing}>
          ${downloadIcon}${words('get')}
        </button>
        <button type="button" class="button quiet" @click=${close}>${words('close')}</button>
      </div>
      ${outcome(view)}
    </form>
  </section>`;
}

/** The browser shows its calendar in its own language; the days stand below in the reader's. */
function day({ words, desk, problem }: StatementView, field: 'from' | 'to'): TemplateResult {
  const wrong = problem?.field === field ? problem : undefined;
  return html`<label class="day">
    <span>${words(field)}</span>
    <input
      type="date"
      name=${field}
      .value=${desk.typed(`${FORM}/${field}`) ?? ''}
      aria-invalid=${wrong ? 'true' : nothing}
      aria-describedby=${wrong ? `wrong-${field}` : nothing}
      @input=${({ target }: Event) => {
        if (target instanceof HTMLInputElement) desk.choose(`${FORM}/${field}`, target.value);
      }}
    />
    ${wrong ? html`<span class="wrong small" id="wrong-${field}">${words(wrong.what)}</span>` : nothing}
  </label>`;
}

function range({ words, formats, days: { from, to } }: StatementView): TemplateResult | typeof nothing {
  if (from === '' || to === '' || from > to) return nothing;
  const [first, last] = [from, to].map((one) => formats.day(one, new Date(0)));
  return html`<p class="muted">${words('range', { from: first ?? '', to: last ?? '' })}</p>`;
}

function outcome({ words, desk, name }: StatementView): TemplateResult | typeof nothing {
  const trouble = desk.trouble(FORM);
  if (desk.busy(FORM)) return html`<p class="small muted">${words('working')}</p>`;
  if (trouble) {
    const again = {
      label: words('retry'),
      act: () => {
        desk.retry(FORM);
      },
    };
    return notSaved(words(trouble), trouble === 'offline' || trouble === 'server' ? again : undefined);
  }
  if (!desk.done(FORM)) return nothing;
  return html`<div class="outcome right">
    ${doneIcon}
    <p>${words('done', { name })}</p>
  </div>`;
}
