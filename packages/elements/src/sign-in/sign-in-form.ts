/** The form of each step, drawn into the light DOM, where password managers and code autofill find its inputs. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Formats } from '../core/formats.js';
import type { Translate } from '../core/translate.js';
import { digitsOf, type SignInRun } from './sign-in-run.js';
import type { strings } from './sign-in.strings.js';

/** What the form needs to speak and to know. */
export interface FormView {
  readonly words: Translate<typeof strings>;
  readonly formats: Formats;
  readonly run: SignInRun;
  /** False where the firm sends links only. */
  readonly codes: boolean;
  /** Distinguishes the ids of several sign-ins on one page. */
  readonly id: string;
  readonly again: () => void;
  readonly submit: () => void;
}

export function signInForm(view: FormView): TemplateResult {
  const { run, words } = view;
  switch (run.step) {
    case 'email':
      return html`
        ${field(view, words('email'), emailInput(view))} ${button(view, words(view.codes ? 'sendCode' : 'sendLink'))}
      `;
    case 'code':
      return html`
        ${view.codes ? html`${field(view, words('code'), codeInput(view))} ${button(view, words('signIn'))}` : problem(view)}
        ${after(view)}
      `;
    case 'link':
      return html`${problem(view)} ${button(view, words('continue'))}`;
  }
}

function field(view: FormView, label: string, input: TemplateResult): TemplateResult {
  return html`<div class="portal-field">
    <label for="${view.id}-input">${label}</label>
    ${problem(view)} ${input}
  </div>`;
}

function emailInput({ id, run }: FormView): TemplateResult {
  return html`<input
    id="${id}-input"
    name="email"
    type="email"
    inputmode="email"
    autocomplete="email"
    autocapitalize="none"
    spellcheck="false"
    dir="ltr"
    required
    .value=${run.email}
    aria-invalid=${run.problem ? 'true' : nothing}
    aria-describedby="${id}-problem"
  />`;
}

function codeInput({ id, run, submit }: FormView): TemplateResult {
  return html`<input
    id="${id}-input"
    class="portal-code"
    name="code"
    type="text"
    inputmode="numeric"
    autocomplete="one-time-code"
    spellcheck="false"
    dir="ltr"
    required
    aria-invalid=${run.problem ? 'true' : nothing}
    aria-describedby="${id}-problem"
    @input=${(event: InputEvent) => {
      const { target } = event;
      if (!(target instanceof HTMLInputElement)) return;
      const code = digitsOf(target.value);
      if (target.value !== code) target.value = code;
      if (code.length === 6 && !event.isComposing) submit();
    }}
  />`;
}

function problem({ id, run, words }: FormView): TemplateResult {
  return html`<p id="${id}-problem" class="portal-problem" ?hidden=${!run.problem}>
    ${run.problem ? words(run.problem) : nothing}
  </p>`;
}

function button({ run }: FormView, label: string): TemplateResult {
  return html`<button type="submit" class="portal-submit" aria-disabled=${run.busy ? 'true' : nothing}>
    ${label}
  </button>`;
}

function after({ run, words, formats, again }: FormView): TemplateResult {
  const seconds = run.secondsToNextCode;
  return html`<div class="portal-after">
    ${
      seconds
        ? html`<p>${words('againIn', { time: formats.seconds(seconds) })}</p>`
        : html`<button type="button" class="portal-link" @click=${again}>${words('again')}</button>`
    }
    <button
      type="button"
      class="portal-link"
      @click=${() => {
        run.back();
      }}
    >
      ${words('otherAddress')}
    </button>
  </div>`;
}
