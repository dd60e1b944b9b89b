/**
 * Under which of our addresses a call arrived, and which firm alone is served there. The `Host` of a request is what its
 * sender says, so it is only ever compared: with the public address, with the names that the configuration adds, and with
 * the domains that firms have proved to be theirs. Whatever else it says, the call is refused (421, RFC 9110 section
 * 15.5.20), and nothing that leaves us (links, `Location`, mails) can be made from it.
 */
import { misdirected } from '@portico/contract';
import { everyFirm } from '../database/confine.js';
import type { Config, Deps } from '../deps.js';
import { firmOfHost } from '../domains/store.js';
import { Refusal } from './refusal.js';

export interface Place {
  /** Address of the API there, without a trailing slash. */
  readonly baseUrl: string;
  /** The firm whose own domain it is; null where every firm is served. */
  readonly firmId: string | null;
}

/** @throws Refusal where nobody is served under that host */
export async function placeOf({ config, work }: Pick<Deps, 'config' | 'work'>, request: Request): Promise<Place> {
  const { host, pathname } = new URL(request.url);
  const place = configured(config, host);
  if (place) return place;
  const name = host.replace(/:(?:443|80)$/, '');
  const firmId = name.includes(':') ? undefined : await work.read(everyFirm, (db) => firmOfHost(db, name));
  if (firmId !== undefined) return { baseUrl: `https://${name}`, firmId };
  // Whoever watches over the servers asks each by its own address.
  if (pathname === '/v1/health') return { baseUrl: config.publicUrl, firmId: null };
  throw new Refusal(misdirected);
}

function configured({ publicUrl, otherHosts = [] }: Config, host: string): Place | undefined {
  const { host: publicHost, protocol } = new URL(publicUrl);
  if (host === publicHost || host === `${publicHost}:443`) return { baseUrl: publicUrl, firmId: null };
  return otherHosts.includes(host) ? { baseUrl: `${protocol}//${host}`, firmId: null } : undefined;
}
