/** The form of a change, drawn into the light DOM, where password managers and code autofill find its fields. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Translate } from '../core/translate.js';
import { codeField, emailField, labelled, passwordField, phoneField, problemLine } from '../form/fields.js';
import type { strings as formStrings } from '../form/form.strings.js';
import { proofField, proofProblem } from '../form/proof-field.js';
import type { strings as stepUpStrings } from '../form/step-up.strings.js';
import type { AccountChange } from './account-change.js';
import type { AccountField, AccountProblem } from './account-tasks.js';
import { strings } from './profile.strings.js';

/** What the form needs to speak and to know. */
export interface AccountFormView {
  readonly words: Translate<typeof strings>;
  readonly formWords: Translate<typeof formStrings>;
  readonly proofWords: Translate<typeof stepUpStrings>;
  readonly change: AccountChange;
  readonly email: string;
  /** Distinguishes the ids of several on one page. */
  readonly id: string;
  readonly shown: boolean;
  readonly toggle: () => void;
  readonly submit: () => void;
  readonly cancel: () => void;
}

export function accountForm(view: AccountFormView): TemplateResult {
  const { words, proofWords, change, email } = view;
  const pressed = change.fields.length === 0;
  const secret = change.asking === 'password' || change.task.kind === 'password';
  return html`${
      // Password managers want to know whose password it is.
      secret ? html`<input type="text" name="username" autocomplete="username" .value=${email} hidden />` : nothing
    }
    ${pressed && change.busy ? html`<p class="portal-hint">${words('working')}</p>` : nothing}
    ${change.fields.map((field) => input(view, field))}
    ${problemLine(`${view.id}-form`, change.field ? undefined : problemText(view))}
    ${
      pressed && change.busy
        ? nothing
        : html`<button type="submit" class="portal-submit" aria-disabled=${change.busy ? 'true' : nothing}>
            ${change.asking ? proofWords('goOn') : words(pressed ? 'tryAgain' : label(change))}
          </button>`
    }
    <div class="portal-or">
      <button type="button" class="portal-link" @click=${view.cancel}>${proofWords('cancel')}</button>
    </div>`;
}

/** What is wrong in words; undefined where nothing is. */
export function problemText({
  change: { problem },
  words,
  formWords,
  proofWords,
}: Pick<AccountFormView, 'change' | 'words' | 'formWords' | 'proofWords'>): string | undefined {
  if (problem === undefined) return undefined;
  switch (problem) {
    case 'password_short':
    case 'password_common':
    case 'password_personal':
      return formWords(problem);
    default:
      return hasWords(problem) ? words(problem) : proofProblem(problem, proofWords, formWords);
  }
}

function hasWords(problem: AccountProblem): problem is AccountProblem & keyof typeof strings {
  return problem in strings;
}

function label({ task, fields }: AccountChange): 'save' | 'sendCode' | 'sendLinks' | 'saveChange' {
  if (task.kind === 'password') return 'save';
  if (task.kind === 'email') return 'sendLinks';
  return fields.includes('phone') ? 'sendCode' : 'saveChange';
}

function input(view: AccountFormView, field: AccountField): TemplateResult {
  const { words, formWords, proofWords, change, shown, toggle } = view;
  const named = (text: string) => ({
    id: `${view.id}-${field}`,
    label: text,
    problem: change.field === field ? problemText(view) : undefined,
  });
  const secret = { words: formWords, shown, toggle };
  switch (field) {
    case 'current':
      return passwordField({ ...named(words('current')), ...secret, name: field, autocomplete: 'current-password' });
    case 'password':
      return passwordField({
        ...named(formWords('newPassword')),
        ...secret,
        name: field,
        autocomplete: 'new-password',
        hint: formWords('rules'),
      });
    case 'email':
      return emailField({ ...named(words('newEmail')), value: change.typed(field), autocomplete: 'email' });
    case 'phone':
      return phoneField({ ...named(words('newPhone')), value: change.typed(field), hint: words('phoneHint') });
    case 'code':
      return codeField({ ...named(proofWords('code')), hint: words('phoneCode'), complete: view.submit });
    case 'proof':
      return proofField({
        ...{ id: view.id, asking: change.asking ?? 'code', email: view.email },
        ...{ problem: change.field === field ? problemText(view) : undefined },
        ...{ words: proofWords, formWords, shown, toggle, submit: view.submit },
      });
    case 'name': {
      const mine = named(words('passkeyName'));
      return labelled(
        mine,
        html`<input
          id="${mine.id}-input"
          name="name"
          type="text"
          autocomplete="off"
          maxlength="60"
          required
          .value=${change.typed(field)}
          aria-invalid=${mine.problem ? 'true' : nothing}
          aria-describedby="${mine.id}-problem"
        />`,
      );
    }
  }
}
