/** The form for a new password, drawn into the light DOM, where password managers find its fields. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Translate } from '../core/translate.js';
import { labelled, passwordField, problemLine } from '../form/fields.js';
import type { strings as formStrings } from '../form/form.strings.js';
import type { ChangeField, PasswordChange } from './password-change.js';
import type { strings } from './profile.strings.js';

/** What the form needs to speak and to know. */
export interface PasswordFormView {
  readonly words: Translate<typeof strings>;
  readonly formWords: Translate<typeof formStrings>;
  readonly change: PasswordChange;
  readonly hasPassword: boolean;
  readonly email: string;
  /** Distinguishes the ids of several on one page. */
  readonly id: string;
  readonly shown: boolean;
  readonly toggle: () => void;
  readonly cancel: () => void;
}

export function passwordForm(view: PasswordFormView): TemplateResult {
  const { words, formWords, change, shown, toggle, email } = view;
  const secret = { words: formWords, shown, toggle };
  // Password managers want to know whose password it is.
  return html`<input type="text" name="username" autocomplete="username" .value=${email} hidden />
    ${
      view.hasPassword
        ? passwordField({
            ...field(view, 'current', words('current')),
            ...secret,
            name: 'current',
            autocomplete: 'current-password',
          })
        : nothing
    }
    ${passwordField({
      ...field(view, 'password', formWords('newPassword')),
      ...secret,
      name: 'password',
      autocomplete: 'new-password',
      hint: formWords('rules'),
    })}
    ${change.step === 'code' ? code(view) : nothing}
    ${problemLine(`${view.id}-form`, change.field ? undefined : problemText(view))}
    <button type="submit" class="portal-submit" aria-disabled=${change.busy ? 'true' : nothing}>
      ${words('save')}
    </button>
    <div class="portal-or">
      <button type="button" class="portal-link" @click=${view.cancel}>${words('cancel')}</button>
    </div>`;
}

/** What is wrong in words; undefined where nothing is. */
export function problemText({
  change: { problem },
  words,
  formWords,
}: Pick<PasswordFormView, 'change' | 'words' | 'formWords'>): string | undefined {
  switch (problem) {
    case undefined:
      return undefined;
    case 'password_missing':
    case 'password_short':
    case 'password_common':
    case 'password_personal':
      return formWords(problem);
    case 'proof_wrong':
    case 'code_spent':
    case 'code_missing':
    case 'sign_in_method_off':
    case 'too_many_requests':
    case 'network_error':
      return words(problem);
    default:
      return words('failed');
  }
}

function field(view: PasswordFormView, name: ChangeField, label: string) {
  const problem = view.change.field === name ? problemText(view) : undefined;
  return { id: `${view.id}-${name}`, label, problem };
}

function code(view: PasswordFormView): TemplateResult {
  const mine = field(view, 'code', view.words('code'));
  return labelled(
    mine,
    html`<input
      id="${mine.id}-input"
      class="portal-code"
      name="code"
      type="text"
      inputmode="numeric"
      autocomplete="one-time-code"
      dir="ltr"
      required
      aria-invalid=${mine.problem ? 'true' : nothing}
      aria-describedby="${mine.id}-problem ${mine.id}-hint"
    />`,
    view.words('proofText', { email: view.email }),
  );
}
