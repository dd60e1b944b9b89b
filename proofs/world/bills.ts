/** What an owner owes: an invoice that nothing was paid on, a draft, one paid in part and disputed, payments, payment plans, and where terms come from. */
import { asBackend, type Call, created, ok, type TestServer } from '@portico/testing';
import { insertRow } from './rows.js';
import type { Firm, Things } from './world.js';

type Page = (method: string, path: string, body?: unknown) => Promise<Response>;

/** @param page calls as the client @param name of the owner @param matterId theirs */
export async function someBills(
  server: TestServer,
  firm: Firm,
  { page, name, matterId }: { page: Page; name: string; matterId: string },
): Promise<Things> {
  const call = asBackend(server, firm);
  const canary = `canary-matter-${name}`;
  const body = { currency: 'USD', note: canary, lines: [{ description: canary, unitPrice: 10_000 }] };
  const draft = () => created(call('POST', `/v1/firm/matters/${matterId}/invoices`, body));
  const issued = async () => {
    const { id } = await draft();
    return created(call('POST', `/v1/firm/invoices/${id}/issue`, undefined, { 'if-match': '"1"' }));
  };
  const invoice = await issued();
  const paid = await issued();
  const payment = await created(
    call('POST', `/v1/firm/invoices/${paid.id}/payments`, { amount: 100, method: 'check', reference: canary }),
  );
  const dispute = await created(
    page('POST', `/v1/invoices/${paid.id}/disputes`, { reason: 'unclear', text: `canary-contact-${name}` }),
  );
  const prefix = name.toUpperCase();
  const series = await created(call('POST', '/v1/firm/invoice-series', { of: 'invoices', prefix }));
  const template = await created(
    call('POST', '/v1/firm/invoice-templates', {
      name: firm.canary,
      invoice: { ...body, note: firm.canary, lines: [{ description: firm.canary, unitPrice: 1 }] },
    }),
  );
  const bills = {
    dsp: dispute.id,
    inv: invoice.id,
    draft: (await draft()).id,
    led: payment.id,
    ser: series.id,
    itp: template.id,
  };
  const payments = await somePayments(call, page, issued);
  const tsk = await aTask(server, firm, matterId, payments);
  return { ...bills, ...payments, ...(await somePlans(server, call, page, issued)), tsk };
}

/** A task of the staff, of a kind that everybody may read about who has tasks at all. */
async function aTask(server: TestServer, firm: Firm, matterId: string, { hld = '' }: Things): Promise<string> {
  const id = hld.replace('hld_', 'tsk_');
  await insertRow(server, 'staff_tasks', (now) => ({
    ...{ firm_id: firm.id, id, kind: 'document_quarantined', about: id.replace('tsk_', 'doc_'), cycle: '' },
    ...{ matter_id: matterId, opened_at: now },
  }));
  return id;
}

/** A payment plan that is offered, with its invoice and what stands for its terms, and one that was agreed to. */
async function somePlans(
  server: TestServer,
  call: Call,
  page: Page,
  issued: () => Promise<{ readonly id: string }>,
): Promise<Things> {
  const firstOn = new Date(server.clock.now().getTime() + 30 * 86_400_000).toISOString().slice(0, 10);
  const terms = { instalments: 4, every: 'month', firstOn };
  const offer = async (id: string) => created(call('POST', `/v1/firm/invoices/${id}/plan`, terms));
  const planned = (await issued()).id;
  const { id, termsHash } = await offer(planned);
  const agreed = await offer((await issued()).id);
  await created(page('POST', `/v1/payment-plans/${agreed.id}/accept`, { termsHash: agreed.termsHash }));
  return { pln: id, planned, termsHash, agreed: agreed.id, firstOn };
}

/** A payment that waits for its card, one that a card has made, a part of it given back, one that somebody must look at; a card that is kept. */
async function somePayments(call: Call, page: Page, issued: () => Promise<{ readonly id: string }>): Promise<Things> {
  const start = async (id: string) => created(page('POST', '/v1/payments', { invoices: [{ id }] }));
  const pay = (attempt: string) => created(page('POST', `/v1/payments/${attempt}/demo`, { card: 'card_ok' }));
  const open = await start((await issued()).id);
  const { id } = await issued();
  await pay((await start(id)).id);
  const charge = (await created(call('GET', `/v1/firm/invoices/${id}`))).history.at(-1).id;
  const refund = await created(call('POST', `/v1/firm/payments/${charge}/processor-refunds`, { amount: 100 }));
  const twice = await issued();
  const attempt = await start(twice.id);
  await created(call('POST', `/v1/firm/invoices/${twice.id}/payments`, { amount: 100, method: 'check' }));
  await pay(attempt.id);
  const { data } = await created(call('GET', '/v1/firm/held-payments?state=open'));
  const { fields } = await created(page('POST', '/v1/payment-methods/set-ups', { kind: 'earned' }));
  const setUp = fields.clientSecret;
  await ok(page('POST', '/v1/payment-methods/demo', { clientSecret: setUp, card: 'card_ok' }));
  const kept = (await created(page('GET', '/v1/payment-methods'))).data;
  return { pat: open.id, charge, rfd: refund.id, hld: data[0].id, pmt: kept[0].id, setUp };
}
