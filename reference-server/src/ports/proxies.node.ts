/**
 * Who really calls, behind proxies. `X-Forwarded-For` and `X-Forwarded-Proto` can be written by anybody; they are believed
 * from the proxies that the operator has listed, and of the addresses in the first only the last that is not one of them.
 */
import { BlockList, isIP } from 'node:net';

export interface Peer {
  readonly address: string;
  /** True where a trusted proxy was called by plain http. */
  readonly plain: boolean;
}

/** Finds the peer of a request. @param socketAddress of the other end of the connection */
export type FindPeer = (headers: Headers, socketAddress: string) => Peer;

/** @param trusted addresses, or networks as `10.0.0.0/8` @throws where one is neither */
export function createPeerFinder(trusted: readonly string[]): FindPeer {
  const list = new BlockList();
  for (const entry of trusted) {
    const [address = '', bits] = entry.split('/', 2);
    const family = familyOf(address);
    if (!family) throw new Error(`"${entry}" is no address or network of a proxy`);
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  const isTrusted = (address: string): boolean => {
    const family = familyOf(address);
    return family !== undefined && list.check(address, family);
  };
  return (headers, socketAddress) => {
    let address = plainAddress(socketAddress);
    if (!isTrusted(address)) return { address, plain: false };
    const scheme = headers.get('x-forwarded-proto')?.split(',').at(-1)?.trim().toLowerCase();
    const hops = (headers.get('x-forwarded-for') ?? '').split(',').map((hop) => plainAddress(hop.trim()));
    for (const hop of hops.toReversed()) {
      if (isIP(hop) === 0) break;
      address = hop;
      if (!isTrusted(hop)) break;
    }
    return { address, plain: scheme === 'http' };
  };
}

function familyOf(address: string): 'ipv4' | 'ipv6' | undefined {
  const version = isIP(address);
  return version === 4 ? 'ipv4' : version === 6 ? 'ipv6' : undefined;
}

/** Node shows an IPv4 peer of a socket for both families as `::ffff:192.0.2.1`. */
function plainAddress(address: string): string {
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
}
