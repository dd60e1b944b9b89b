/** Clients of the firm, and the contacts: the people who may be let into the portal. */
import * as z from 'zod/mini';
import { endpoint } from './endpoint.js';
import { conflict, notFound, problem } from './problems.js';
import { Section } from './settings.js';
import { ClientId, ContactId, Email, Instant, Language, listOf, Page, PhoneNumber, ReturnTo, text } from './values.js';

export const contactEmailInvalid = problem(
  'contact_email_invalid',
  409,
  'Portal access needs a valid e-mail address; reason is `missing` or `invalid`.',
);

export const Client = z.object({ id: ClientId, name: z.string(), createdAt: Instant });
export type Client = z.infer<typeof Client>;

export const Contact = z.object({
  id: ContactId,
  clientId: ClientId,
  name: z.string(),
  /** Null where the firm knows none; the portal cannot be opened then. */
  email: z.nullable(z.string()),
  /** E.164; codes to sign in go there where the firm allows text messages. No two contacts have the same. */
  phone: z.nullable(z.string()),
  language: Language,
  /** The firm's switch; off ends every session of the contact at once. */
  portalAccess: z.boolean(),
  /** Whom the firm turns to first; at most one contact of a client. */
  isPrimary: z.boolean(),
  /** Sections that the firm has opened to this contact; null means all that its settings show. */
  sections: z.nullable(z.array(Section)),
  createdAt: Instant,
  /** When what was personal was erased, for good; null as long as the contact stands for a person. */
  erasedAt: z.nullable(Instant),
});
export type Contact = z.infer<typeof Contact>;

export const listClients = endpoint({
  id: 'clients.list',
  method: 'GET',
  path: '/v1/firm/clients',
  summary: "Lists the firm's clients, newest first.",
  access: { audience: 'staff', scope: 'clients.read' },
  query: Page,
  response: listOf(Client),
});

export const createClient = endpoint({
  id: 'clients.create',
  method: 'POST',
  path: '/v1/firm/clients',
  summary: 'Creates a client.',
  access: { audience: 'staff', scope: 'clients.write' },
  body: z.strictObject({ name: text(200) }),
  response: Client,
  status: 201,
  idempotent: true,
});

export const listContacts = endpoint({
  id: 'contacts.list',
  method: 'GET',
  path: '/v1/firm/contacts',
  summary: 'Lists contacts, of one client where clientId is given, newest first.',
  access: { audience: 'staff', scope: 'clients.read' },
  query: z.extend(Page, { clientId: z.optional(ClientId) }),
  response: listOf(Contact),
});

export const createContact = endpoint({
  id: 'contacts.create',
  method: 'POST',
  path: '/v1/firm/contacts',
  summary: 'Creates a contact of a client. Portal access starts switched off.',
  access: { audience: 'staff', scope: 'clients.write' },
  body: z.strictObject({
    clientId: ClientId,
    name: text(200),
    email: z.optional(Email),
    phone: z.optional(PhoneNumber),
    language: z._default(Language, 'en'),
  }),
  response: Contact,
  status: 201,
  errors: [notFound, conflict],
  idempotent: true,
});

export const updateContact = endpoint({
  id: 'contacts.update',
  method: 'PATCH',
  path: '/v1/firm/contacts/:id',
  summary:
    'Corrects a contact, unless it was erased (409, reason `erased`). E-mail and phone only while portal access is off (409, reason `access_on`): after that they are how they sign in, and theirs to change.',
  access: { audience: 'staff', scope: 'clients.write' },
  params: z.object({ id: ContactId }),
  body: z.strictObject({
    name: z.optional(text(200)),
    email: z.optional(Email),
    phone: z.optional(z.nullable(PhoneNumber)),
    language: z.optional(Language),
  }),
  response: Contact,
  errors: [notFound, conflict],
});

export const setPortalAccess = endpoint({
  id: 'contacts.setPortalAccess',
  method: 'PUT',
  path: '/v1/firm/contacts/:id/portal-access',
  summary: "Switches a contact's portal access. On sends an invitation; off revokes every session of the contact.",
  access: { audience: 'staff', scope: 'clients.write' },
  params: z.object({ id: ContactId }),
  body: z.strictObject({ enabled: z.boolean(), returnTo: ReturnTo }),
  response: Contact,
  errors: [notFound, contactEmailInvalid],
});
