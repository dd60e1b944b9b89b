/**
 * Links of mails. The token is in the fragment, which no server, log or Referer sees, and acts only when the page that
 * it opens sends it back by POST: mail scanners may follow it as they like.
 */
import type { Reader } from '../database/tables.js';
import type { Config } from '../deps.js';
import { isOriginAllowed } from '../firms/store.js';

export interface LinkOrder {
  readonly firmId: string;
  /** Where the visitor is, or is to be; ignored unless its origin is the firm's or our own. */
  readonly returnTo: string | undefined;
  /** Not a secret: the hosted page needs it to know the firm. Null where nobody was on a page. */
  readonly publishableKey: string | null;
  /** What the token is for, as the page that opens knows it. */
  readonly fragment: 'portal-link' | 'portal-password' | 'portal-invitation' | 'portal-email';
  readonly token: string;
}

export async function linkTo(config: Config, db: Reader, order: LinkOrder): Promise<string> {
  const { firmId, publishableKey, fragment, token } = order;
  const page =
    (await allowedPage(config, db, order)) ??
    (publishableKey === null ? await firstPage(config, db, firmId) : hostedPage(config, publishableKey));
  page.hash = `${fragment}=${token}`;
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

/** The firm's own first page, where the firm's side began and no visitor says where they are. */
export async function firstPage({ publicUrl }: Pick<Config, 'publicUrl'>, db: Reader, firmId: string): Promise<URL> {
  const first = await db
    .selectFrom('firm_origins')
    .select('origin')
    .where('firm_id', '=', firmId)
    .orderBy('created_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return new URL(first?.origin ?? `${publicUrl}/sign-in`);
}

function hostedPage({ publicUrl }: Config, publishableKey: string): URL {
  const page = new URL(`${publicUrl}/sign-in`);
  page.searchParams.set('key', publishableKey);
  return page;
}
