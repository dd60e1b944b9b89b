/** Phone numbers of contacts: signing in by a code in a text message, and changing the own number. */
import * as z from 'zod/mini';
import { lastWayIn, Profile, proofWrong } from './credentials.js';
import { endpoint } from './endpoint.js';
import { conflict, tooManyRequests } from './problems.js';
import { codeSpent, methodOff, SignInAttempt, SixDigits } from './sign-in.js';
import { Language, PhoneNumber, text } from './values.js';

export const startSmsSignIn = endpoint({
  id: 'signIn.startSms',
  method: 'POST',
  path: '/v1/sign-in/sms',
  summary:
    'Sends a six-digit code by text message; signIn.code completes the attempt. Answers alike whether or not the number is known.',
  access: { audience: 'visitor' },
  body: z.strictObject({
    phone: PhoneNumber,
    /** Language of the message; else the contact's. */
    language: z.optional(Language),
  }),
  response: SignInAttempt,
  status: 202,
  errors: [methodOff, tooManyRequests],
});

const update = { audience: 'client', capability: 'profile.update' } as const;

export const startPhoneChange = endpoint({
  id: 'phone.start',
  method: 'POST',
  path: '/v1/profile/phone/code',
  summary: 'Sends a six-digit code to a number that is to be the own one.',
  access: update,
  stepUp: true,
  body: z.strictObject({ phone: PhoneNumber }),
  response: SignInAttempt,
  status: 202,
  errors: [tooManyRequests],
});

export const changePhone = endpoint({
  id: 'phone.change',
  method: 'PUT',
  path: '/v1/profile/phone',
  summary:
    'Sets the own number, which the code of its text message proves. The contact is told by e-mail. 409 with the reason `phone_taken` where another contact of the firm has it.',
  access: update,
  stepUp: true,
  body: z.strictObject({ phone: PhoneNumber, attempt: text(200), code: SixDigits }),
  response: Profile,
  errors: [proofWrong, codeSpent, conflict, tooManyRequests],
});

export const removePhone = endpoint({
  id: 'phone.remove',
  method: 'DELETE',
  path: '/v1/profile/phone',
  summary: 'Removes the own number, unless it is the last way to sign in. That there is none is no error.',
  access: update,
  stepUp: true,
  errors: [lastWayIn],
});
