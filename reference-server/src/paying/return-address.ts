/** Where the processor's page leads back to: a page of the firm's or of the portal itself, or anybody could send clients anywhere. */
import { returnUrlRefused } from '@portico/contract';
import type { Deps } from '../deps.js';
import { isOriginAllowed } from '../firms/store.js';
import { Refusal } from '../http/refusal.js';

/** @returns the address as it will be used @throws Refusal where it is not on an origin that the firm allows */
export async function fitReturn(
  { work, config }: Pick<Deps, 'work' | 'config'>,
  firmId: string,
  given: string,
): Promise<string> {
  const url = URL.canParse(given) ? new URL(given) : undefined;
  // `blob:` and others name an origin too, and are no pages of it; a user name makes another host of what people read.
  const isPage = url && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
  if (!isPage) throw new Refusal(returnUrlRefused);
  const { origin, href } = url;
  const isOurs = origin === new URL(config.publicUrl).origin;
  if (!isOurs && !(await work.read(firmId, (db) => isOriginAllowed(db, firmId, origin)))) {
    throw new Refusal(returnUrlRefused);
  }
  return href;
}

/** With the payment's id, so that the page knows what to ask for; it says nothing of whether anything was paid. */
export function addressBack(returnUrl: string, attemptId: string): string {
  const url = new URL(returnUrl);
  url.searchParams.set('portal-payment', attemptId);
  return url.href;
}
