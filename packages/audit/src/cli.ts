#!/usr/bin/env node
/** `portico-audit verify <file>`: says whether an export is whole. It asks no network and no database. */
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { parseVerifierKey } from './note.js';
import { type Verdict, verifyExport } from './verify.js';

const USAGE = `portico-audit verify <file> [--key <verifier key>] [--checkpoint <file>]

Verifies an export of a firm's audit log, as GET /v1/firm/audit/export gives it.
  --key         the firm's key, which you had from elsewhere than this file
  --checkpoint  a file with a checkpoint that you kept: the log must have grown from it
Ends with 0 when the export is whole, 1 when it was tampered with, 2 when it is not an export.`;

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<0 | 1 | 2> {
  const order = readArguments(args);
  if (typeof order === 'string') return refuse(order);
  if (order.key !== undefined && !parseVerifierKey(order.key)) return refuse('--key is not a verifier key.');
  try {
    const checkpoint = order.checkpoint === undefined ? undefined : await readFile(order.checkpoint, 'utf8');
    const verdict = await verifyExport(createReadStream(order.file), { key: order.key, checkpoint });
    console.log(report(verdict, order.key !== undefined));
    return { whole: 0 as const, tampered: 1 as const, 'not an export': 2 as const }[verdict.outcome];
  } catch (error) {
    return refuse(error instanceof Error ? error.message : 'The file cannot be read.');
  }
}

interface Order {
  readonly file: string;
  readonly key: string | undefined;
  readonly checkpoint: string | undefined;
}

function readArguments(args: readonly string[]): Order | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { key: { type: 'string' }, checkpoint: { type: 'string' } },
    });
    const [command, file, ...rest] = positionals;
    if (command !== 'verify' || file === undefined || rest.length > 0) return USAGE;
    return { file, key: values.key, checkpoint: values.checkpoint };
  } catch {
    return USAGE;
  }
}

function refuse(message: string): 2 {
  console.error(plain(message));
  return 2;
}

function report(verdict: Verdict, pinned: boolean): string {
  if (verdict.outcome === 'not an export') return `NOT AN EXPORT. ${plain(verdict.reason)}`;
  if (verdict.outcome === 'tampered') return `TAMPERED WITH. Line ${verdict.line}: ${plain(verdict.reason)}`;
  const { firm, entries, from, until, checkpoints, erased, root, key } = verdict;
  return plain(
    [
      `WHOLE. ${entries} entries of ${firm}, from ${from} to ${until}.`,
      `Checkpoints: ${checkpoints}, the last over every entry. Root: ${root}`,
      `Details erased by the firm's own retention: ${erased}.`,
      `Key: ${key}`,
      pinned
        ? 'It is the key that you gave.'
        : 'The key was taken from the file itself. Compare it with one that you had from elsewhere, or give it by --key.',
      'Whether there are later entries no file can say of itself: compare with a checkpoint that you kept (--checkpoint).',
    ].join('\n'),
  );
}

/** A file from anywhere must not reach the terminal's own commands. */
function plain(text: string): string {
  return text.replaceAll(/[^\n\P{C}]/gu, '�');
}
