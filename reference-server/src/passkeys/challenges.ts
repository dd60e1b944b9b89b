/**
 * Challenges of passkeys. Each is for one firm, one purpose, one page and, where somebody is signed in, one person; lives
 * five minutes and is good for one answer. It carries what it was made for under a MAC, so that asking for one writes
 * nothing: every page that offers passkeys asks as soon as it is opened. Only those that were answered are kept.
 */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { Config, Deps } from '../deps.js';
import { hashText, toBase64Url } from '../session/tokens.js';
import { sameHash } from '../sign-in/codes.js';

interface SpentChallengeTable {
  firm_id: string;
  /** SHA-256 of the challenge. */
  hash: string;
  expires_at: Date;
}

declare module '../database/tables.js' {
  interface Tables {
    spent_challenges: SpentChallengeTable;
  }
}

const LIFETIME_MS = 5 * 60_000;
const NONCE_BYTES = 16;
const EXPIRY_BYTES = 8;

/** What a challenge is made for. */
export interface Purpose {
  readonly firmId: string;
  /** Who may answer: staff and clients have nothing in common. */
  readonly use: 'staff register' | 'staff prove' | 'register' | 'step up' | 'sign in';
  readonly origin: string;
  /** Whose it is: contact, or session of a member; empty where nobody is signed in. */
  readonly holder: string;
}

/** A new challenge: nonce, end of life, MAC. */
export function newChallenge(config: Config, purpose: Purpose, now: Date): Uint8Array<ArrayBuffer> {
  const head = new Uint8Array(NONCE_BYTES + EXPIRY_BYTES);
  crypto.getRandomValues(head.subarray(0, NONCE_BYTES));
  new DataView(head.buffer).setBigUint64(NONCE_BYTES, BigInt(now.getTime() + LIFETIME_MS));
  const mac = macOf(config, purpose, head);
  const challenge = new Uint8Array(head.byteLength + mac.byteLength);
  challenge.set(head);
  challenge.set(mac, head.byteLength);
  return challenge;
}

/**
 * Uses a challenge up.
 * @param challenge in base64url, as the browser says it was asked
 * @returns `foreign` where it was not made for this, `spent` where it is over or has been answered before
 */
export async function spendChallenge(
  { config, work }: Pick<Deps, 'config' | 'work'>,
  purpose: Purpose,
  challenge: string,
): Promise<'good' | 'spent' | 'foreign'> {
  const head = headOf(config, purpose, challenge);
  if (!head) return 'foreign';
  const expiresAt = new Date(Number(new DataView(head.buffer).getBigUint64(NONCE_BYTES)));
  return work.upkeep(purpose.firmId, async (tx, now) => {
    if (expiresAt <= now) return 'spent';
    const kept = await tx
      .insertInto('spent_challenges')
      .values({ firm_id: purpose.firmId, hash: hashText(challenge), expires_at: expiresAt })
      .onConflict((on) => on.columns(['firm_id', 'hash']).doNothing())
      .executeTakeFirst();
    return (kept.numInsertedOrUpdatedRows ?? 0n) > 0n ? 'good' : 'spent';
  });
}

/** Nonce and end of life of a challenge that we made for this. */
function headOf(config: Config, purpose: Purpose, challenge: string): Uint8Array<ArrayBuffer> | undefined {
  const bytes = /^[\w-]{75}$/.test(challenge)
    ? Uint8Array.from(atob(challenge.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0))
    : new Uint8Array();
  const head = bytes.slice(0, NONCE_BYTES + EXPIRY_BYTES);
  // Compared as a whole and made anew, so that a second spelling of the same bytes is not a second challenge.
  const wanted = new Uint8Array([...head, ...macOf(config, purpose, head)]);
  return head.byteLength === NONCE_BYTES + EXPIRY_BYTES && sameHash(toBase64Url(wanted), challenge) ? head : undefined;
}

function macOf({ masterKey }: Config, { firmId, use, origin, holder }: Purpose, head: Uint8Array): Uint8Array {
  const label = JSON.stringify(['passkey challenge', firmId, use, origin, holder]);
  return hmac(sha256, masterKey, new Uint8Array([...head, ...new TextEncoder().encode(label)]));
}
