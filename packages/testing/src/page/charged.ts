/** A payment plan whose parts can be charged by themselves to a card that the client keeps, or are. */
import { settingsOf } from '@portico/contract';
import { offeredBill } from './bills.js';
import type { PagePortal } from './page-portal.js';

/** Offered, by a firm that charges by itself, to a client who keeps a card. @returns ids of the invoice and the card */
export async function chargeableBill(
  portal: PagePortal,
): Promise<{ readonly invoiceId: string; readonly cardId: string }> {
  const { payments } = settingsOf('legistai', { languages: ['en'], support: { name: '', email: '', phone: '' } });
  await portal.changeSettings({ payments: { ...payments, processor: true, plans: true, autopay: true } });
  const invoiceId = await offeredBill(portal);
  const { paymentMethods } = portal.client;
  const { clientSecret } = await paymentMethods.setUp('earned');
  await paymentMethods.demo(clientSecret, 'card_ok');
  return { invoiceId, cardId: (await paymentMethods.list()).at(-1)?.id ?? '' };
}

/** Agreed to, and charged to the card. */
export async function chargedBill(portal: PagePortal): Promise<void> {
  const { invoiceId, cardId: methodId } = await chargeableBill(portal);
  const { paymentPlans } = portal.client;
  const { id, termsHash } = await paymentPlans.of(invoiceId);
  const { terms } = await paymentPlans.automatic(id);
  await paymentPlans.accept(id, { termsHash: termsHash ?? '', automatic: { methodId, termsHash: terms.hash } });
}
