#!/usr/bin/env node
/** `portico-audit verify <file>`: says whether an export or a receipt is whole. It asks no network and no database. */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { checkExport } from './cli-export.js';
import { checkReceipt, isReceiptFile } from './cli-receipt.js';
import { parseVerifierKey } from './note.js';
import { type Ended, plain } from './terminal.js';

const USAGE = `portico-audit verify <file> [--key <verifier key>]… [--checkpoint <file>] [--file <file>]

Verifies an export of a firm's audit log, as GET /v1/firm/audit/export gives it, or a receipt for a document that the
firm received, as GET /v1/documents/:id/receipt gives it.
  --key         the firm's key, which you had from elsewhere than this file; for a receipt as many as the firm has had
  --checkpoint  of an export: a file with a checkpoint that you kept; the log must have grown from it
  --file        of a receipt: the document itself, which must be the one that was received
Ends with 0 when it is whole, 1 when it was tampered with, 2 when it is neither an export nor a receipt.`;

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<Ended> {
  const order = readArguments(args);
  if (typeof order === 'string') return refuse(order);
  if (order.keys?.some((key) => !parseVerifierKey(key))) return refuse('--key is not a verifier key.');
  try {
    if (await isReceiptFile(order.path)) {
      return order.checkpoint === undefined ? await checkReceipt(order) : refuse('A receipt has no --checkpoint.');
    }
    if (order.file !== undefined || (order.keys?.length ?? 0) > 1)
      return refuse('An export has one --key and no --file.');
    const checkpoint = order.checkpoint === undefined ? undefined : await readFile(order.checkpoint, 'utf8');
    return await checkExport({ path: order.path, key: order.keys?.[0], checkpoint });
  } catch (error) {
    return refuse(error instanceof Error ? error.message : 'The file cannot be read.');
  }
}

interface Order {
  readonly path: string;
  readonly keys: readonly string[] | undefined;
  readonly checkpoint: string | undefined;
  readonly file: string | undefined;
}

function readArguments(args: readonly string[]): Order | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { key: { type: 'string', multiple: true }, checkpoint: { type: 'string' }, file: { type: 'string' } },
    });
    const [command, path, ...rest] = positionals;
    if (command !== 'verify' || path === undefined || rest.length > 0) return USAGE;
    return { path, keys: values.key, checkpoint: values.checkpoint, file: values.file };
  } catch {
    return USAGE;
  }
}

function refuse(message: string): 2 {
  console.error(plain(message));
  return 2;
}
