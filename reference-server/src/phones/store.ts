import { lockWaysIn } from '../clients/store.js';
import type { Tx } from '../database/tables.js';

interface Mine {
  readonly firmId: string;
  readonly contactId: string;
}

/** @returns false where another contact of the firm has the number */
export async function setPhone(tx: Tx, { firmId, contactId }: Mine, phone: string): Promise<boolean> {
  await lockWaysIn(tx, firmId);
  const taken = tx
    .selectFrom('contacts as other')
    .select('other.id')
    .where('other.firm_id', '=', firmId)
    .where('other.phone', '=', phone)
    .where('other.id', '!=', contactId);
  const result = await tx
    .updateTable('contacts')
    .set({ phone, phone_proved: phone })
    .where('firm_id', '=', firmId)
    .where('id', '=', contactId)
    .where((eb) => eb.not(eb.exists(taken)))
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** @returns false where there was none */
export async function clearPhone(tx: Tx, { firmId, contactId }: Mine): Promise<boolean> {
  const result = await tx
    .updateTable('contacts')
    .set({ phone: null, phone_proved: null })
    .where('firm_id', '=', firmId)
    .where('id', '=', contactId)
    .where('phone', 'is not', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
