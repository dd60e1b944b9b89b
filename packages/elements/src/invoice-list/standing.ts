/** How an invoice stands, for the eye: a shape and a tone for each status, always beside its words; and by when it is to be paid. */
import type { InvoiceStatus, InvoiceSummary } from '@portico/contract';
import { html, type TemplateResult } from 'lit';
import { partlyIcon } from '../bill-icons.js';
import { daysUntil, type Formats } from '../core/formats.js';
import { doneIcon, todoIcon, waivedIcon, warningIcon } from '../icons.js';
import type { InvoiceListWords } from './invoice-list-words.js';

/** In the order in which they are offered. */
export const statuses: readonly InvoiceStatus[] = ['overdue', 'unpaid', 'partially_paid', 'paid', 'void'];

const icons: Readonly<Record<InvoiceStatus, TemplateResult>> = {
  unpaid: todoIcon,
  partially_paid: partlyIcon,
  paid: doneIcon,
  overdue: warningIcon,
  void: waivedIcon,
};

/** Days from which on a date says more than a distance. */
const FAR = 45;

export function standingIcon(status: InvoiceStatus): TemplateResult {
  return icons[status];
}

export function standingBadge(words: InvoiceListWords, status: InvoiceStatus): TemplateResult {
  return html`<span class="badge ${status}">${icons[status]}${words(status)}</span>`;
}

/** True while something is left to be paid. */
export function isOpen({ status }: Pick<InvoiceSummary, 'status'>): boolean {
  return status === 'unpaid' || status === 'partially_paid' || status === 'overdue';
}

/** True where a payment plan stands beside it: what is left may not be asked for at once, so no line says that it is. */
export function inParts({ planId }: Pick<InvoiceSummary, 'planId'>): boolean {
  return planId !== null;
}

/**
 * By when it is to be paid, or from when it is where nothing is. The firm's day decides what is late; where it is still the day
 * before for the reader, no distance is named that would contradict it.
 */
export function dayLine(
  words: InvoiceListWords,
  formats: Formats,
  invoice: Pick<InvoiceSummary, 'status' | 'issuedOn' | 'dueOn' | 'nextDueOn' | 'planId'>,
): string {
  const { status, issuedOn, dueOn, nextDueOn } = invoice;
  if (!isOpen(invoice)) return words('issued', { day: formats.day(issuedOn) });
  // With a payment plan the day of its next part.
  const next = nextDueOn ?? dueOn;
  const day = formats.day(next);
  const days = daysUntil(next);
  const when = formats.relativeDays(days);
  if (status === 'overdue') {
    return days < 0 && days > -FAR ? words('wasDue', { day, when }) : words('wasDueOn', { day });
  }
  const near = days >= 0 && days < FAR;
  if (inParts(invoice)) return near ? words('nextByNear', { day, when }) : words('nextBy', { day });
  return near ? words('payByNear', { day, when }) : words('payBy', { day });
}
