/** Which documents can be rearranged together, and where what is made of them may go. */
import {
  documentsApart,
  notFound,
  pagesUnsupported,
  requestClosed,
  type RequestSlot,
  slotInvalid,
} from '@portico/contract';
import { mustBeOpenable } from '../arrivals/gate.js';
import type { Reader } from '../database/tables.js';
import { type DocumentRow, getDocument } from '../documents/store.js';
import { checkName } from '../files/names.js';
import type { Viewer } from '../http/caller.js';
import { found, Refusal } from '../http/refusal.js';
import { nameOf, type Piece } from './plan.js';
import { findTargets } from './store.js';

/** A new document that may be made. */
export interface FiledPiece {
  readonly name: string;
  readonly filedAs: string | null;
  readonly requestId: string;
  readonly slot: RequestSlot | null;
  /** When it came to its request; null for now, where none of its sources was there before. */
  readonly since: Date | null;
}

/** The documents in the order of their ids, there for the viewer, whatever their state. @throws Refusal `not_found` */
export async function findSources(db: Reader, viewer: Viewer, ids: readonly string[]): Promise<DocumentRow[]> {
  const sources: DocumentRow[] = [];
  for (const id of ids) sources.push(found(await getDocument(db, viewer, id)));
  return sources;
}

/** @throws Refusal unless they may be opened, and are of one matter and one contact; one alone must be a PDF */
export async function checkSources(db: Reader, sources: readonly DocumentRow[]): Promise<void> {
  const [first] = sources;
  for (const { firm_id, id, matter_id, contact_id } of sources) {
    if (matter_id !== first?.matter_id || contact_id !== first.contact_id) throw new Refusal(documentsApart);
    await mustBeOpenable(db, firm_id, id);
  }
  if (sources.length === 1 && first?.type !== 'application/pdf') throw new Refusal(pagesUnsupported);
}

/** @throws Refusal where a piece cannot go where it should */
export async function checkPlaces(
  db: Reader,
  viewer: Viewer,
  sources: readonly DocumentRow[],
  pieces: readonly Piece[],
): Promise<FiledPiece[]> {
  const [first] = sources;
  if (!first) throw new Refusal(notFound);
  const wanted = pieces.map((piece) => piece.requestId ?? first.request_id);
  const targets = await findTargets(db, viewer, [...new Set(wanted)]);
  return pieces.map((piece, at) => {
    const target = found(targets.find(({ id }) => id === wanted[at]));
    if (target.matterId !== first.matter_id) throw new Refusal(documentsApart);
    const there = sources.filter((source) => source.request_id === target.id);
    // What is there already may stay, whatever has become of the request since.
    if (there.length === 0 && !target.open) throw new Refusal(requestClosed);
    const known = piece.slot === undefined ? there[0] : undefined;
    const slot = known ? known.slot : (piece.slot ?? null);
    if (!known && !(slot === null ? target.slots.length === 0 : target.slots.includes(slot)))
      throw new Refusal(slotInvalid);
    return {
      name: nameOf(first.name, piece.label),
      filedAs: piece.filedAs === undefined ? null : checkName(piece.filedAs),
      requestId: target.id,
      slot,
      since: there.length === 0 ? null : latest(there.map((source) => source.created_at)),
    };
  });
}

function latest(instants: readonly Date[]): Date {
  return new Date(Math.max(...instants.map((instant) => instant.getTime())));
}
