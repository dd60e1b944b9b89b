/** Exports for tests, made in memory as the server writes them. */
import { toBase64 } from './base64.js';
import { originOf, signCheckpoint } from './checkpoint.js';
import { type Details, detailsHash, type Entry, entryHash, ERASURE } from './entry.js';
import { beginningLine, checkpointLine, entryLine } from './export-lines.js';
import { newSeed, type NoteSigner, signerOf, verifierKey } from './note.js';
import { Tree } from './tree.js';

export interface AnExportOptions {
  readonly entries?: number;
  /** A checkpoint after so many entries, and one at the end. */
  readonly every?: number;
  /** The details of the first so many entries have been erased, and the last entry says so. */
  readonly erased?: number;
  readonly signer?: NoteSigner;
  readonly firm?: string;
}

export interface AnExport {
  readonly lines: readonly string[];
  readonly text: string;
  readonly key: string;
  /** By size. */
  readonly checkpoints: ReadonlyMap<number, string>;
}

export const FIRM = 'firm_01h455vb4pex5vsknk084sn02q';

export async function anExport({
  entries = 20,
  every = 7,
  erased = 0,
  firm = FIRM,
  signer,
}: AnExportOptions = {}): Promise<AnExport> {
  const signs = signer ?? (await signerOf(originOf('portal.firm.example', firm), newSeed()));
  const tree = new Tree();
  const lines: string[] = [];
  const checkpoints = new Map<number, string>();
  for (let seq = 1; seq <= entries; seq += 1) {
    const details = seq % 5 === 0 ? null : someDetails(seq);
    const entry = anEntry(seq, firm, details, seq === entries && erased > 0 ? erased : undefined);
    const leaf = entryHash(entry);
    tree.append(leaf);
    lines.push(entryLine(entry, toBase64(leaf), seq <= erased ? null : details));
    if (seq % every === 0 || seq === entries) {
      const checkpoint = await signCheckpoint(signs, seq, tree.root());
      checkpoints.set(seq, checkpoint);
      lines.push(checkpointLine(checkpoint));
    }
  }
  const key = verifierKey(signs);
  const last = checkpoints.get(entries) ?? '';
  const all = [beginningLine({ firm, key, checkpoint: last, checkpoints: checkpoints.size }), ...lines];
  return { lines: all, text: all.join(''), key, checkpoints };
}

/** A text as a file is read: in pieces. */
export function asFile(text: string): Uint8Array[] {
  const bytes = new TextEncoder().encode(text);
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < bytes.byteLength; at += 65_536) pieces.push(bytes.subarray(at, at + 65_536));
  return pieces;
}

function anEntry(seq: number, firm: string, details: Details | null, erased: number | undefined): Entry {
  const kinds = [
    { type: 'contact', id: 'con_01h455vb4pex5vsknk084sn02q' },
    { type: 'staff', id: 'stf_01h455vb4pex5vsknk084sn02q' },
    { type: 'system', id: null },
  ];
  const refused = seq % 11 === 0;
  return {
    seq,
    at: new Date(Date.UTC(2026, 10, 22) + seq * 1000).toISOString(),
    firm,
    actor: kinds[seq % 3] ?? { type: 'system', id: null },
    onBehalfOf: seq % 7 === 0 ? 'con_01h455vb4pex5vsknk084sn02q' : null,
    action: erased === undefined ? 'documents.download' : ERASURE,
    object: erased === undefined ? `doc_${String(seq).padStart(26, '0')}` : String(erased),
    result: refused ? 'refused' : 'done',
    code: refused ? 'scope_missing' : null,
    session: seq % 3 === 2 ? null : 'ses_01h455vb4pex5vsknk084sn02q',
    requestId: `rq_${String(seq).padStart(32, '0')}`,
    detailsHash: details && detailsHash(details),
  };
}

function someDetails(seq: number): Details {
  return { salt: toBase64(newSeed()), values: { ip: `2001:db8::${seq.toString(16)}`, note: 'as "said"\r\n\u001b[2J' } };
}
