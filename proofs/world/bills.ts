/** What an owner owes: an invoice that nothing was paid on, a draft, a third that is paid in part and disputed, and where numbers and terms come from. */
import { asBackend, asPage, created, type TestServer } from '@portico/testing';
import type { Firm, Things } from './world.js';

/** @param name of the owner @param matterId theirs @param cookie of their session */
export async function someBills(
  server: TestServer,
  firm: Firm,
  name: string,
  matterId: string,
  cookie: string,
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
    asPage(server, firm, cookie)(
      'POST',
      `/v1/invoices/${paid.id}/disputes`,
      { reason: 'unclear', text: `canary-contact-${name}` },
      { origin: firm.origin },
    ),
  );
  const prefix = name.toUpperCase();
  const series = await created(call('POST', '/v1/firm/invoice-series', { of: 'invoices', prefix }));
  const template = await created(
    call('POST', '/v1/firm/invoice-templates', {
      name: firm.canary,
      invoice: { ...body, note: firm.canary, lines: [{ description: firm.canary, unitPrice: 1 }] },
    }),
  );
  return {
    dsp: dispute.id,
    inv: invoice.id,
    draft: (await draft()).id,
    led: payment.id,
    ser: series.id,
    itp: template.id,
  };
}
