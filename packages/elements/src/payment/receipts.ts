import type { Portal } from '@portico/client';
import type { PaymentAttempt } from '@portico/contract';

/** What a payment has become in the ledger of one invoice. */
export interface Receipt {
  readonly entryId: string;
  /** Of the invoice. */
  readonly number: string;
  /** Minor units that are still to pay on it. */
  readonly left: number;
}

/** The receipts of a payment, one for each of its invoices. */
export async function receiptsOf(
  { invoices }: Portal,
  payment: PaymentAttempt,
  signal: AbortSignal,
): Promise<readonly Receipt[]> {
  const found = await Promise.all(
    payment.invoices.map(async ({ id, amount }) => {
      const { balance, history, number } = await invoices.get(id, { signal });
      const entry = history.findLast(
        (move) => move.type === 'payment' && move.amount === amount && move.at >= payment.createdAt,
      );
      return entry && { entryId: entry.id, number, left: Math.max(balance, 0) };
    }),
  );
  return found.filter((one) => one !== undefined);
}
