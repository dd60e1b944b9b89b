import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { LONGEST_RECEIPT, readReceipt } from './read-receipt.js';
import type { Receipt } from './receipt.js';
import { type Ended, keyLine, plain } from './terminal.js';
import { receiptFaults, verifyReceipt } from './verify-receipt.js';

export interface ReceiptOrder {
  readonly path: string;
  readonly keys: readonly string[] | undefined;
  /** The document that the receipt is to be about. */
  readonly file: string | undefined;
}

/** Whether a file calls itself a receipt, genuine or not. */
export async function isReceiptFile(path: string): Promise<boolean> {
  const { size } = await stat(path);
  return size <= LONGEST_RECEIPT && readReceipt(await readFile(path, 'utf8')).kind !== 'other';
}

/** Verifies a receipt and says what was found: in words, and with the code of what is wrong. */
export async function checkReceipt({ path, keys, file }: ReceiptOrder): Promise<Ended> {
  const measured = file === undefined ? undefined : await measure(createReadStream(file));
  const verdict = await verifyReceipt(await readFile(path, 'utf8'), { keys, file: measured });
  if (verdict.outcome === 'genuine') {
    console.log(report(verdict.receipt, verdict.key, { pinned: keys !== undefined, compared: measured !== undefined }));
    return 0;
  }
  const { code } = verdict;
  const unknown = code === 'version_unknown' || code === 'not_a_receipt';
  console.log(`${unknown ? 'NOT A RECEIPT' : 'TAMPERED WITH'}. ${code}: ${receiptFaults[code]}`);
  return unknown ? 2 : 1;
}

function report(receipt: Receipt, key: string, { pinned, compared }: { pinned: boolean; compared: boolean }): string {
  const { audit, document, firm, receivedAt, request, sender } = receipt;
  return plain(
    [
      `GENUINE. ${firm.name} (${firm.id}) received ${document.name} at ${receivedAt}.`,
      `${document.id}: ${document.size} bytes of ${document.type}, SHA-256 ${document.sha256}`,
      `From ${sender.name} (${sender.id}) for ${Object.values(request.title)[0] ?? ''} (${request.id}).`,
      audit ? `Entry ${audit.seq} of the firm's audit log, hash ${audit.leaf}.` : 'No entry of the audit log.',
      compared
        ? 'The file that you gave is the one that was received.'
        : 'Whether a file is the one that was received is checked with --file.',
      `Key: ${key}`,
      keyLine(pinned),
    ].join('\n'),
  );
}

async function measure(bytes: AsyncIterable<Uint8Array>): Promise<{ readonly size: number; readonly sha256: string }> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of bytes) {
    hash.update(chunk);
    size += chunk.byteLength;
  }
  return { size, sha256: hash.digest('hex') };
}
