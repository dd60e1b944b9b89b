/** What the card says around the form, by step. */
import type { PortalInfo } from '@portico/contract';
import { html, type TemplateResult } from 'lit';
import { supportContact } from '../core/support.js';
import type { Translate } from '../core/translate.js';
import type { SignInRun } from './sign-in-run.js';
import type { strings } from './sign-in.strings.js';

type Words = Translate<typeof strings>;

/** Heading of a step. */
export function titleOf({ step, channel }: SignInRun, words: Words): string {
  switch (step) {
    case 'password':
    case 'email':
    case 'phone':
    case 'passkey':
      return words('title');
    case 'code':
      return words(channel === 'sms' ? 'textTitle' : 'codeTitle');
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
    case 'new-email':
    case 'new-email-told':
      return words('newEmailTitle');
  }
}

/** What the person is to do, in a sentence or two. */
export function introOf({ step, email, phone, message, channel, outcome }: SignInRun, words: Words): string {
  switch (step) {
    case 'password':
      return words('introPassword');
    case 'email':
      return words(message === 'link' ? 'introLink' : 'intro');
    case 'phone':
      return words('introPhone');
    case 'passkey':
      return words('introPasskey');
    case 'code':
      if (channel === 'sms') return words('textText', { phone: isolated(phone) });
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
    case 'new-email':
      return words('newEmailText');
    case 'new-email-told':
      return words(
        outcome === 'waiting' ? 'newEmailWaiting' : outcome === 'changed' ? 'newEmailChanged' : 'newEmailRefused',
      );
  }
}

/** A number reads from left to right in every language. */
function isolated(phone: string): string {
  return `\u2066${phone}\u2069`;
}

/** Whom to turn to. */
export function help(support: PortalInfo['support'], words: Words): TemplateResult {
  return html`<p class="small muted help" part="help">${words('help')} ${supportContact(support)}</p>`;
}
