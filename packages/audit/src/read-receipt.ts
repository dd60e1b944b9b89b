/** What a receipt's file says, as far as its form goes: every field that there is, of its kind, and none besides. */
import { RECEIPT_FORMAT, type SignedReceipt } from './receipt.js';

/** Texts beyond any that is written; larger files are no receipts. */
export const LONGEST_RECEIPT = 64 * 1024;

/** What a file is. `fields`: a receipt that is not filled in as one. `version`: one of a version that is not known here. `other`: none. */
export type ReceiptRead =
  { readonly kind: 'receipt'; readonly signed: SignedReceipt } | { readonly kind: 'fields' | 'version' | 'other' };

export function readReceipt(text: string): ReceiptRead {
  const value = parsed(text);
  const format = isRecord(value) ? value['format'] : undefined;
  if (typeof format !== 'string' || !format.startsWith(FAMILY)) return { kind: 'other' };
  if (format !== RECEIPT_FORMAT) return { kind: 'version' };
  return isSigned(value) ? { kind: 'receipt', signed: value } : { kind: 'fields' };
}

const FAMILY = 'portico-receipt/';

type Shape = 'text' | 'text or null' | 'count' | 'texts' | 'place or null' | { readonly [name: string]: Shape };

const place = { leaf: 'text', seq: 'count' } as const;
const named = { id: 'text', name: 'text' } as const;
const titled = { id: 'text', title: 'texts' } as const;

const SIGNED = {
  format: 'text',
  key: 'text',
  receipt: {
    audit: 'place or null',
    checklist: titled,
    document: { ...named, sha256: 'text', size: 'count', type: 'text' },
    firm: named,
    matter: { id: 'text', reference: 'text or null', title: 'text' },
    receivedAt: 'text',
    request: titled,
    sender: named,
  },
  signature: 'text',
} as const;

function isSigned(value: unknown): value is SignedReceipt {
  return fits(value, SIGNED);
}

function fits(value: unknown, shape: Shape): boolean {
  if (shape === 'text') return typeof value === 'string';
  if (shape === 'text or null') return value === null || typeof value === 'string';
  if (shape === 'count') return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
  if (shape === 'place or null') return value === null || fits(value, place);
  if (!isRecord(value)) return false;
  const names = Object.keys(value);
  if (shape === 'texts') return names.length > 0 && names.every((name) => typeof value[name] === 'string');
  const wanted = Object.entries(shape);
  return names.length === wanted.length && wanted.every(([name, inner]) => fits(value[name], inner));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
