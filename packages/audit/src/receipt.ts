/**
 * A receipt for a file that the firm has received: what it was, when, and for what, signed with the key that signs the
 * firm's audit log. It is one line of canonical JSON, so that the same facts make the same bytes whenever and wherever they
 * are signed, and whoever keeps it needs neither the firm nor its server to prove it.
 */
import { canonicalJson } from './canonical.js';
import { type NoteKey, type NoteSigner, openNote, signNote, verifierKey } from './note.js';

/** Names the form of the file, with its version. */
export const RECEIPT_FORMAT = 'portico-receipt/1';

/** A text in one or more languages, by language tag. */
export type Texts = Readonly<Record<string, string>>;

/** What is signed. The order is that of canonical JSON. */
export interface Receipt {
  /** Where the arrival stands in the firm's audit log: its number, and its hash in base64, which an export has as well. */
  readonly audit: { readonly leaf: string; readonly seq: number } | null;
  readonly checklist: { readonly id: string; readonly title: Texts };
  readonly document: {
    readonly id: string;
    readonly name: string;
    /** Of the bytes as they were sent, in lower-case hex. */
    readonly sha256: string;
    /** Bytes. */
    readonly size: number;
    readonly type: string;
  };
  readonly firm: { readonly id: string; readonly name: string };
  readonly matter: { readonly id: string; readonly reference: string | null; readonly title: string };
  /** By the server's clock, RFC 3339 in UTC. */
  readonly receivedAt: string;
  readonly request: { readonly id: string; readonly title: Texts };
  /** In whose name it came. */
  readonly sender: { readonly id: string; readonly name: string };
}

/** The file as a person keeps it. */
export interface SignedReceipt {
  readonly format: typeof RECEIPT_FORMAT;
  /** Verifier key of the firm at the time. */
  readonly key: string;
  readonly receipt: Receipt;
  /** Signature line of a signed note (c2sp.org/signed-note) over {@link receiptText}. */
  readonly signature: string;
}

/** Signs a receipt. @returns the file's text; the same for the same facts and key, as Ed25519 has it */
export async function signReceipt(receipt: Receipt, signer: NoteSigner): Promise<string> {
  const text = receiptText(receipt);
  const note = await signNote(text, signer);
  return receiptFile({
    format: RECEIPT_FORMAT,
    key: verifierKey(signer),
    receipt,
    signature: note.slice(text.length + 1, -1),
  });
}

/** The one way to write the file. */
export function receiptFile(signed: SignedReceipt): string {
  return `${canonicalJson(signed)}\n`;
}

/** Whether the key has signed it. */
export async function isSignedReceipt({ receipt, signature }: SignedReceipt, key: NoteKey): Promise<boolean> {
  const text = receiptText(receipt);
  return (await openNote(`${text}\n${signature}\n`, key)) === text;
}

/** What the signature is over. Its first line is no origin of a log, so that no receipt is ever a checkpoint. */
function receiptText(receipt: Receipt): string {
  return `${RECEIPT_FORMAT}\n${canonicalJson(receipt)}\n`;
}
