/**
 * Forgets a person without forgetting that somebody was there: the contact's row and id stay, so that documents, matters and
 * the audit log still hold together, and nothing in them says who it was.
 */
import { conflict } from '@portico/contract';
import { ERASURE } from '@portico/audit';
import { getContact } from '../clients/store.js';
import { endAutopay } from '../autopay/store.js';
import type { Actor } from '../database/actor.js';
import type { Deps } from '../deps.js';
import { found, Refusal } from '../http/refusal.js';
import { endCharging } from '../plan-autopay/ending.js';
import { forgetMethodsOf } from '../payment-methods/store.js';
import { blankContact, endDealings, eraseDetailsAbout, forgetWaysIn, forgetWords } from './store.js';

export const createErasure = ({ work }: Pick<Deps, 'work'>) => ({
  /** @throws Refusal `not_found`, or `conflict` with the reason `access_on` where the contact could be signed in right now */
  eraseContact: (actor: Actor, contactId: string): Promise<void> =>
    work.change(actor, async ({ tx, now, record, nothing }) => {
      const mine = { firmId: actor.firmId, contactId };
      if (!(await blankContact(tx, mine, now))) {
        const contact = found(await getContact(tx, mine.firmId, contactId));
        if (contact.erased_at === null) throw new Refusal(conflict, { reason: 'access_on' });
        nothing();
        return;
      }
      // What the log says of them is found by the ids of what they had, so it goes before these do.
      const last = await eraseDetailsAbout(tx, mine);
      await forgetWaysIn(tx, mine);
      await forgetWords(tx, mine);
      await endAutopay(tx, mine.firmId, mine.contactId);
      await endCharging(tx, mine.firmId, mine.contactId);
      await forgetMethodsOf(tx, mine.firmId, mine.contactId, now);
      await endDealings(tx, mine, now);
      record({
        action: 'contacts.erase',
        object: contactId,
        event: { type: 'contact.erased', data: { contactId } },
      });
      if (last !== null) record({ action: ERASURE, object: String(last), event: null });
    }),
});
