/** The form of each step, drawn into the light DOM, where password managers and code autofill find its inputs. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Formats } from '../core/formats.js';
import type { Translate } from '../core/translate.js';
import { knowsPasskeys } from '../form/passkeys.js';
import { codeField, emailField, passwordField, phoneField, problemLine, type Field } from '../form/fields.js';
import type { strings as formStrings } from '../form/form.strings.js';
import { fieldOf, type SignInProblem } from './sign-in-problem.js';
import type { SignInRun } from './sign-in-run.js';
import type { FirstStep } from './sign-in-steps.js';
import type { strings } from './sign-in.strings.js';

/** What the form needs to speak and to know. */
export interface FormView {
  readonly words: Translate<typeof strings>;
  readonly formWords: Translate<typeof formStrings>;
  readonly formats: Formats;
  readonly run: SignInRun;
  /** Distinguishes the ids of several sign-ins on one page. */
  readonly id: string;
  /** True while the password can be read. */
  readonly shown: boolean;
  readonly toggle: () => void;
  /** Asks for the message of this step again, or for the first one. */
  readonly again: () => void;
  readonly submit: () => void;
  /** Goes to where a link for a new password can be asked for. */
  readonly forgot: () => void;
  /** Goes to another way in. */
  readonly go: (step: FirstStep) => void;
  readonly passkey: () => void;
  /** Says that a link about another address is none of the reader's doing. */
  readonly refuse: () => void;
  readonly back: () => void;
  /** Leaves a followed link unused. */
  readonly leave: () => void;
}

export function signInForm(view: FormView): TemplateResult {
  const { run, words, formWords } = view;
  switch (run.step) {
    case 'password':
      return html`${email(view, 'username')} ${currentPassword(view)} ${loose(view)} ${button(view, words('signIn'))}
      ${otherWays(view)}`;
    case 'email':
      return html`${email(view, 'email')} ${loose(view)}
      ${button(view, words(run.message === 'link' ? 'sendLink' : 'sendCode'))} ${otherWays(view)}`;
    case 'phone':
      return html`${phone(view)} ${loose(view)} ${button(view, words('sendText'))} ${otherWays(view)}`;
    case 'passkey':
      return html`${loose(view)} ${button(view, words('withPasskey'))} ${otherWays(view)}`;
    case 'code':
      return html`${run.message === 'link' ? nothing : html`${code(view)} ${button(view, words('signIn'))}`}
      ${loose(view)} ${after(view, view.again)}`;
    case 'link':
    case 'invitation':
      return html`${loose(view)} ${button(view, words(run.step === 'link' ? 'continue' : 'openArea'))}`;
    case 'link-password':
      return html`${currentPassword(view)} ${loose(view)} ${button(view, words('signIn'))}
        <div class="portal-or">${quiet(words('forgot'), view.forgot)}</div>`;
    case 'forgot':
      return html`${email(view, 'email')} ${loose(view)} ${button(view, words('sendLink'))}
        <div class="portal-or">${quiet(words('backToSignIn'), view.back)}</div>`;
    case 'forgot-sent':
      return html`${loose(view)} ${after(view, view.submit)}`;
    case 'new-password':
      return html`${passwordField({
          ...secret(view),
          label: formWords('newPassword'),
          name: 'new-password',
          autocomplete: 'new-password',
          hint: formWords('rules'),
        })}
        ${loose(view)} ${button(view, words('savePassword'))}
        <div class="portal-or">${quiet(words('notNow'), view.leave)}</div>`;
    case 'new-email':
      return html`${loose(view)} ${button(view, words('newEmailYes'))}
        <div class="portal-or">${quiet(words('newEmailNo'), view.refuse)}</div>`;
    case 'new-email-told':
      return html`${button(view, words('continue'))}`;
  }
}

/** The other ways that the firm allows, below the one on screen. */
function otherWays({ run, words, passkey, go, forgot, again }: FormView): TemplateResult {
  const { step, ways, message } = run;
  const aMessage = message === 'code' ? 'codeInstead' : 'linkInstead';
  return html`${
      ways?.passkey && knowsPasskeys && step !== 'passkey'
        ? html`<button type="button" class="portal-second" @click=${passkey}>${words('withPasskey')}</button>`
        : nothing
    }
    <div class="portal-or">
      ${step === 'password' ? quiet(words('forgot'), forgot) : nothing}
      ${
        step === 'password' && message
          ? quiet(words(aMessage), again)
          : step === 'phone' && (ways?.password || message)
            ? quiet(words('emailInstead'), () => {
                go(ways?.password ? 'password' : 'email');
              })
            : nothing
      }
      ${
        ways?.smsCode && step !== 'phone'
          ? quiet(words('textInstead'), () => {
              go('phone');
            })
          : nothing
      }
    </div>`;
}

/** What is wrong in words. */
export function problemText(
  problem: SignInProblem,
  { words, formWords }: Pick<FormView, 'words' | 'formWords'>,
): string {
  switch (problem) {
    case 'password_missing':
    case 'password_short':
    case 'password_common':
    case 'password_personal':
      return formWords(problem);
    default:
      return words(problem);
  }
}

function field(view: FormView, kind: 'email' | 'phone' | 'code' | 'password', label: string): Field {
  const { problem } = view.run;
  const mine = problem && fieldOf(problem) === kind ? problemText(problem, view) : undefined;
  return { id: `${view.id}-${kind}`, label, problem: mine };
}

function email(view: FormView, autocomplete: 'email' | 'username'): TemplateResult {
  const fill = view.run.ways?.passkey ? (`${autocomplete} webauthn` as const) : autocomplete;
  return emailField({ ...field(view, 'email', view.words('email')), value: view.run.email, autocomplete: fill });
}

function phone(view: FormView): TemplateResult {
  return phoneField({
    ...field(view, 'phone', view.words('phone')),
    value: view.run.phone,
    hint: view.words('phoneHint'),
  });
}

function secret(view: FormView) {
  const { formWords: words, shown, toggle } = view;
  return { ...field(view, 'password', words('password')), words, shown, toggle };
}

function currentPassword(view: FormView): TemplateResult {
  return passwordField({ ...secret(view), name: 'password', autocomplete: 'current-password' });
}

function code(view: FormView): TemplateResult {
  return codeField({ ...field(view, 'code', view.words('code')), complete: view.submit });
}

/** A problem that is about no field stands before the button. */
function loose(view: FormView): TemplateResult {
  const { problem } = view.run;
  return problemLine(`${view.id}-form`, problem && !fieldOf(problem) ? problemText(problem, view) : undefined);
}

function button({ run }: FormView, label: string): TemplateResult {
  return html`<button type="submit" class="portal-submit" aria-disabled=${run.busy ? 'true' : nothing}>
    ${label}
  </button>`;
}

function quiet(label: string, act: () => void): TemplateResult {
  return html`<button type="button" class="portal-link" @click=${act}>${label}</button>`;
}

function after({ run, words, formats, back }: FormView, again: () => void): TemplateResult {
  const seconds = run.secondsToNextCode;
  const link = run.step === 'forgot-sent';
  return html`<div class="portal-after">
    ${
      seconds
        ? html`<p>${words(link ? 'linkAgainIn' : 'againIn', { time: formats.seconds(seconds) })}</p>`
        : quiet(words(link ? 'linkAgain' : 'again'), again)
    }
    ${quiet(words(run.channel === 'sms' && !link ? 'otherNumber' : 'otherAddress'), back)}
  </div>`;
}
