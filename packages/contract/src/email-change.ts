/**
 * Change of the own e-mail address. The old and the new address both have to say yes within 48 hours; the old one may say
 * "that was not me". An address that another contact of the firm has is answered like any other, gets no mail, and so the
 * change never completes: nobody learns from it who else is a client.
 */
import * as z from 'zod/mini';
import { endpoint } from './endpoint.js';
import { tooManyRequests } from './problems.js';
import { linkSpent } from './sign-in.js';
import { Email, ReturnTo, text } from './values.js';

const update = { audience: 'client', capability: 'profile.update' } as const;
const token = z.strictObject({ token: text(200) });

export const askForEmailChange = endpoint({
  id: 'emailChange.ask',
  method: 'POST',
  path: '/v1/profile/email',
  summary:
    'Asks for another address: a link of 48 hours goes to the old and to the new one, and the change happens when both are used. Replaces an older wish.',
  access: update,
  stepUp: true,
  body: z.strictObject({ email: Email, returnTo: ReturnTo }),
  status: 202,
  errors: [tooManyRequests],
});

export const withdrawEmailChange = endpoint({
  id: 'emailChange.withdraw',
  method: 'DELETE',
  path: '/v1/profile/email',
  summary: 'Takes the wish for another address back. That there is none is no error.',
  access: update,
});

export const EmailChangeStep = z.object({
  /** Whose link it was. */
  address: z.enum(['old', 'new']),
  /** `waiting`: for the other address. `changed`: the new one holds from now on, and other devices are signed out. */
  state: z.enum(['waiting', 'changed']),
});
export type EmailChangeStep = z.infer<typeof EmailChangeStep>;

export const confirmEmailChange = endpoint({
  id: 'emailChange.confirm',
  method: 'POST',
  path: '/v1/email-change/confirm',
  summary: "Says yes with the token of a mail's link (sent by POST: mail scanners follow GETs). Signs nobody in.",
  access: { audience: 'visitor' },
  body: token,
  response: EmailChangeStep,
  errors: [linkSpent],
});

export const refuseEmailChange = endpoint({
  id: 'emailChange.refuse',
  method: 'POST',
  path: '/v1/email-change/refuse',
  summary:
    'Says "that was not me" with the token of a mail\'s link: the change is off. From the old address it ends every session as well.',
  access: { audience: 'visitor' },
  body: token,
  errors: [linkSpent],
});
