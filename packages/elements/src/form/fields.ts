/** Fields of the forms in the light DOM: a label, what is wrong with it, a hint, and the input that names both. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Translate } from '../core/translate.js';
import { digitsOf } from './digits.js';
import type { strings } from './form.strings.js';

/** What every field has. */
export interface Field {
  /** Unique on the page; the input's own is this and `-input`. */
  readonly id: string;
  readonly label: string;
  /** What is wrong with what was typed, in words. */
  readonly problem: string | undefined;
}

/** What the browser may offer where an address is typed; `webauthn` offers passkeys as well. */
export type AddressFill = 'email' | 'username' | 'email webauthn' | 'username webauthn';

/** A field for a password, with a button that shows what was typed. */
export interface PasswordField extends Field {
  readonly name: string;
  readonly autocomplete: 'current-password' | 'new-password';
  /** What to heed, said before anything is typed. */
  readonly hint?: string | undefined;
  readonly shown: boolean;
  readonly toggle: () => void;
  readonly words: Translate<typeof strings>;
}

export function emailField(
  field: Field & { readonly value: string; readonly autocomplete: AddressFill },
): TemplateResult {
  return labelled(
    field,
    html`<input
      id="${field.id}-input"
      name="email"
      type="email"
      inputmode="email"
      autocomplete=${field.autocomplete}
      autocapitalize="none"
      spellcheck="false"
      dir="ltr"
      required
      .value=${field.value}
      aria-invalid=${field.problem ? 'true' : nothing}
      aria-describedby="${field.id}-problem"
    />`,
  );
}

export function phoneField(field: Field & { readonly value: string; readonly hint: string }): TemplateResult {
  return labelled(
    field,
    html`<input
      id="${field.id}-input"
      name="phone"
      type="tel"
      inputmode="tel"
      autocomplete="tel"
      dir="ltr"
      required
      .value=${field.value}
      aria-invalid=${field.problem ? 'true' : nothing}
      aria-describedby="${field.id}-problem ${field.id}-hint"
    />`,
    field.hint,
  );
}

/** A field for a six-digit code, which the phone may fill in. @param field `complete` is called when six are there */
export function codeField(
  field: Field & {
    readonly name?: string;
    readonly hint?: string | undefined;
    readonly complete?: (() => void) | undefined;
  },
): TemplateResult {
  const { id, problem, hint, complete, name = 'code' } = field;
  return labelled(
    field,
    html`<input
      id="${id}-input"
      class="portal-code"
      name=${name}
      type="text"
      inputmode="numeric"
      autocomplete="one-time-code"
      spellcheck="false"
      dir="ltr"
      required
      aria-invalid=${problem ? 'true' : nothing}
      aria-describedby="${id}-problem ${hint ? `${id}-hint` : ''}"
      @input=${(event: InputEvent) => {
        const { target } = event;
        if (!(target instanceof HTMLInputElement)) return;
        const digits = digitsOf(target.value);
        if (target.value !== digits) target.value = digits;
        if (digits.length === 6 && !event.isComposing) complete?.();
      }}
    />`,
    hint,
  );
}

/** Left to right in every language, button and all: a button at the other end would lie upon what is typed. */
export function passwordField(field: PasswordField): TemplateResult {
  const { id, shown, words, hint } = field;
  return labelled(
    field,
    html`<div class="portal-secret" dir="ltr">
      <input
        id="${id}-input"
        name=${field.name}
        type=${shown ? 'text' : 'password'}
        autocomplete=${field.autocomplete}
        autocapitalize="none"
        autocorrect="off"
        spellcheck="false"
        required
        aria-invalid=${field.problem ? 'true' : nothing}
        aria-describedby="${id}-problem ${hint ? `${id}-hint` : ''}"
      />
      <button
        type="button"
        class="portal-link"
        aria-controls="${id}-input"
        aria-label=${words(shown ? 'hidePassword' : 'showPassword')}
        @click=${field.toggle}
      >
        ${words(shown ? 'hide' : 'show')}
      </button>
    </div>`,
    hint,
  );
}

/** A label, the problem and a hint around an input that bears `<id>-input`. */
export function labelled(field: Field, input: TemplateResult, hint?: string): TemplateResult {
  return html`<div class="portal-field">
    <label for="${field.id}-input">${field.label}</label>
    ${hint ? html`<p id="${field.id}-hint" class="portal-hint">${hint}</p>` : nothing}
    ${problemLine(field.id, field.problem)} ${input}
  </div>`;
}

/** What is wrong, with the id `<id>-problem`; it is there and hidden while nothing is. */
export function problemLine(id: string, problem: string | undefined): TemplateResult {
  return html`<p id="${id}-problem" class="portal-problem" ?hidden=${!problem}>${problem}</p>`;
}
