/**
 * Verifies a receipt with nothing but the file, and the bytes that it is about where somebody has them. Which keys count is
 * the verifier's to say: a firm that has changed its key has more than one, and what the older one signed stays signed.
 */
import { type NoteKey, parseVerifierKey } from './note.js';
import { LONGEST_RECEIPT, readReceipt } from './read-receipt.js';
import { isSignedReceipt, type Receipt, receiptFile } from './receipt.js';

export interface VerifyReceiptOptions {
  /** The firm's verifier keys, old and new, from elsewhere than the file. Without any the file vouches for itself. */
  readonly keys?: readonly string[] | undefined;
  /** What the file has that the receipt is to be about. */
  readonly file?: { readonly size: number; readonly sha256: string } | undefined;
}

/** What is wrong with a receipt. The codes are stable: machines branch on them. */
export const receiptFaults = {
  /** No receipt at all. */
  not_a_receipt: 'The file is no receipt.',
  /** Written by a later version; this one cannot say whether it is genuine. */
  version_unknown: 'The receipt is of a version that is not known here.',
  fields_invalid: 'A field of the receipt is missing, of another kind, or one too many.',
  /** Each value may be as it was, but the file is not the one that was handed out. */
  not_canonical: 'The file is not written as the server writes it.',
  key_invalid: 'The key of the receipt is no verifier key.',
  key_unknown: 'The key of the receipt is none of those that were given.',
  key_of_another: "The key of the receipt is another firm's.",
  signature_invalid: 'The receipt is not the one that was signed.',
  file_size_differs: 'The file has another size than the one that was received.',
  file_hash_differs: 'The file has another SHA-256 than the one that was received.',
} as const;

export type ReceiptFault = keyof typeof receiptFaults;

export type ReceiptVerdict =
  | {
      readonly outcome: 'genuine';
      readonly receipt: Receipt;
      /** Verifier key that signed it. */
      readonly key: string;
    }
  | { readonly outcome: 'not genuine'; readonly code: ReceiptFault };

/** @param text of the file */
export async function verifyReceipt(text: string, options: VerifyReceiptOptions = {}): Promise<ReceiptVerdict> {
  const read = readReceipt(text.length > LONGEST_RECEIPT ? '' : text);
  if (read.kind !== 'receipt') return fault(BY_KIND[read.kind]);
  const { signed } = read;
  const { receipt } = signed;
  if (written(signed) !== text) return fault('not_canonical');
  const key = parseVerifierKey(signed.key);
  if (!key) return fault('key_invalid');
  if (options.keys !== undefined && !options.keys.includes(signed.key)) return fault('key_unknown');
  if (!isOf(key, receipt)) return fault('key_of_another');
  if (!(await isSignedReceipt(signed, key))) return fault('signature_invalid');
  const { file } = options;
  if (file && file.size !== receipt.document.size) return fault('file_size_differs');
  if (file && file.sha256 !== receipt.document.sha256) return fault('file_hash_differs');
  return { outcome: 'genuine', receipt, key: signed.key };
}

const BY_KIND = { other: 'not_a_receipt', version: 'version_unknown', fields: 'fields_invalid' } as const;

/** A key signs for the firm whose log it is named after, and for no other. */
function isOf({ name }: NoteKey, { firm }: Receipt): boolean {
  return name.endsWith(`/audit/${firm.id}`);
}

function written(signed: Parameters<typeof receiptFile>[0]): string | undefined {
  try {
    return receiptFile(signed);
  } catch {
    // Half of a surrogate pair, which canonical JSON has no form for.
    return undefined;
  }
}

function fault(code: ReceiptFault): ReceiptVerdict {
  return { outcome: 'not genuine', code };
}
