/** A firm with a client who owes something, for the tests of everything that has to do with money. */
import assert from 'node:assert/strict';
import { FirmInvoice, type InvoiceBody, Payment, ProblemBody, type Settings } from '@portico/contract';
import { aContact, aFirm, asBackend, asPage, type Call, created, signIn, type TestServer } from '@portico/testing';
import * as z from 'zod/mini';

export type Scene = Awaited<ReturnType<typeof aScene>>;

/** A matter shared with a contact who is signed in. */
export async function aScene(server: TestServer, settings: Partial<Settings> = {}) {
  const firm = await aFirm(server, settings);
  const { client, contact, matter } = await aContact(server, firm);
  const page = asPage(server, firm, await signIn(server, firm, contact.email));
  return { server, firm, client, contact, matter, call: asBackend(server, firm), page };
}

/** What a caller sends: one line of a price, unless said otherwise. */
export function aBody(unitPrice: number, more: Partial<z.input<typeof InvoiceBody>> = {}): z.input<typeof InvoiceBody> {
  return { currency: 'USD', lines: [{ description: 'Consultation', unitPrice }], ...more };
}

export async function aDraft(
  { call, matter }: Pick<Scene, 'call' | 'matter'>,
  body: z.input<typeof InvoiceBody>,
): Promise<FirmInvoice> {
  return z.parse(FirmInvoice, await created(call('POST', `/v1/firm/matters/${matter.id}/invoices`, body)));
}

export async function anIssued(
  scene: Pick<Scene, 'call' | 'matter'>,
  body: z.input<typeof InvoiceBody>,
): Promise<FirmInvoice> {
  return issued(scene.call, await aDraft(scene, body));
}

export async function issued(call: Call, { id, version }: FirmInvoice): Promise<FirmInvoice> {
  return z.parse(
    FirmInvoice,
    await created(call('POST', `/v1/firm/invoices/${id}/issue`, undefined, { 'if-match': `"${version}"` })),
  );
}

export async function paid(call: Call, invoiceId: string, amount: number, more: object = {}): Promise<Payment> {
  const body = { amount, method: 'check', ...more };
  return z.parse(Payment, await created(call('POST', `/v1/firm/invoices/${invoiceId}/payments`, body)));
}

/** That a call was refused with a code, and where one is given, a reason. */
export async function refused(
  promise: Promise<Response>,
  status: number,
  code: string,
  reason?: string,
): Promise<void> {
  const response = await promise;
  const text = await response.text();
  assert.equal(response.status, status, text);
  const problem = z.parse(ProblemBody, JSON.parse(text));
  assert.equal(problem.code, code);
  if (reason !== undefined) assert.equal(problem.reason, reason);
}
