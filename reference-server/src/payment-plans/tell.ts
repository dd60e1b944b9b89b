/**
 * Tells contacts by e-mail that a payment plan is offered, in the change that offers it. What comes in a row is collected into one
 * mail, which names no invoice and no amount: a mailbox is no place for that.
 */
import { decide } from '@portico/contract';
import type { Tx } from '../database/tables.js';
import type { Deps } from '../deps.js';
import { dropMails, queueMail } from '../mail/store.js';
import { COLLECT_MINUTES } from '../notifications/notify.js';
import { findListeners } from '../notifications/store.js';
import { firstPage } from '../sign-in/links.js';
import { offerMail } from './plan-mail.js';

interface Where {
  readonly firmId: string;
  readonly matterId: string;
  readonly now: Date;
}

/** Tells those who could agree to it. */
export async function tellOffer(
  deps: Pick<Deps, 'bytes' | 'config'>,
  tx: Tx,
  { firmId, matterId, now }: Where,
): Promise<void> {
  const link = (await firstPage(deps.config, tx, firmId)).href;
  for (const contact of await findListeners(tx, { firmId, matterId, notice: null })) {
    if (!decide('invoices.plan', { ...contact, components: null, readOnly: false }).allowed) continue;
    const { id, name, email, language, firmName, settings } = contact;
    await queueMail(deps, tx, {
      ...{ firmId, now, collect: { topic: topicOf(id), forMs: COLLECT_MINUTES * 60_000 } },
      mail: offerMail({ to: email, name, language, firm: { name: firmName, settings }, link }),
    });
  }
}

/** Takes back what waits to be told to a contact. */
export async function forgetOffers(tx: Tx, firmId: string, contactId: string): Promise<void> {
  await dropMails(tx, firmId, [topicOf(contactId)]);
}

function topicOf(contactId: string): string {
  return `planOffered ${contactId}`;
}
