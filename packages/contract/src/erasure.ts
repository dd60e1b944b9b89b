/** Erasure of what is personal about a contact, when they ask for it or nothing is left to keep it for (GDPR, article 17). */
import * as z from 'zod/mini';
import { endpoint } from './endpoint.js';
import { conflict, notFound } from './problems.js';
import { ContactId } from './values.js';

export const eraseContact = endpoint({
  id: 'contacts.erase',
  method: 'DELETE',
  path: '/v1/firm/contacts/:id/personal-data',
  summary:
    'Erases what is personal about a contact, for good: name, addresses, ways to sign in, sessions, activity and what is personal in the audit log. Portal access must be off (409, reason `access_on`). What they sent stays in the file of its matter. A second time changes nothing.',
  access: { audience: 'staff', scope: 'clients.erase' },
  params: z.object({ id: ContactId }),
  errors: [notFound, conflict],
});
