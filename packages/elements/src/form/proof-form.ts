/**
 * The form in which a person proves anew who they are, in the light DOM of whatever element needs it. It is there only while
 * something waits for it; the element shows it in a slot `form`.
 */
import { html, nothing, render } from 'lit';
import type { Strings, Translate, TranslationOf } from '../core/translate.js';
import type { Locale } from '../locales/locale.js';
import { problemLine } from './fields.js';
import { strings as formStrings } from './form.strings.js';
import { lightForm, placeForm, valueIn } from './light-form.js';
import { proofField, proofProblem } from './proof-field.js';
import type { ProofRun } from './proof-run.js';
import { strings } from './step-up.strings.js';

/** Gives the words of a table in the language on screen. */
export type Texts = <const S extends Strings>(english: S, pick: (locale: Locale) => TranslationOf<S>) => Translate<S>;

/** What the form is given by its element. */
export interface ProofFormHost {
  readonly element: HTMLElement;
  readonly language: () => string;
  readonly texts: Texts;
  /** Where a code is sent. */
  readonly email: () => string;
  readonly announce: (text: string) => void;
}

let count = 0;

export class ProofForm {
  readonly #host: ProofFormHost;
  readonly #run: ProofRun;
  readonly #id = `portal-proof-${String(++count)}`;
  readonly #form = lightForm((event) => {
    event.preventDefault();
    this.#submit();
  });
  #shown = false;
  #problems = 0;

  constructor(host: ProofFormHost, run: ProofRun) {
    this.#host = host;
    this.#run = run;
  }

  /** Draws it, or takes it away; called when the element has drawn its slot. Leads the focus to what is to be typed. */
  update(): void {
    const { asking, problems } = this.#run;
    const form = this.#form;
    if (!asking) {
      form.remove();
      return;
    }
    const opened = !form.isConnected;
    if (opened) {
      this.#shown = false;
      this.#problems = problems;
      placeForm(this.#host.element, form);
    }
    this.#draw(asking);
    if (opened) {
      form.reset();
      form.querySelector<HTMLElement>('input[name=proof]')?.focus();
    }
    if (problems === this.#problems) return;
    this.#problems = problems;
    this.#host.announce(this.#problem ?? '');
    form.querySelector<HTMLElement>('input[name=proof]')?.focus();
  }

  get #problem(): string | undefined {
    const { texts } = this.#host;
    const { problem } = this.#run;
    if (problem === undefined) return undefined;
    const [words, formWords] = [texts(strings, (locale) => locale.stepUp), texts(formStrings, (locale) => locale.form)];
    return proofProblem(problem, words, formWords);
  }

  #draw(asking: 'password' | 'code'): void {
    const { email, language, texts } = this.#host;
    const words = texts(strings, (locale) => locale.stepUp);
    const { busy, problem } = this.#run;
    const atField = problem !== undefined && problem !== 'network_error' && problem !== 'failed';
    const toggle = (): void => {
      this.#shown = !this.#shown;
      this.update();
    };
    const form = this.#form;
    form.lang = language();
    render(
      html`${
          // Password managers want to know whose password it is.
          asking === 'password'
            ? html`<input type="text" name="username" autocomplete="username" .value=${email()} hidden />`
            : nothing
        }
        ${proofField({
          ...{ id: this.#id, asking, email: email(), problem: atField ? this.#problem : undefined, words },
          ...{ formWords: texts(formStrings, (locale) => locale.form), shown: this.#shown, toggle },
          submit: this.#submit,
        })}
        ${problemLine(`${this.#id}-form`, atField ? undefined : this.#problem)}
        <button type="submit" class="portal-submit" aria-disabled=${busy ? 'true' : nothing}>${words('goOn')}</button>
        <div class="portal-or">
          <button
            type="button"
            class="portal-link"
            @click=${() => {
              this.#run.cancel();
            }}
          >
            ${words('cancel')}
          </button>
        </div>`,
      form,
    );
  }

  #submit = (): void => {
    // What password managers keep must have been a password field at that moment.
    this.#shown = false;
    void this.#run.submit(valueIn(this.#form, 'proof'));
  };
}
