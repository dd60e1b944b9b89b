import { Resolver } from 'node:dns/promises';
import type { Dns } from './dns.js';

/** Answers that say that there is nothing, and not that nobody answered. */
const NOTHING = new Set(['ENODATA', 'ENOTFOUND']);

/** @param servers addresses to ask, with a port where it is not 53; those of the system by default */
export function createNodeDns({ servers }: { readonly servers?: readonly string[] } = {}): Dns {
  const resolver = new Resolver({ timeout: 3000, tries: 2 });
  if (servers) resolver.setServers(servers);
  return {
    async txt(name) {
      try {
        // A record comes in pieces of 255 bytes: RFC 7208, section 3.3, joins them without a space.
        return (await resolver.resolveTxt(name)).map((pieces) => pieces.join(''));
      } catch (error) {
        if (error instanceof Error && 'code' in error && NOTHING.has(String(error.code))) return [];
        throw error;
      }
    },
  };
}
