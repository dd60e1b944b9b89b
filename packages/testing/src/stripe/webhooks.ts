/** What Stripe sends: events with a snapshot of what they are about, signed, as often and in whatever order a test likes. */
import { createHmac } from 'node:crypto';
import type Stripe from 'stripe';
import type { Random } from '../random.js';
import type { Said } from './account.js';
import { newStripeId, seconds } from './objects.js';

export interface StripeEvent {
  readonly id: string;
  readonly type: string;
  readonly body: string;
}

/** @param account null for the account that the key is of */
export function eventOf(said: Said, account: string | null, version: string): StripeEvent {
  const id = newStripeId('evt');
  const head: Omit<Stripe.EventBase, 'type' | 'data'> = {
    id,
    object: 'event',
    api_version: version,
    created: seconds(),
    livemode: false,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    ...(account !== null && { account }),
  };
  const body = JSON.stringify({ ...head, type: said.type, data: { object: said.object } }, null, 2);
  return { id, type: said.type, body };
}

/** The `Stripe-Signature` header. @param at when it is sent, in seconds */
export function signatureOf(body: string, secret: string, at: number = seconds()): string {
  const mac = createHmac('sha256', secret).update(`${at}.${body}`).digest('hex');
  // Stripe adds a `v0` in test mode, which nobody may believe.
  return `t=${at},v1=${mac},v0=${mac.split('').reverse().join('')}`;
}

export interface Delivery {
  readonly id: string;
  readonly body: Uint8Array;
  readonly signature: string;
}

/** Events as Stripe may send them: each at least once, some again, in any order, each time signed anew. */
export function deliveriesOf(
  events: readonly StripeEvent[],
  secret: string,
  random: Random,
  mostTimes = 3,
): readonly Delivery[] {
  const sent = events.flatMap((event) => Array.from({ length: random.between(1, mostTimes) }, () => event));
  return sent
    .map((event) => ({ event, at: random.next() }))
    .sort((one, other) => one.at - other.at)
    .map(({ event: { id, body } }) => {
      return { id, body: new TextEncoder().encode(body), signature: signatureOf(body, secret) };
    });
}
