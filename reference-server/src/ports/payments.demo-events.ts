/** What the demo processor says of its own accord: JSON of the port's events, signed as Stripe signs. */
import * as z from 'zod/mini';
import { PageRecord, PaymentRecord, checkoutOf, paymentOf, refundOf } from './payments.demo-records.js';
import type { PaymentEvent } from './payments.events.js';
import { type Account, UnprovenEventError } from './payments.js';
import { isSigned, textOf, timely } from './payments.signature.js';

const Names = z.enum([
  'payment.succeeded',
  'payment.processing',
  'payment.failed',
  'payment.action_required',
  'payment.canceled',
]);
const Head = { id: z.string(), at: z.number() };
export const DemoEvent = z.union([
  z.object({ ...Head, type: Names, payment: PaymentRecord }),
  z.object({ ...Head, type: z.literal('refund.changed'), refundId: z.string(), payment: PaymentRecord }),
  z.object({ ...Head, type: z.literal('checkout.changed'), page: PageRecord }),
]);
export type DemoEvent = z.infer<typeof DemoEvent>;

/** What a step from one record to the next is called; undefined where nothing is to be said. */
export function eventOf(was: PaymentRecord | null, now: PaymentRecord, at: number): DemoEvent | undefined {
  const head = { id: `demo_evt_${now.id}_${now.events}`, at, payment: now };
  const refund = now.refunds.at(-1);
  if (refund && now.refunds.length > (was?.refunds.length ?? 0)) {
    return { ...head, type: 'refund.changed', refundId: refund.refundId };
  }
  if (now.state === 'open') return now.failure === null ? undefined : { ...head, type: 'payment.failed' };
  return { ...head, type: now.state === 'action' ? 'payment.action_required' : `payment.${now.state}` };
}

/** @throws UnprovenEventError where it cannot be believed */
export async function readDemoEvent(
  secret: string,
  accounts: readonly Account[],
  body: Uint8Array,
  signature: string | undefined,
  at: Date,
): Promise<PaymentEvent> {
  const header = timely(signature, at);
  const text = textOf(body);
  if (!(await isSigned(secret, text, header))) throw new UnprovenEventError('signature_wrong');
  const event = parse(text);
  const { account } = ('page' in event ? event.page : event.payment).terms;
  if (!accounts.includes(account)) throw new UnprovenEventError('account_unknown');
  const said = { id: event.id, at: new Date(event.at), account, live: false };
  if (event.type === 'checkout.changed') return { ...said, type: event.type, checkout: checkoutOf(event.page) };
  const { payment } = event;
  if (event.type !== 'refund.changed') return { ...said, type: event.type, payment: paymentOf(payment, null) };
  const made = payment.refunds.find(({ refundId }) => refundId === event.refundId);
  if (!made) throw new UnprovenEventError('body_unreadable');
  return { ...said, type: event.type, refund: refundOf(payment, made) };
}

function parse(text: string): DemoEvent {
  try {
    return z.parse(DemoEvent, JSON.parse(text));
  } catch {
    throw new UnprovenEventError('body_unreadable');
  }
}
