/** What of the invoices has been read so far, with the strip over all of them. Knows no DOM. */
import type { Portal } from '@portico/client';
import type { Dispute, InvoiceStatus, InvoiceStrip, InvoiceSummary } from '@portico/contract';

export interface InvoicePages {
  readonly invoices: readonly InvoiceSummary[];
  readonly totals: readonly InvoiceStrip[];
  readonly nextCursor: string | null;
  /** What is left out otherwise. */
  readonly status: InvoiceStatus | undefined;
  /** Invoices with an open question of this client, by their ids, and whether it is for the firm to answer. */
  readonly asked: ReadonlyMap<string, boolean>;
}

/** Which invoices are asked for. */
export interface InvoiceChoice {
  readonly matterId: string | undefined;
  readonly status: InvoiceStatus | undefined;
}

/** Reads from the beginning. */
export async function readInvoices(
  portal: Portal,
  { matterId, status }: InvoiceChoice,
  signal: AbortSignal,
): Promise<InvoicePages> {
  const [{ data, totals, nextCursor }, asked] = await Promise.all([
    portal.invoices.list({ matterId, status }, { signal }),
    // Without them the list is as useful: an opened invoice reads its own.
    portal.disputes.list({ state: 'open', limit: 100 }, { signal }).catch(() => undefined),
  ]);
  const invoices = new Map((asked?.data ?? []).map((one) => [one.invoiceId, isWithFirm(one)]));
  return { invoices: data, totals, nextCursor, status, asked: invoices };
}

/** True where it is for the firm to answer; false where it has written last. */
export function isWithFirm({ notes }: Pick<Dispute, 'notes'>): boolean {
  return notes.at(-1)?.by !== 'firm';
}

/** The pages once the questions about an invoice have been read again. */
export function withAsked(pages: InvoicePages, invoiceId: string, disputes: readonly Dispute[]): InvoicePages {
  const asked = new Map(pages.asked);
  const open = disputes.find(({ state }) => state === 'open');
  if (open) asked.set(invoiceId, isWithFirm(open));
  else asked.delete(invoiceId);
  return { ...pages, asked };
}

/** Reads the page after those that are there. One that was issued meanwhile shifts nothing: the cursor names an invoice. */
export async function readOn(
  portal: Portal,
  pages: InvoicePages,
  matterId: string | undefined,
  signal: AbortSignal,
): Promise<InvoicePages> {
  const { nextCursor, invoices } = pages;
  if (nextCursor === null) return pages;
  const page = await portal.invoices.list({ matterId, status: pages.status, cursor: nextCursor }, { signal });
  return { ...pages, invoices: [...invoices, ...page.data], totals: page.totals, nextCursor: page.nextCursor };
}

/** True where nothing was ever issued: not where the choice leaves nothing. */
export function isBare({ invoices, status }: InvoicePages): boolean {
  return invoices.length === 0 && status === undefined;
}
