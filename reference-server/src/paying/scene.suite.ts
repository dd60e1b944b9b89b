/** A firm that is paid by Stripe, played by a stand-in, for the tests of paying. */
import assert from 'node:assert/strict';
import { after } from 'node:test';
import { type FirmInvoice, PayingFields, PaymentAttempt, type Settings } from '@portico/contract';
import {
  createTestServer,
  created,
  PUBLIC_URL,
  signatureOf,
  startStripeStandIn,
  type StripeStandIn,
  type TestServer,
} from '@portico/testing';
import { sql } from 'kysely';
import * as z from 'zod/mini';
import { everyFirm } from '../database/confine.js';
import { aBody, anIssued, aScene, type Scene } from '../firm-invoices/scene.suite.js';
import { createStripePayments } from '../ports/payments.stripe.js';

export const SECRET = 'whsec_now';
/** Of an account whose fees are paid elsewhere. */
export const TRUST = 'acct_FeesElsewhere';

export interface PaidServer {
  readonly server: TestServer;
  readonly stripe: StripeStandIn;
}

/** The server of all tests of a file; closed after them. */
export async function aPaidServer(): Promise<PaidServer> {
  const stripe = await startStripeStandIn('2026-10-28.endive');
  const payments = createStripePayments({
    ...{ secretKey: stripe.secretKey, publishableKey: 'pk_test_standin', webhookSecrets: [SECRET] },
    ...{ accounts: { operating: 'own', trust: TRUST }, bankDebits: true, api: stripe.api, retries: 0 },
  });
  const server = await createTestServer({ ports: { payments } });
  after(async () => {
    await server.close();
    await stripe.close();
  });
  return { server, stripe };
}

/** A firm that takes payments, with a client who is signed in. */
export function aPayingScene(server: TestServer, settings: Partial<Settings> = {}): Promise<Scene> {
  const payments = { processor: true, partial: true, plans: true, disputes: true };
  return aScene(server, { payments, webhookPayload: 'full', ...settings });
}

/** An invoice that is open. */
export function anOpen(
  scene: Scene,
  amount = 10_000,
  { kind = 'earned', currency = 'USD' }: { kind?: 'earned' | 'unearned'; currency?: string } = {},
): Promise<FirmInvoice> {
  return anIssued(
    scene,
    aBody(amount, { currency, lines: [{ description: 'Consultation', unitPrice: amount, kind }] }),
  );
}

export const Started = z.object({
  ...PaymentAttempt.shape,
  fields: z.nullable(PayingFields),
  checkout: z.nullable(z.object({ url: z.string() })),
});
export type Started = z.infer<typeof Started>;

interface Asked {
  readonly id: string;
  readonly amount?: number;
}

export async function started({ page }: Pick<Scene, 'page'>, ...invoices: readonly Asked[]): Promise<Started> {
  return z.parse(Started, await created(page('POST', '/v1/payments', { invoices: invoices.map(theIds) })));
}

function theIds({ id, amount }: Asked): Asked {
  return { id, ...(amount !== undefined && { amount }) };
}

export async function attempt({ page }: Pick<Scene, 'page'>, id: string): Promise<PaymentAttempt> {
  return z.parse(PaymentAttempt, await created(page('GET', `/v1/payments/${id}`)));
}

/** A page of the processor's, by its id there. */
export async function aPage(
  { page }: Pick<Scene, 'page'>,
  returnUrl: string,
  ...invoices: readonly Asked[]
): Promise<Started & { readonly pageId: string }> {
  const body = { invoices: invoices.map(theIds), checkout: { returnUrl } };
  const made = z.parse(Started, await created(page('POST', '/v1/payments', body)));
  return { ...made, pageId: made.checkout?.url.split('/').at(-1) ?? assert.fail('no page') };
}

/** What the client's page confirms by: the id that the secret bears. */
export function intentOf({ fields }: Started): string {
  return /^(pi_[A-Za-z0-9]+)_secret_/.exec(fields?.clientSecret ?? '')?.[1] ?? assert.fail('no secret');
}

/** Sends a message as Stripe does. @param offset of its time from the server's, in seconds */
export function send(
  { server }: Pick<PaidServer, 'server'>,
  body: string | Uint8Array<ArrayBuffer>,
  { secret = SECRET, offset = 0, signature }: { secret?: string; offset?: number; signature?: string } = {},
): Promise<Response> {
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
  const at = Math.floor(server.clock.now().getTime() / 1000) + offset;
  const headers = { 'stripe-signature': signature ?? signatureOf(text, secret, at) };
  return Promise.resolve(server.app.request(`${PUBLIC_URL}/v1/hooks/payments`, { method: 'POST', headers, body }));
}

export interface ProcessorRow {
  readonly id: string;
  readonly type: string;
  readonly amount: number;
  readonly invoice_id: string;
  readonly external_ref: string;
}

/** The rows of a firm's ledger that a processor brought, oldest first. @param invoiceIds of these alone */
export async function processorRows(
  { server }: Pick<PaidServer, 'server'>,
  firmId: string,
  invoiceIds?: readonly string[],
): Promise<ProcessorRow[]> {
  return server.deps.work.read(everyFirm, async (db) => {
    const { rows } = await sql<ProcessorRow>`
      select id, type, amount, invoice_id, external_ref from ledger
      where firm_id = ${firmId} and source = 'processor'
        and ${invoiceIds ? sql<boolean>`invoice_id in (${sql.join(invoiceIds)})` : sql<boolean>`true`}
      order by id`.execute(db);
    return rows;
  });
}
