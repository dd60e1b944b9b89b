/**
 * Proof of where a message comes from, as Stripe signs it: `t=<seconds>,v1=<HMAC-SHA-256 of "t.body", hex>`. The built-in
 * demo signs the same way, so that there is one way in. The time is checked in both directions: a message from the future
 * would be good for as long as its sender likes.
 */
import { UnprovenEventError } from './payments.js';

/** Seconds that a message may be older, or newer, than now. */
const TOLERANCE_S = 300;

/** @throws UnprovenEventError unless it is UTF-8 to the last byte; a decoder that repairs would make two bodies one */
export function textOf(body: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    throw new UnprovenEventError('body_unreadable');
  }
}

/** Passes a header that is whole and whose one time lies within the tolerance. @throws UnprovenEventError */
export function timely(header: string | undefined, at: Date): string {
  if (header === undefined || header === '') throw new UnprovenEventError('signature_missing');
  const parts = header.split(',');
  const times = parts.filter((part) => part.startsWith('t='));
  const proofs = parts.filter((part) => part.startsWith('v1'));
  const [time = ''] = times;
  // Two times would leave it to each reader which one is signed; on half a proof Stripe's SDK fails instead of refusing.
  const isWhole =
    times.length === 1 &&
    /^t=\d{1,12}$/.test(time) &&
    proofs.length > 0 &&
    proofs.every((proof) => /^v1=[0-9a-f]{64}$/.test(proof));
  if (!isWhole) throw new UnprovenEventError('signature_wrong');
  const age = Math.floor(at.getTime() / 1000) - Number(time.slice(2));
  if (Math.abs(age) > TOLERANCE_S) throw new UnprovenEventError('signature_stale');
  return header;
}

/** The header for a body that is sent at `at`. */
export async function sign(secret: string, body: string, at: Date): Promise<string> {
  const time = Math.floor(at.getTime() / 1000);
  const mac = await crypto.subtle.sign('HMAC', await keyOf(secret, 'sign'), bytesOf(`${time}.${body}`));
  return `t=${time},v1=${[...new Uint8Array(mac)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

/** Whether one of the header's signatures is the secret's. Takes the same time however much of it is right. */
export async function isSigned(secret: string, body: string, header: string): Promise<boolean> {
  const parts = header.split(',');
  const time = parts.find((part) => part.startsWith('t='))?.slice(2) ?? '';
  const key = await keyOf(secret, 'verify');
  for (const part of parts.filter((one) => /^v1=[0-9a-f]{64}$/.test(one))) {
    const mac = Uint8Array.from(part.slice(3).match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
    if (await crypto.subtle.verify('HMAC', key, mac, bytesOf(`${time}.${body}`))) return true;
  }
  return false;
}

async function keyOf(secret: string, use: 'sign' | 'verify'): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', bytesOf(secret), { name: 'HMAC', hash: 'SHA-256' }, false, [use]);
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
