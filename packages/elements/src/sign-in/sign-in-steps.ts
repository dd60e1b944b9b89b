/** The steps of signing in, and which of them a firm's ways lead to. */
import type { PortalInfo } from '@portico/contract';
import type { FollowedLink } from '../core/link.js';

type Ways = PortalInfo['signIn'];

/**
 * `password`: address and password. `email`: the address alone, for a message. `phone`: the number, for a text message.
 * `passkey`: nothing but a passkey. `code`: the code of the message. `link`: a followed link waits for a click. `invitation`: so
 * does one of somebody who is new here. `link-password`: it asks for the password as well. `forgot`: the address, for a link that
 * sets a password. `forgot-sent`: that link is on its way. `new-password`: it was followed. `new-email`: so was one that
 * confirms another address. `new-email-told`: that was answered.
 */
export type SignInStep =
  | 'password'
  | 'email'
  | 'phone'
  | 'passkey'
  | 'code'
  | 'link'
  | 'invitation'
  | 'link-password'
  | 'forgot'
  | 'forgot-sent'
  | 'new-password'
  | 'new-email'
  | 'new-email-told';

/** Where somebody begins; what they have begun is theirs. */
export type FirstStep = 'password' | 'email' | 'phone' | 'passkey';

const followed: Readonly<Record<FollowedLink['kind'], SignInStep>> = {
  link: 'link',
  invitation: 'invitation',
  password: 'new-password',
  email: 'new-email',
};

/** The step of a followed link, which is dealt with whoever is signed in. */
export function stepOf({ kind }: FollowedLink): SignInStep {
  return followed[kind];
}

/** True for the steps of a followed link. */
export function isLinked(step: SignInStep | undefined): boolean {
  return step === 'link-password' || step === 'new-email-told' || Object.values<unknown>(followed).includes(step);
}

/** True where the address or the number is typed, or nothing at all. */
export function isFirst(step: SignInStep): step is FirstStep {
  return step === 'password' || step === 'email' || step === 'phone' || step === 'passkey';
}

/** Where a firm's ways begin: with what most people have. */
export function firstStep(ways: Ways | undefined): FirstStep {
  if (!ways || ways.password) return ways ? 'password' : 'email';
  if (messageOf(ways)) return 'email';
  return ways.smsCode ? 'phone' : 'passkey';
}

/** What a message brings: a code, a link alone, or undefined where none is sent. */
export function messageOf(ways: Ways | undefined): 'code' | 'link' | undefined {
  if (ways?.emailCode ?? true) return 'code';
  return ways?.emailLink ? 'link' : undefined;
}
