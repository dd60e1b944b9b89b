/** What a contact signs in with, and how they change it. Nobody at the firm ever learns or sets any of it. */
import * as z from 'zod/mini';
import { endpoint } from './endpoint.js';
import { Notifications } from './notifications.js';
import { contactDisabled } from './portal-sessions.js';
import { notFound, previewReadOnly, problem, tooManyRequests } from './problems.js';
import { Session } from './session.js';
import { codeSpent, linkSpent, methodOff, Password, SignInAttempt, SixDigits } from './sign-in.js';
import { ContactId, Email, Instant, Language, ReturnTo, SessionId, text } from './values.js';
import { challengeSpent, PasskeyAnswerJson } from './webauthn.js';

export const passwordWeak = problem(
  'password_weak',
  422,
  'The password is too easy to guess; reason is `common`, or `personal` where it is made of name or e-mail.',
);
export const proofWrong = problem('proof_wrong', 422, 'What was to prove who calls is wrong.');

export const lastWayIn = problem('last_way_in', 409, 'Without it there would be no way to sign in.');

/** A password to be: long rather than mixed (NIST SP 800-63B, section 5.1.1.2). */
export const NewPassword = z.string().check(z.minLength(12), z.maxLength(256));

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

export const Profile = z.object({
  id: ContactId,
  name: z.string(),
  email: z.string(),
  /** E.164; null where none is known. */
  phone: z.nullable(z.string()),
  /** Whether the contact has shown that it gets its messages. */
  phoneProved: z.boolean(),
  /** An address that is to take the place of `email`, once both have said yes. */
  emailChange: z.nullable(z.object({ email: z.string(), expiresAt: Instant })),
  language: Language,
  hasPassword: z.boolean(),
  notifications: Notifications,
});
export type Profile = z.infer<typeof Profile>;

export const getProfile = endpoint({
  id: 'profile.get',
  method: 'GET',
  path: '/v1/profile',
  summary: 'Reads the own contact data and what there is to sign in with.',
  access: { audience: 'client', capability: 'profile.view' },
  response: Profile,
});

/** A browser that is signed in. */
export const Device = z.object({
  id: SessionId,
  /** `own`: somebody signed in there. `firm`: a page on which the firm vouched. */
  kind: z.enum(['own', 'firm']),
  /** Browser and system in words; null where they are not known. */
  name: z.nullable(z.string()),
  signedInAt: Instant,
  /** To the minute. */
  lastSeenAt: Instant,
  /** Whether it is the one that asks. */
  current: z.boolean(),
});
export type Device = z.infer<typeof Device>;

export const listDevices = endpoint({
  id: 'devices.list',
  method: 'GET',
  path: '/v1/devices',
  summary: 'Lists the browsers that are signed in as this contact, the last seen first; at most 100.',
  access: { audience: 'client', capability: 'profile.view' },
  response: z.object({ data: z.array(Device) }),
});

export const signOutDevice = endpoint({
  id: 'devices.signOut',
  method: 'DELETE',
  path: '/v1/devices/:id',
  summary: 'Signs one of the own browsers out, at its next call.',
  access: { audience: 'client', capability: 'profile.update' },
  params: z.object({ id: SessionId }),
  errors: [notFound],
});

export const signOutOtherDevices = endpoint({
  id: 'devices.signOutOthers',
  method: 'DELETE',
  path: '/v1/devices',
  summary: 'Signs every browser out but the one that asks.',
  access: { audience: 'client', capability: 'profile.update' },
});

export const startStepUp = endpoint({
  id: 'stepUp.start',
  method: 'POST',
  path: '/v1/session/step-up/code',
  summary: 'Sends a six-digit code to the own address, to prove anew who calls.',
  access: { audience: 'client', capability: 'session.view' },
  response: SignInAttempt,
  status: 202,
  errors: [previewReadOnly, tooManyRequests],
});

/** What proves anew who calls. */
export const StepUpProof = z.union([
  z.strictObject({ password: Password }),
  z.strictObject({ attempt: text(200), code: SixDigits }),
  z.strictObject({ credential: PasskeyAnswerJson }),
]);
export type StepUpProof = z.infer<typeof StepUpProof>;

export const stepUp = endpoint({
  id: 'stepUp.prove',
  method: 'POST',
  path: '/v1/session/step-up',
  summary: 'Proves anew who calls, by password, code or passkey; what weighs may be done for five minutes.',
  access: { audience: 'client', capability: 'session.view' },
  body: StepUpProof,
  response: Session,
  errors: [proofWrong, codeSpent, challengeSpent, methodOff, previewReadOnly, tooManyRequests],
});
