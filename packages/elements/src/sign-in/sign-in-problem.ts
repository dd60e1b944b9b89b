/** What can go wrong while somebody proves who they are, as keys of words. Words are the element's. */
import { PortalError, ProblemError } from '@portico/client';
import { PasskeyError, type PasskeyTrouble } from '../form/passkeys.js';

export type PasswordProblem = 'password_short' | 'password_common' | 'password_personal';
export type SignInProblem =
  | PasswordProblem
  | PasskeyTrouble
  | 'passkey_unknown'
  | 'contact_disabled'
  | 'phone_invalid'
  | 'email_invalid'
  | 'code_missing'
  | 'code_invalid'
  | 'code_spent'
  | 'link_spent'
  | 'password_missing'
  | 'password_invalid'
  | 'sign_in_method_off'
  | 'too_many_requests'
  | 'network_error'
  | 'failed';

/** Codes of the server and the client that have words of their own. */
const known: readonly string[] = [
  'code_invalid',
  'code_spent',
  'link_spent',
  'password_invalid',
  'passkey_unknown',
  'contact_disabled',
  'sign_in_method_off',
  'too_many_requests',
  'network_error',
] satisfies readonly SignInProblem[];

const address = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
/** Characters that a password has at least, as the contract says. */
const shortest = 12;

/** True for what looks like an e-mail address; the server has the last word. */
export function isEmail(text: string): boolean {
  return address.test(text);
}

/** What can be said of a password to be before it is sent; the server knows the common ones. */
export function weaknessOf(password: string): PasswordProblem | undefined {
  return password.length < shortest ? 'password_short' : undefined;
}

/** The key for whatever was thrown. */
export function problemOf(error: unknown): SignInProblem {
  if (error instanceof PasskeyError) return error.code;
  const code = error instanceof PortalError ? error.code : '';
  if (code.startsWith('passkey_') || code === 'challenge_spent')
    return code === 'passkey_unknown' ? code : 'passkey_failed';
  if (code === 'password_weak')
    return error instanceof ProblemError && error.reason === 'personal' ? 'password_personal' : 'password_common';
  return isKnown(code) ? code : code === 'timeout' ? 'network_error' : 'failed';
}

/** The field that a problem is about; undefined where it is about none. */
export function fieldOf(problem: SignInProblem): 'email' | 'phone' | 'code' | 'password' | undefined {
  if (problem === 'phone_invalid') return 'phone';
  if (problem === 'email_invalid') return 'email';
  if (problem.startsWith('password_')) return 'password';
  return problem === 'code_missing' || problem === 'code_invalid' ? 'code' : undefined;
}

function isKnown(code: string): code is SignInProblem {
  return known.includes(code);
}
