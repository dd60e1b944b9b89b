/** Signing in: by e-mail (a link and a six-digit code in the same message), and by password. */
import * as z from 'zod/mini';
import { endpoint } from './endpoint.js';
import { problem, tooManyRequests } from './problems.js';
import { RoleName } from './roles.js';
import { Session } from './session.js';
import { SignInSettings } from './settings.js';
import { Email, FirmId, Instant, Language, StaffId, text } from './values.js';

export const codeInvalid = problem('code_invalid', 401, 'The code is wrong; tries are left.');
export const codeSpent = problem(
  'code_spent',
  410,
  'The code is used, expired or was guessed too often; ask for a new one.',
);
export const linkSpent = problem('link_spent', 410, 'The link is unknown, used or expired; ask for a new one.');
export const passwordInvalid = problem('password_invalid', 401, 'E-mail and password do not fit together.');
export const passwordRequired = problem(
  'password_required',
  401,
  'The link was right; the password completes it, with the attempt of this answer.',
);
export const methodOff = problem('sign_in_method_off', 403, 'The firm does not offer this way of signing in.');

/** Ways of proving who one is. */
export const SignInMethod = z.enum([
  'password',
  'email_link',
  'email_code',
  'sms_code',
  'passkey',
  'totp',
  'recovery_code',
]);
export type SignInMethod = z.infer<typeof SignInMethod>;

/** What a visitor may know before signing in. */
export const PortalInfo = z.object({
  firm: z.object({ id: FirmId, name: z.string() }),
  signIn: SignInSettings,
  languages: z.array(Language),
  support: z.object({ name: z.string(), email: z.optional(z.string()), phone: z.optional(z.string()) }),
});
export type PortalInfo = z.infer<typeof PortalInfo>;

export const getPortalInfo = endpoint({
  id: 'portal.get',
  method: 'GET',
  path: '/v1/portal',
  summary: 'Name, languages, sign-in methods and support contact of the firm that the publishable key names.',
  access: { audience: 'visitor' },
  response: PortalInfo,
});

/** An attempt binds the code to the browser that asked for it. */
export const SignInAttempt = z.object({ attempt: z.string(), expiresAt: Instant });
export type SignInAttempt = z.infer<typeof SignInAttempt>;

const StartBody = z.strictObject({
  email: Email,
  /** Language of the message; else the contact's. */
  language: z.optional(Language),
  /** Address of the page that shows the sign-in; its origin must be allowed. The link leads back to it. */
  returnTo: z.optional(z.url().check(z.maxLength(2000))),
});
export const SixDigits = z.string().check(z.regex(/^[0-9]{6}$/));
const CodeBody = z.strictObject({ attempt: text(200), code: SixDigits });

export const startSignIn = endpoint({
  id: 'signIn.start',
  method: 'POST',
  path: '/v1/sign-in',
  summary: 'Sends a sign-in link and code. Answers alike whether or not the address is known.',
  access: { audience: 'visitor' },
  body: StartBody,
  response: SignInAttempt,
  status: 202,
  errors: [tooManyRequests],
});

export const signInWithCode = endpoint({
  id: 'signIn.code',
  method: 'POST',
  path: '/v1/sign-in/code',
  summary: 'Completes an attempt with the six-digit code and sets the session cookie.',
  access: { audience: 'visitor' },
  body: CodeBody,
  response: Session,
  errors: [codeInvalid, codeSpent, methodOff, tooManyRequests],
});

export const signInWithLink = endpoint({
  id: 'signIn.link',
  method: 'POST',
  path: '/v1/sign-in/link',
  summary: "Completes a sign-in with the token of the e-mail's link (sent by POST: mail scanners follow GETs).",
  access: { audience: 'visitor' },
  body: z.strictObject({ token: text(200) }),
  response: Session,
  errors: [linkSpent, methodOff, passwordRequired, tooManyRequests],
});

/** A password as somebody types it who has one. */
export const Password = z.string().check(z.minLength(1), z.maxLength(256));

export const signInWithPassword = endpoint({
  id: 'signIn.password',
  method: 'POST',
  path: '/v1/sign-in/password',
  summary: 'Signs in with e-mail and password. Answers alike whether or not the address is known.',
  access: { audience: 'visitor' },
  body: z.strictObject({ email: Email, password: Password }),
  response: Session,
  errors: [passwordInvalid, methodOff, tooManyRequests],
});

export const completeLinkWithPassword = endpoint({
  id: 'signIn.linkPassword',
  method: 'POST',
  path: '/v1/sign-in/link/password',
  summary: 'Completes a link that asked for the password as well, with the attempt of that answer.',
  access: { audience: 'visitor' },
  body: z.strictObject({ attempt: text(200), password: Password }),
  response: Session,
  errors: [passwordInvalid, codeSpent, tooManyRequests],
});

export const StaffSession = z.object({
  firm: z.object({ id: FirmId, name: z.string() }),
  staff: z.object({ id: StaffId, name: z.string(), email: z.string(), role: RoleName }),
  /** `enrolling`: set one up first. `verifying`: give it first. Until `given`, the session opens nothing else. */
  secondFactor: z.enum(['enrolling', 'verifying', 'given']),
  expiresAt: Instant,
});
export type StaffSession = z.infer<typeof StaffSession>;

export const startStaffSignIn = endpoint({
  id: 'staffSignIn.start',
  method: 'POST',
  path: '/v1/firm/sign-in',
  summary: 'Sends a staff member a six-digit code. Answers alike whether or not the address is known.',
  access: { audience: 'visitor' },
  body: StartBody,
  response: SignInAttempt,
  status: 202,
  errors: [tooManyRequests],
});

export const signInStaffWithCode = endpoint({
  id: 'staffSignIn.code',
  method: 'POST',
  path: '/v1/firm/sign-in/code',
  summary:
    'Completes a staff attempt with the six-digit code and sets the cookie of a session that owes its second factor.',
  access: { audience: 'visitor' },
  body: CodeBody,
  response: StaffSession,
  errors: [codeInvalid, codeSpent, tooManyRequests],
});

export const getStaffSession = endpoint({
  id: 'staffSignIn.get',
  method: 'GET',
  path: '/v1/firm/session',
  summary: 'Says which member of the staff is signed in, and whether the second factor is still owed.',
  access: { audience: 'member', before: ['enrolling', 'verifying'] },
  response: StaffSession,
});

export const endStaffSession = endpoint({
  id: 'staffSignIn.end',
  method: 'DELETE',
  path: '/v1/firm/session',
  summary: 'Signs the staff member out.',
  access: { audience: 'member', before: ['enrolling', 'verifying'] },
});
