/** What a contact sees of themselves. */
import type { Profile } from '@portico/contract';
import { getContact } from '../clients/store.js';
import type { Deps } from '../deps.js';
import { pendingChange } from '../email-change/store.js';
import type { ClientCaller } from '../http/caller.js';
import { getNotifications } from '../notifications/store.js';
import { hasPassword } from './store.js';

export async function profileOf(
  { work, clock }: Pick<Deps, 'work' | 'clock'>,
  { firmId, contactId, session }: Pick<ClientCaller, 'firmId' | 'contactId' | 'session'>,
): Promise<Profile> {
  const { name, email, language } = session.contact;
  return work.read(firmId, async (db) => {
    const pending = await pendingChange(db, { firmId, contactId, now: clock.now() });
    const contact = await getContact(db, firmId, contactId);
    const phone = contact?.phone ?? null;
    return {
      id: contactId,
      name,
      email,
      phone,
      phoneProved: phone !== null && contact?.phone_proved === phone,
      emailChange: pending && { email: pending.email, expiresAt: pending.expiresAt.toISOString() },
      language,
      hasPassword: await hasPassword(db, firmId, contactId),
      notifications: await getNotifications(db, firmId, contactId),
    };
  });
}
