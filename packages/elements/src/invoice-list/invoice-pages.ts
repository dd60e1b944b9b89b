/** What of the invoices has been read so far, with the strip over all of them. Knows no DOM. */
import type { Portal } from '@portico/client';
import type { InvoiceStatus, InvoiceStrip, InvoiceSummary } from '@portico/contract';

export interface InvoicePages {
  readonly invoices: readonly InvoiceSummary[];
  readonly totals: readonly InvoiceStrip[];
  readonly nextCursor: string | null;
  /** What is left out otherwise. */
  readonly status: InvoiceStatus | undefined;
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
  const { data, totals, nextCursor } = await portal.invoices.list({ matterId, status }, { signal });
  return { invoices: data, totals, nextCursor, status };
}

/** Reads the page after those that are there. One that was issued meanwhile shifts nothing: the cursor names an invoice. */
export async function readOn(
  portal: Portal,
  pages: InvoicePages,
  matterId: string | undefined,
  signal: AbortSignal,
): Promise<InvoicePages> {
  const { nextCursor, status, invoices } = pages;
  if (nextCursor === null) return pages;
  const page = await portal.invoices.list({ matterId, status, cursor: nextCursor }, { signal });
  return { invoices: [...invoices, ...page.data], totals: page.totals, nextCursor: page.nextCursor, status };
}

/** True where nothing was ever issued: not where the choice leaves nothing. */
export function isBare({ invoices, status }: InvoicePages): boolean {
  return invoices.length === 0 && status === undefined;
}
