/**
 * Cards and bank accounts that a client keeps to pay by later. The processor keeps them, this server what may be shown of them; each
 * is of one account of the firm's, since fees and trust money go to two. Nobody sees another contact's.
 */
import * as z from 'zod/mini';
import { endpoint } from './endpoint.js';
import { FeeKind } from './invoices.js';
import { DemoCard, PayingFields, paymentsNotConfigured, processorUnavailable } from './paying.js';
import { notFound } from './problems.js';
import { PaymentMethodId } from './values.js';

export const SavedMethod = z.object({
  id: PaymentMethodId,
  /** The kind of money that it pays. */
  kind: FeeKind,
  type: z.enum(['card', 'bank', 'other']),
  /** Brand of the card or name of the bank. */
  name: z.nullable(z.string()),
  last4: z.nullable(z.string()),
  /** Month and year that a card is good to. */
  expires: z.nullable(z.object({ month: z.number(), year: z.number() })),
  /** Whether what is due is charged to it by itself. */
  autopay: z.boolean(),
});
export type SavedMethod = z.infer<typeof SavedMethod>;

export const KeptMethods = z.object({
  data: z.array(SavedMethod),
  /** Kinds of money for which a page offers to keep one: taken here now, and fees or what an invoice of the contact's asks for. */
  kinds: z.array(FeeKind),
  /** Who keeps them; null where no payments are taken. `demo` moves no money, and the page says so. */
  processor: z.nullable(z.enum(['demo', 'stripe'])),
});
export type KeptMethods = z.infer<typeof KeptMethods>;

const look = { audience: 'client', capability: 'invoices.view' } as const;
const pay = { audience: 'client', capability: 'invoices.pay' } as const;

export const listPaymentMethods = endpoint({
  id: 'paymentMethods.list',
  method: 'GET',
  path: '/v1/payment-methods',
  summary: 'Lists the cards and bank accounts that the contact keeps here, oldest first, and says what could be added.',
  access: look,
  response: KeptMethods,
});

export const setUpPaymentMethod = endpoint({
  id: 'paymentMethods.setUp',
  method: 'POST',
  path: '/v1/payment-methods/set-ups',
  summary: 'Lets the client add a card or a bank account in the processor’s own fields; no money moves.',
  access: pay,
  stepUp: true,
  body: z.strictObject({ kind: FeeKind }),
  response: z.object({ fields: PayingFields }),
  status: 201,
  errors: [paymentsNotConfigured, processorUnavailable],
});

export const keepDemoMethod = endpoint({
  id: 'paymentMethods.demo',
  method: 'POST',
  path: '/v1/payment-methods/demo',
  summary: 'Plays the client’s part in the demo processor’s fields. Not found where payments are real.',
  access: pay,
  body: z.strictObject({ clientSecret: z.string().check(z.maxLength(500)), card: DemoCard }),
  errors: [notFound],
});

export const forgetPaymentMethod = endpoint({
  id: 'paymentMethods.forget',
  method: 'DELETE',
  path: '/v1/payment-methods/:id',
  summary:
    'Forgets a card or a bank account, here at once and at the processor as soon as it answers. Nothing is charged to it by itself any more.',
  access: pay,
  params: z.object({ id: PaymentMethodId }),
  errors: [notFound],
});
