/**
 * An entry as it stands in the tree. What is personal (an address, say) is not in it: that lies beside it under a random
 * salt, and the entry has the hash of both. When the details are erased the entry, and so the tree, stays as it was,
 * and nobody can find out by trying what they were.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { toBase64 } from './base64.js';
import { canonicalJson } from './canonical.js';
import { leafHash } from './tree.js';

export interface Entry {
  /** Counts from 1 within the firm, without gaps. */
  readonly seq: number;
  /** RFC 3339 in UTC, with milliseconds. */
  readonly at: string;
  readonly firm: string;
  readonly actor: { readonly type: string; readonly id: string | null };
  /** The contact as whom a member of staff looked or acted. */
  readonly onBehalfOf: string | null;
  readonly action: string;
  readonly object: string | null;
  readonly result: string;
  readonly code: string | null;
  readonly session: string | null;
  readonly requestId: string | null;
  /** Base64 of {@link detailsHash}; null where there never were details. */
  readonly detailsHash: string | null;
}

/** What is personal about an entry, and can be erased. */
export interface Details {
  /** 32 random bytes in base64, so that nobody can find the values by trying. */
  readonly salt: string;
  readonly values: Readonly<Record<string, string>>;
}

/** The entry's hash in the tree: its leaf is its canonical JSON. */
export function entryHash(entry: Entry): Uint8Array {
  return entryTextHash(canonicalJson(entry));
}

/** The same of an entry that has been written already. */
export function entryTextHash(text: string): Uint8Array {
  return leafHash(encoder.encode(text));
}

/** SHA-256 over the canonical JSON of salt and values, in base64. */
export function detailsHash({ salt, values }: Details): string {
  return detailsTextHash(canonicalJson({ salt, values }));
}

/** The same of details that have been written already. */
export function detailsTextHash(text: string): string {
  return toBase64(sha256(encoder.encode(text)));
}

/** The act that says of which entries the details were erased: `object` is the number of the last. */
export const ERASURE = 'audit.erase';

const encoder = new TextEncoder();
