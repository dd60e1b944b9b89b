/**
 * Receipts: that the firm has received a file, which one, when and for what, signed with the key that signs its audit log. A
 * receipt follows from what is stored: it is made when it is asked for, and is the same each time.
 */
import * as z from 'zod/mini';
import { endpoint } from './endpoint.js';
import { notFound, problem } from './problems.js';
import { DocumentId, Language } from './values.js';

export const pdfUnavailable = problem('pdf_unavailable', 404, 'This server makes no PDF documents.');

const params = z.object({ id: DocumentId });
/** The reader's language; that of the contact or the firm where it is not given, or has no words here. */
const query = z.object({ language: z.optional(Language) });

export const getReceipt = endpoint({
  id: 'receipts.get',
  method: 'GET',
  path: '/v1/documents/:id/receipt',
  summary: 'The signed receipt for a document that this contact has sent, as `portico-audit verify` reads it.',
  access: { audience: 'client', capability: 'documents.view' },
  params,
  errors: [notFound],
  raw: true,
});

export const getReceiptPdf = endpoint({
  id: 'receipts.getPdf',
  method: 'GET',
  path: '/v1/documents/:id/receipt.pdf',
  summary:
    'The receipt for a document that this contact has sent, to read and print; the signed one is attached to it.',
  access: { audience: 'client', capability: 'documents.view' },
  params,
  query,
  errors: [notFound, pdfUnavailable],
  raw: true,
});

export const getFirmReceipt = endpoint({
  id: 'firmReceipts.get',
  method: 'GET',
  path: '/v1/firm/documents/:id/receipt',
  summary: 'The signed receipt for a document, as its client has it.',
  access: { audience: 'staff', scope: 'documents.read' },
  params,
  errors: [notFound],
  raw: true,
});

export const getFirmReceiptPdf = endpoint({
  id: 'firmReceipts.getPdf',
  method: 'GET',
  path: '/v1/firm/documents/:id/receipt.pdf',
  summary: 'The receipt for a document, to read and print; the signed one is attached to it.',
  access: { audience: 'staff', scope: 'documents.read' },
  params,
  query,
  errors: [notFound, pdfUnavailable],
  raw: true,
});

export const ReceiptKeys = z.object({
  /** Verifier keys, `<name>+<id>+<key>`; the one that signs now is the first. */
  keys: z.array(z.string()),
});
export type ReceiptKeys = z.infer<typeof ReceiptKeys>;

export const listReceiptKeys = endpoint({
  id: 'receipts.keys',
  method: 'GET',
  path: '/v1/receipt-keys',
  summary:
    "The keys by which anybody verifies the firm's receipts, the newest first; the oldest is that of its audit log.",
  access: { audience: 'visitor' },
  response: ReceiptKeys,
});

export const rotateReceiptKey = endpoint({
  id: 'receiptKeys.rotate',
  method: 'POST',
  path: '/v1/firm/receipt-keys/rotate',
  summary:
    'Signs receipts by a new key from now on. Those before stay in the list, so that what they signed stays genuine.',
  access: { audience: 'staff', scope: 'keys.write' },
  response: ReceiptKeys,
  status: 201,
  idempotent: true,
});
