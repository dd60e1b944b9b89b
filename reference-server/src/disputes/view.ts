import type { Dispute, FirmDispute } from '@portico/contract';
import type { Reader } from '../database/tables.js';
import { type DisputeNoteRow, type DisputeRow, notesOf } from './store.js';

/** As its contact reads them. */
export async function disputesOf(db: Reader, firmId: string, rows: readonly DisputeRow[]): Promise<Dispute[]> {
  const notes = await notesOf(
    db,
    firmId,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => view(row, notes));
}

/** As the firm reads them. */
export async function firmDisputesOf(db: Reader, firmId: string, rows: readonly DisputeRow[]): Promise<FirmDispute[]> {
  const plain = await disputesOf(db, firmId, rows);
  return rows.flatMap(({ contact_id: contactId, client_id: clientId, matter_id: matterId, number }, at) => {
    const dispute = plain[at];
    return dispute ? [{ ...dispute, contactId, clientId, matterId, invoiceNumber: number ?? '' }] : [];
  });
}

function view(row: DisputeRow, notes: readonly DisputeNoteRow[]): Dispute {
  const { id, invoice_id: invoiceId, line_id: lineId, reason, state, closed_at, credit_note_id: creditNoteId } = row;
  return {
    ...{ id, invoiceId, lineId, reason, state, creditNoteId },
    openedAt: row.opened_at.toISOString(),
    closedAt: closed_at?.toISOString() ?? null,
    notes: notes
      .filter(({ dispute_id }) => dispute_id === id)
      .map((note) => ({
        id: note.id,
        by: note.contact_id === null ? 'firm' : 'client',
        text: note.text,
        at: note.at.toISOString(),
      })),
  };
}
