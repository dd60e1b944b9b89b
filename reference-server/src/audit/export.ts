/** Exports of a firm's log, written while they are read, so that their length costs no memory. */
import { beginningLine, checkpointLine, entryLine, toBase64, verifierKey } from '@portico/audit';
import type { Work } from '../database/work.js';
import type { Checkpoints } from './checkpoints.js';
import { csvRow } from './csv.js';
import { detailsOf, entryOf, nodeAt, type StoredEntry } from './rows.js';
import { type AuditFilter, entriesBetween } from './store.js';

const AT_A_TIME = 500;

export interface Exporting {
  readonly work: Work;
  readonly checkpoints: Checkpoints;
  readonly firmId: string;
}

/** Everything, in the lines that `portico-audit verify` reads. It ends with a checkpoint over its last entry. */
export async function* exportLines({ work, checkpoints, firmId }: Exporting): AsyncGenerator<string> {
  const last = await checkpoints.sign(firmId);
  const key = verifierKey(await checkpoints.keys.signer(firmId));
  // Known before the first line says how many there are: another server may sign an older size in between.
  const sizes = await work.read(firmId, (db) =>
    db
      .selectFrom('audit_checkpoints')
      .select('size')
      .where('firm_id', '=', firmId)
      .where('size', '<=', last.size)
      .execute(),
  );
  const signed = new Set(sizes.map(({ size }) => size));
  yield beginningLine({ firm: firmId, key, checkpoint: last.note, checkpoints: signed.size });
  for await (const rows of pages(work, firmId, {}, last.size)) {
    const [first, end] = [rows[0]?.seq ?? 0, rows.at(-1)?.seq ?? 0];
    const notes = await work.read(firmId, (db) =>
      db
        .selectFrom('audit_checkpoints')
        .select(['size', 'note'])
        .where('firm_id', '=', firmId)
        .where('size', '>=', first)
        .where('size', '<=', end)
        .execute(),
    );
    const noteAt = new Map(notes.filter(({ size }) => signed.has(size)).map(({ size, note }) => [size, note]));
    yield rows
      .map((row) => {
        const note = noteAt.get(row.seq);
        const line = entryLine(entryOf(row), toBase64(nodeAt(row.nodes, 0)), detailsOf(row));
        return note === undefined ? line : line + checkpointLine(note);
      })
      .join('');
  }
}

const HEADINGS = [
  'number',
  'time',
  'actor type',
  'actor',
  'on behalf of',
  'action',
  'object',
  'result',
  'code',
  'session',
  'request',
  'address',
  'details',
];

/** For a spreadsheet: what the filter lets through, oldest first. It proves nothing. */
export async function* exportCsv({ work, checkpoints, firmId }: Exporting, filter: AuditFilter) {
  const { size } = await checkpoints.sign(firmId);
  yield csvRow(HEADINGS);
  for await (const rows of pages(work, firmId, filter, size)) yield rows.map(csvOf).join('');
}

function csvOf(row: StoredEntry): string {
  const { ip = '', ...rest } = row.details ?? {};
  const details = Object.entries(rest).map(([name, value]) => `${name}: ${value}`);
  return csvRow([
    row.seq,
    row.at.toISOString(),
    row.actor_type,
    row.actor_id,
    row.on_behalf_of,
    row.action,
    row.object_id,
    row.result,
    row.code,
    row.session_id,
    row.request_id,
    ip,
    details.join('; '),
  ]);
}

async function* pages(work: Work, firmId: string, filter: AuditFilter, last: number): AsyncGenerator<StoredEntry[]> {
  let behind = 0;
  for (;;) {
    const from = behind;
    const rows = await work.read(firmId, (db) =>
      entriesBetween(db, firmId, filter, { behind: from, last, limit: AT_A_TIME }),
    );
    if (rows.length > 0) yield rows;
    if (rows.length < AT_A_TIME) return;
    behind = rows.at(-1)?.seq ?? last;
  }
}

/** Texts as the body of an answer; the next is made when the last has been taken. */
export function bodyOf(texts: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await texts.next();
        if (next.done) controller.close();
        else controller.enqueue(encoder.encode(next.value));
      },
      async cancel() {
        await texts.return(undefined);
      },
    },
    { highWaterMark: 1 },
  );
}
