/** A firm's settings as one validated document. Unknown fields are refused. */
import * as z from 'zod/mini';
import { endpoint } from './endpoint.js';
import { preconditionFailed } from './problems.js';
import { Email, Language, text } from './values.js';

export const Settings = z.strictObject({
  /** What a client may upload: nothing, or the documents that a checklist asks for. */
  uploads: z.enum(['off', 'checklist']),
  /** How a client signs in; at least one way is on. */
  signIn: z
    .strictObject({ emailLink: z.boolean(), emailCode: z.boolean() })
    .check(z.refine((ways) => ways.emailLink || ways.emailCode)),
  /** Languages offered to clients; the first is the firm's own. */
  languages: z.array(Language).check(z.minLength(1), z.maxLength(20)),
  /** Whom a client turns to when something does not work. */
  support: z.strictObject({
    name: text(120),
    email: z.optional(Email),
    phone: z.optional(text(40)),
  }),
});
export type Settings = z.infer<typeof Settings>;

export const getSettings = endpoint({
  id: 'settings.get',
  method: 'GET',
  path: '/v1/firm/settings',
  summary: 'Reads the settings of the firm; the ETag guards a change.',
  access: { audience: 'staff', scope: 'settings.read' },
  response: Settings,
});

export const updateSettings = endpoint({
  id: 'settings.update',
  method: 'PUT',
  path: '/v1/firm/settings',
  summary: 'Replaces the settings of the firm. If-Match must carry the ETag that was read.',
  access: { audience: 'staff', scope: 'settings.write' },
  body: Settings,
  response: Settings,
  errors: [preconditionFailed],
});
