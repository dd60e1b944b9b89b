/** What a client keeps to pay by, and what they have agreed to be charged by itself. */
import { settingsOf } from '@portico/contract';
import type { PagePortal } from './page-portal.js';

/** What the firm offers. */
interface Offer {
  readonly autopay?: boolean;
  /** Days between a mail and its charge. */
  readonly noticeDays?: number;
  /** Whether it takes payments at all. */
  readonly processor?: boolean;
}

/** Has the firm offer automatic payments, or not any more. */
export async function offerAutopay(
  portal: PagePortal,
  { autopay = true, noticeDays = 3, processor = true }: Offer = {},
): Promise<void> {
  const { payments } = settingsOf('legistai', { languages: ['en'], support: { name: '', email: '', phone: '' } });
  await portal.changeSettings({ payments: { ...payments, processor, autopay, autopayNoticeDays: noticeDays } });
}

/** A card, one that has run out, and a bank account. @returns the id of the card that works */
export async function keepThree(portal: PagePortal): Promise<string> {
  const card = await portal.keepMethod('card_ok');
  await portal.expireMethod(await portal.keepMethod('card_authenticate'), 2024, 3);
  await portal.keepMethod('bank_slow');
  return card;
}

/** Has the contact agree to be charged by itself. */
export async function agree({ client }: PagePortal, methodId: string): Promise<void> {
  const { terms } = await client.autopay.get();
  await client.autopay.agree('earned', methodId, terms.hash);
}
