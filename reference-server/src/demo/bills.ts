/**
 * What the demo's family owes: one invoice settled, one begun, one open in another currency, one with a payment plan on offer, and
 * one on which a plan runs.
 */
import type { InvoiceBody, PaymentMethod, PlanTerms } from '@portico/contract';
import type * as z from 'zod/mini';

type BillStory = z.input<typeof InvoiceBody> & {
  /** What is offered on it, from a day so many days on, and whether the client has agreed. */
  readonly plan?: Omit<z.input<typeof PlanTerms>, 'firstOn'> & { readonly firstIn: number; readonly agreed: boolean };
  /** What came in for it, after that. */
  readonly paid?: { readonly amount: number; readonly method: PaymentMethod; readonly reference: string };
};

const salesTax = { name: 'Sales tax', rate: '8.875' };

export const bills: readonly BillStory[] = [
  {
    currency: 'USD',
    due: { inDays: 14 },
    lines: [{ description: 'First consultation', unitPrice: 15_000, taxes: [salesTax] }],
    paid: { amount: 16_331, method: 'check', reference: 'Check 1042' },
  },
  {
    currency: 'USD',
    due: { inDays: 30 },
    discount: { percent: '10' },
    note: 'With the discount that we agreed on.',
    lines: [
      { description: 'Family petition, preparation', quantity: '6.5', unitPrice: 28_000, taxes: [salesTax] },
      { description: 'Review of supporting documents', quantity: '2.25', unitPrice: 18_000, taxes: [salesTax] },
    ],
    paid: { amount: 80_000, method: 'bank_transfer', reference: 'Transfer of the first part' },
  },
  {
    currency: 'EUR',
    due: { inDays: 21 },
    taxInclusive: true,
    lines: [
      {
        description: 'Certified translation of the marriage certificate',
        quantity: '3',
        unitPrice: 4_500,
        taxes: [{ name: 'VAT', rate: '21' }],
      },
    ],
  },
  {
    currency: 'USD',
    due: { inDays: 30 },
    lines: [{ description: 'Work permit, application and filing', unitPrice: 145_000, taxes: [salesTax] }],
    plan: { instalments: 6, every: 'month', firstIn: 10, agreed: false },
  },
  {
    currency: 'USD',
    due: { inDays: 14 },
    lines: [{ description: 'Interview, preparation and company', quantity: '8', unitPrice: 24_000 }],
    plan: { downPayment: 32_000, instalments: 5, every: 'two_weeks', firstIn: 14, agreed: true },
    paid: { amount: 32_000, method: 'card', reference: 'Down payment' },
  },
];
