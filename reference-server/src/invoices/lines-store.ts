import type { Discount, FeeKind, LineBody } from '@portico/contract';
import type { Selectable } from 'kysely';
import { newId } from '../database/ids.js';
import type { Json, NullableJson, Reader, Tx } from '../database/tables.js';
import type { Sums, Tax } from './totals.js';

interface LineTable {
  firm_id: string;
  id: string;
  invoice_id: string;
  position: number;
  description: string;
  quantity: string;
  unit_price: number;
  kind: FeeKind;
  discount_given: NullableJson<Discount>;
  subtotal: number;
  discount: number;
  net: number;
  taxes: Json<readonly Tax[]>;
  total: number;
}

declare module '../database/tables.js' {
  interface Tables {
    invoice_lines: LineTable;
  }
}

export type LineRow = Readonly<Selectable<LineTable>>;

/** The lines of an invoice, in their order. */
export async function linesOf(db: Reader, firmId: string, invoiceId: string): Promise<LineRow[]> {
  return db
    .selectFrom('invoice_lines')
    .selectAll()
    .where('firm_id', '=', firmId)
    .where('invoice_id', '=', invoiceId)
    .orderBy('position')
    .execute();
}

/** @param sums what each comes to, in the same order */
export async function insertLines(
  tx: Tx,
  { firmId, invoiceId }: { readonly firmId: string; readonly invoiceId: string },
  lines: readonly LineBody[],
  sums: readonly Sums[],
): Promise<void> {
  await tx
    .insertInto('invoice_lines')
    .values(
      lines.flatMap(({ description, quantity, unitPrice, kind, discount: given }, position) => {
        const sum = sums[position];
        if (!sum) return [];
        const { subtotal, discount, net, taxes, total } = sum;
        return [
          {
            ...{ firm_id: firmId, id: newId('iln'), invoice_id: invoiceId, position },
            ...{ description, quantity, unit_price: unitPrice, kind },
            discount_given: given && JSON.stringify(given),
            ...{ subtotal, discount, net, total },
            taxes: JSON.stringify(taxes),
          },
        ];
      }),
    )
    .execute();
}

export async function deleteLines(tx: Tx, firmId: string, invoiceId: string): Promise<void> {
  await tx.deleteFrom('invoice_lines').where('firm_id', '=', firmId).where('invoice_id', '=', invoiceId).execute();
}
