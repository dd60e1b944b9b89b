/** Documents as either side reads them. */
import type { Document, FirmDocument } from '@portico/contract';
import type { Window } from '../checklists/view.js';
import type { DocumentRow } from './store.js';

/** What both sides read of it. */
function common(row: DocumentRow) {
  return {
    id: row.id,
    matterId: row.matter_id,
    requestId: row.request_id,
    name: row.name,
    type: row.type,
    size: row.size,
    sha256: row.sha256,
    slot: row.slot,
    returned:
      row.return_reason === null
        ? null
        : {
            reason: row.return_reason,
            note: row.return_note ?? '',
            at: (row.returned_at ?? row.created_at).toISOString(),
          },
    createdAt: row.created_at.toISOString(),
  };
}

/** @param row of one that the firm has rearranged with what became of it (`asSent`) */
export function documentView(row: DocumentRow, { withdrawMinutes, now }: Window): Document {
  const { state, opened_at, made_into, created_at } = row;
  if (state === 'withdrawn' || state === 'rearranged') throw new Error(`A client was shown a document as ${state}`);
  const until = new Date(created_at.getTime() + withdrawMinutes * 60_000);
  const isOpen = state === 'received' && made_into.length === 0 && opened_at === null && until > now;
  return { ...common(row), state, withdrawableUntil: isOpen ? until.toISOString() : null };
}

/** A document as the staff see it. */
export function firmView(row: DocumentRow): FirmDocument {
  return {
    ...common(row),
    state: row.state,
    uploadedBy: row.contact_id,
    filedAs: row.filed_as,
    reviewedAt: row.reviewed_at?.toISOString() ?? null,
    replaces: row.replaces,
    openedAt: row.opened_at?.toISOString() ?? null,
    withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
    arrivedAt: row.arrived_at.toISOString(),
    madeFrom: row.made_from,
    madeInto: row.made_into,
  };
}
