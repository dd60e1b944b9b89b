/** Tells a contact by e-mail what has happened to their account: they may not have been the one. */
import { getContact } from '../clients/store.js';
import type { Tx } from '../database/tables.js';
import type { Deps } from '../deps.js';
import { getFirm } from '../firms/store.js';
import { queueMail } from '../mail/store.js';
import { accountMail } from './account-mail.js';
import type { Notice } from './account-mail.strings.js';

export interface News {
  readonly firmId: string;
  readonly contactId: string;
  readonly now: Date;
  readonly notice: Notice;
  /** The contact's address unless said otherwise. */
  readonly to?: string;
}

/** Queues the mail in the change's own transaction; poke the relay after the commit. */
export async function tell(deps: Deps, tx: Tx, { firmId, contactId, now, notice, to }: News): Promise<void> {
  const contact = await getContact(tx, firmId, contactId);
  const email = to ?? contact?.email ?? null;
  if (!contact || email === null) return;
  await queueMail(deps, tx, {
    firmId,
    now,
    mail: accountMail({
      notice,
      to: email,
      name: contact.name,
      firm: await getFirm(tx, firmId),
      languages: [contact.language],
      link: null,
    }),
  });
}
