import { createReadStream } from 'node:fs';
import { type Ended, keyLine, plain } from './terminal.js';
import { type Verdict, verifyExport } from './verify.js';

export interface ExportOrder {
  readonly path: string;
  readonly key: string | undefined;
  readonly checkpoint: string | undefined;
}

/** Verifies an export and says what was found. */
export async function checkExport({ path, key, checkpoint }: ExportOrder): Promise<Ended> {
  const verdict = await verifyExport(createReadStream(path), { key, checkpoint });
  console.log(report(verdict, key !== undefined));
  return { whole: 0 as const, tampered: 1 as const, 'not an export': 2 as const }[verdict.outcome];
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
      keyLine(pinned),
      'Whether there are later entries no file can say of itself: compare with a checkpoint that you kept (--checkpoint).',
    ].join('\n'),
  );
}
