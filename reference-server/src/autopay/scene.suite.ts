/** A client who keeps a method and is charged by themselves, for the tests of that. */
import assert from 'node:assert/strict';
import { Autopay, type FirmInvoice, HeldPayment, SavedMethod } from '@portico/contract';
import { asPage, created, ok, signIn } from '@portico/testing';
import * as z from 'zod/mini';
import type { Scene } from '../firm-invoices/scene.suite.js';
import { dayOf } from '../firms/today.js';
import { aPayingScene, intentOf, type PaidServer, processorRows, send, started } from '../paying/scene.suite.js';

export const DAY_MS = 86_400_000;
export const payments = { processor: true, partial: true, plans: true, disputes: true, autopay: true };

export interface Keeper extends Scene {
  readonly method: SavedMethod;
}

/** Signed in with a method that the stand-in knows by a token of Stripe's. */
export async function aKeeper(place: PaidServer, token: string, more: object = {}): Promise<Keeper> {
  const scene = await aPayingScene(place.server, { payments: { ...payments, ...more }, timeZone: 'America/New_York' });
  return { ...scene, method: await keeps(place, scene, token) };
}

/** A client who keeps a method and has agreed. */
export async function anAgreed(place: PaidServer, token: string, more: object = {}): Promise<Keeper> {
  const scene = await aKeeper(place, token, more);
  const { terms } = await autopayOf(scene);
  await ok(scene.page('PUT', '/v1/autopay', { kind: 'earned', methodId: scene.method.id, termsHash: terms.hash }));
  return scene;
}

export async function autopayOf({ page }: Pick<Scene, 'page'>): Promise<Autopay> {
  return z.parse(Autopay, await created(page('GET', '/v1/autopay')));
}

/** Adds a method of a contact's. */
export async function keeps(place: PaidServer, { page, contact }: Scene, token: string): Promise<SavedMethod> {
  await created(page('POST', '/v1/payment-methods/set-ups', { kind: 'earned' }));
  const own = place.stripe.account('own');
  const customer = [...own.customers.values()].find(({ metadata }) => metadata['portico_contact'] === contact.id);
  own.keep(customer?.id ?? '', token);
  const { data } = await created(page('GET', '/v1/payment-methods'));
  return z.parse(z.array(SavedMethod), data).at(-1) ?? assert.fail('no method');
}

/** The client signed in anew, since a session does not last for days. */
export async function back<S extends Scene>(place: PaidServer, scene: S): Promise<S> {
  const { server } = place;
  return { ...scene, page: asPage(server, scene.firm, await signIn(server, scene.firm, scene.contact.email)) };
}

/** The firm's day. */
export function todayIn({ server }: PaidServer): string {
  return dayOf({ timeZone: 'America/New_York' }, server.clock.now());
}

/** What the processor brought for an invoice, oldest first. */
export async function takenOf(place: PaidServer, { firm }: Scene, { id }: { readonly id: string }): Promise<number[]> {
  return (await processorRows(place, firm.id, [id])).map(({ amount }) => amount);
}

/** Mails without a code, which are those that tell something. */
export async function mailsTo({ server }: PaidServer, { contact }: Scene) {
  await server.deliver();
  return server.mails.list().filter(({ to, code }) => to === contact.email && code === null);
}

/** The client pays an invoice by hand, and their bank takes it back for good. */
export async function losesPayment(place: PaidServer, scene: Scene, invoice: FirmInvoice): Promise<void> {
  const own = place.stripe.account('own');
  const from = place.stripe.events.length;
  const intent = intentOf(await started(scene, invoice));
  own.confirm(intent, 'pm_card_visa', false);
  own.dispute(intent, 'lost');
  for (const { body } of place.stripe.events.slice(from)) await ok(send(place, body));
}

/** Staff have looked at all payments that waited for them. */
export async function resolveHeld({ call }: Scene): Promise<void> {
  const { data } = await created(call('GET', '/v1/firm/held-payments?state=open'));
  for (const { id } of z.parse(z.array(HeldPayment), data))
    await ok(call('POST', `/v1/firm/held-payments/${id}/resolve`, { note: 'Talked to the client.' }));
}
