/** What a contact signs in with, and how they change it. Nobody at the firm ever learns or sets any of it. */
import * as z from 'zod/mini';
import { endpoint } from './endpoint.js';
import { contactDisabled } from './portal-sessions.js';
import { notFound, problem, tooManyRequests } from './problems.js';
import { Session } from './session.js';
import { linkSpent, methodOff, Password } from './sign-in.js';
import { ContactId, Email, Language, text } from './values.js';

export const passwordWeak = problem(
  'password_weak',
  422,
  'The password is too easy to guess; reason is `common`, or `personal` where it is made of name or e-mail.',
);
export const proofWrong = problem('proof_wrong', 422, 'What was to prove who calls is wrong.');

/** A password to be: long rather than mixed (NIST SP 800-63B, section 5.1.1.2). */
export const NewPassword = z.string().check(z.minLength(12), z.maxLength(256));

/** Page that a link leads to; its origin must be allowed. The firm's own first page otherwise. */
export const ReturnTo = z.optional(z.url().check(z.maxLength(2000)));

export const changePassword = endpoint({
  id: 'password.change',
  method: 'PUT',
  path: '/v1/profile/password',
  summary: 'Sets or changes the own password; the current one must come with it. Ends all other sessions.',
  access: { audience: 'client', capability: 'profile.update' },
  stepUp: true,
  body: z.strictObject({ password: NewPassword, current: z.optional(Password) }),
  errors: [passwordWeak, proofWrong, methodOff, tooManyRequests],
});

export const askForPasswordLink = endpoint({
  id: 'password.askForLink',
  method: 'POST',
  path: '/v1/sign-in/password/ask',
  summary: 'Sends a link of 48 hours to set a new password. Answers alike whether or not the address is known.',
  access: { audience: 'visitor' },
  body: z.strictObject({ email: Email, language: z.optional(Language), returnTo: ReturnTo }),
  status: 202,
  errors: [methodOff, tooManyRequests],
});

export const setPassword = endpoint({
  id: 'password.set',
  method: 'POST',
  path: '/v1/sign-in/password/set',
  summary: "Sets the password with the token of the e-mail's link, ends every session and begins one.",
  access: { audience: 'visitor' },
  body: z.strictObject({ token: text(200), password: NewPassword }),
  response: Session,
  errors: [linkSpent, passwordWeak, methodOff],
});

export const sendPasswordLink = endpoint({
  id: 'contacts.sendPasswordLink',
  method: 'POST',
  path: '/v1/firm/contacts/:id/password-link',
  summary: 'Sends a contact a link of 48 hours to set a password, which the firm never learns.',
  access: { audience: 'staff', scope: 'clients.write' },
  params: z.object({ id: ContactId }),
  body: z.strictObject({ returnTo: ReturnTo }),
  status: 202,
  errors: [notFound, contactDisabled, methodOff, tooManyRequests],
});
