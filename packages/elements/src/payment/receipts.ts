import type { Portal } from '@portico/client';
import type { PaymentAttempt } from '@portico/contract';
import { save } from '../core/save.js';
import type { PaymentHost } from './payment-host.js';
import type { PaymentWords } from './payment-words.js';

/** What a payment has become in the ledger of one invoice. */
export interface Receipt {
  readonly entryId: string;
  /** Of the invoice. */
  readonly number: string;
  /** Minor units that are still to pay on it. */
  readonly left: number;
}

/** The receipts of the payment that was just made, to be saved. */
export class Receipts {
  readonly #host: PaymentHost;
  readonly #words: () => PaymentWords;
  /** Those that are known. */
  all: readonly Receipt[] = [];
  /** The last that was asked for is not to be had. */
  failed = false;

  constructor(host: PaymentHost, words: () => PaymentWords) {
    this.#host = host;
    this.#words = words;
  }

  /** Finds them; where the server does not answer, there are none. */
  async find(portal: Portal, payment: PaymentAttempt): Promise<void> {
    this.all = await receiptsOf(portal, payment, this.#host.element.listening).catch(() => []);
    await this.#host.changed();
  }

  /** Saves one, and says what became of it. */
  readonly save = async ({ entryId, number }: Receipt): Promise<void> => {
    const { announce, changed, element, portal, reading } = this.#host;
    const { language } = reading();
    const name = `${number}.pdf`;
    try {
      const pdf = await portal()?.invoices.receipt(entryId, { language }, { signal: element.listening });
      if (pdf) save(pdf, name);
      announce(this.#words()('saved', { name }));
      this.failed = false;
    } catch {
      this.failed = true;
      announce(this.#words()('noReceipt'));
    }
    await changed();
  };
}

/** The receipts of a payment, one for each of its invoices. */
async function receiptsOf(
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
