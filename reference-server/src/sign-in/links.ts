/**
 * The link of a sign-in mail. Its token is in the fragment, which no server, log or Referer sees, and it acts
 * only when the page that it opens sends it back by POST: mail scanners may follow it as they like.
 */
import type { Reader } from '../database/tables.js';
import type { Config } from '../deps.js';
import { isOriginAllowed } from '../firms/store.js';

export interface LinkOrder {
  readonly firmId: string;
  /** Where the visitor is; ignored unless its origin is the firm's or our own. */
  readonly returnTo: string | undefined;
  /** Not a secret: the hosted page needs it to know the firm. */
  readonly publishableKey: string;
  readonly token: string;
}

export async function signInLink(config: Config, db: Reader, order: LinkOrder): Promise<string> {
  const page = (await allowedPage(config, db, order)) ?? hostedPage(config, order.publishableKey);
  page.hash = `portal-link=${order.token}`;
  return page.href;
}

async function allowedPage(config: Config, db: Reader, { firmId, returnTo }: LinkOrder): Promise<URL | undefined> {
  if (returnTo === undefined || !URL.canParse(returnTo)) return undefined;
  const page = new URL(returnTo);
  if (page.protocol !== 'https:' && page.protocol !== 'http:') return undefined;
  // Looked up in any case, so that the work does not depend on the page.
  const allowed = await isOriginAllowed(db, firmId, page.origin);
  if (!allowed && page.origin !== new URL(config.publicUrl).origin) return undefined;
  page.username = '';
  page.password = '';
  return page;
}

function hostedPage({ publicUrl }: Config, publishableKey: string): URL {
  const page = new URL(`${publicUrl}/sign-in`);
  page.searchParams.set('key', publishableKey);
  return page;
}
