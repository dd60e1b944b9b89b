/**
 * `npm run bench`: speed beside what somebody would take instead, measured in the same run, so that a slow or busy
 * machine slows both. `--json` for machines; `FULL=1` grows the firm to a million documents; names of parts
 * (`reads start render invoices papers uploads`) run those alone.
 */
import { benchInvoices } from './bench/invoices.js';
import { benchPapers } from './bench/papers.js';
import { benchReads } from './bench/read.js';
import { benchRender } from './bench/render.js';
import type { Row } from './bench/row.js';
import { benchStart } from './bench/start.js';
import { benchUploads } from './bench/uploads.js';
import { table } from './measures.js';
import { isMain } from './workspace.js';

const parts: Readonly<Record<string, () => Promise<readonly Row[]>>> = {
  reads: () => benchReads(process.env['FULL'] === '1' ? 1_000_000 : 100_000),
  start: () => benchStart(),
  render: async () => [await benchRender()],
  invoices: async () => [await benchInvoices()],
  papers: async () => [await benchPapers()],
  uploads: () => benchUploads(),
};

/** The rows as lines of a table. */
export function benchTable(rows: readonly Row[]): string {
  const cells = rows.map(({ what, budget, figure, peer, ratio, ok }) => [
    what,
    budget,
    figure,
    peer,
    ratio?.toFixed(2) ?? '',
    ok ? 'ok' : 'MISSED',
  ]);
  return table([['what', 'budget', 'figure', 'peer', 'ratio', 'ok'], ...cells]);
}

if (isMain(import.meta.url)) {
  const named = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
  const rows: Row[] = [];
  for (const [name, run] of Object.entries(parts)) {
    if (named.length === 0 || named.includes(name)) rows.push(...(await run()));
  }
  console.log(process.argv.includes('--json') ? JSON.stringify(rows, null, 2) : benchTable(rows));
  if (rows.some(({ ok }) => !ok)) process.exitCode = 1;
}
