/** The processor's customer whom a contact's methods are kept for, made once: ours first, theirs by its id, stored before it is used. */
import type { Deps } from '../deps.js';
import type { Account, PaymentProcessor } from '../ports/payments.js';
import { changeCustomer, nameCustomer, wantCustomer } from './store.js';

/** @returns what the processor calls it @throws PaymentError */
export async function customerOf(
  { work }: Pick<Deps, 'work'>,
  processor: PaymentProcessor,
  { firmId, contactId, account }: { readonly firmId: string; readonly contactId: string; readonly account: Account },
): Promise<string> {
  const whose = { firm_id: firmId, contact_id: contactId, account, processor: processor.name };
  const row = await work.upkeep(firmId, async (tx, now) => {
    const known = await wantCustomer(tx, whose, now);
    // What is kept is about to change: whoever looks next asks anew.
    await changeCustomer(tx, whose).set({ asked_at: null }).execute();
    return known;
  });
  if (row.external_id !== null) return row.external_id;
  const made = await processor.createCustomer(account, row.id, contactId);
  return work.upkeep(firmId, (tx) => nameCustomer(tx, whose, made));
}
