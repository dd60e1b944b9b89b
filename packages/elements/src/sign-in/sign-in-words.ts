/** What the card says around the form, by step. */
import type { PortalInfo } from '@portico/contract';
import { html, nothing, type TemplateResult } from 'lit';
import type { Translate } from '../core/translate.js';
import type { SignInRun } from './sign-in-run.js';
import type { strings } from './sign-in.strings.js';

type Words = Translate<typeof strings>;

/** Heading of a step. */
export function titleOf({ step }: SignInRun, words: Words): string {
  switch (step) {
    case 'password':
    case 'email':
      return words('title');
    case 'code':
    case 'forgot-sent':
      return words('codeTitle');
    case 'link':
    case 'link-password':
    case 'invitation':
      return words('welcome');
    case 'forgot':
      return words('forgotTitle');
    case 'new-password':
      return words('newPasswordTitle');
  }
}

/** What the person is to do, in a sentence or two. */
export function introOf({ step, email, message }: SignInRun, words: Words): string {
  switch (step) {
    case 'password':
      return words('introPassword');
    case 'email':
      return words(message === 'link' ? 'introLink' : 'intro');
    case 'code':
      return words(message === 'link' ? 'linkText' : 'codeText', { email });
    case 'link':
      return words('linkReady');
    case 'invitation':
      return words('invitationText');
    case 'link-password':
      return words('linkPasswordText');
    case 'forgot':
      return words('forgotText');
    case 'forgot-sent':
      return words('forgotSentText', { email });
    case 'new-password':
      return words('newPasswordText');
  }
}

/** Whom to turn to. */
export function help({ name, email, phone }: PortalInfo['support'], words: Words): TemplateResult {
  return html`<p class="small muted help" part="help">
    ${words('help')} <strong>${name}</strong>
    ${phone ? html`<a href="tel:${phone.replace(/[^+\d]/g, '')}" dir="ltr">${phone}</a>` : nothing}
    ${email ? html`<a href="mailto:${email}">${email}</a>` : nothing}
  </p>`;
}
