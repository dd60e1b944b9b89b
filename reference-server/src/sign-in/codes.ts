/** Six-digit codes, and the keyed hashes under which codes, addresses and peers are stored. */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Config } from '../deps.js';

/** Six random digits, each code equally likely. */
export function newCode(): string {
  const limit = 4_294_000_000; // The largest multiple of a million that 32 bits hold.
  const draw = new Uint32Array(1);
  let number = limit;
  while (number >= limit) number = crypto.getRandomValues(draw)[0] ?? limit;
  return String(number % 1_000_000).padStart(6, '0');
}

/** What a stolen database does not give away without the master key. */
export function keyedHash(config: Config, purpose: 'code' | 'address' | 'peer', text: string): string {
  return bytesToHex(hmac(sha256, config.masterKey, new TextEncoder().encode(`sign-in ${purpose} ${text}`)));
}

/** Compares two hashes in a time that does not depend on where they differ. */
export function sameHash(one: string, other: string): boolean {
  let difference = one.length ^ other.length;
  for (let at = 0; at < one.length; at += 1) difference |= one.charCodeAt(at) ^ other.charCodeAt(at);
  return difference === 0;
}

/**
 * The network that limits count by: an IPv4 address, or the first 64 bits of an IPv6 address, since one
 * subscriber owns all the addresses below them.
 */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!address.includes(':')) return address;
  const [head = '', tail] = (address.split('%')[0] ?? '').toLowerCase().split('::');
  const groups = (part: string | undefined) => (part ? part.split(':') : []);
  const missing = tail === undefined ? 0 : Math.max(0, 8 - groups(head).length - groups(tail).length);
  const all = [...groups(head), ...Array<string>(missing).fill('0'), ...groups(tail)];
  return all
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}
