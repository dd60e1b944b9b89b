import type { LocalizedText, Settings } from '@portico/contract';
import { sql } from 'kysely';
import type { Reader } from '../database/tables.js';

/** What a document came for, from whom, and where that stands in the audit log. */
export interface Circumstances {
  readonly firmName: string;
  readonly settings: Settings;
  readonly checklistId: string;
  readonly checklistTitle: LocalizedText;
  readonly requestTitle: LocalizedText;
  readonly matterTitle: string;
  readonly reference: string | null;
  readonly sender: string;
  readonly language: string;
  /** Entry that says that the document came; null where there is none. */
  readonly seq: number | null;
  /** Hash of that entry and of the subtrees that it completes. */
  readonly nodes: Uint8Array | null;
}

/** Circumstances of a document, whoever asks: that they may see it has been found before. */
export async function circumstancesOf(db: Reader, firmId: string, documentId: string): Promise<Circumstances> {
  const result = await sql<Circumstances>`
    select f.name as "firmName", f.settings, k.id as "checklistId", k.title as "checklistTitle", r.title as "requestTitle",
      m.title as "matterTitle", m.reference, c.name as sender, c.language, e.seq, e.nodes
    from documents d
      join firms f on f.id = d.firm_id
      join checklist_requests r on r.firm_id = d.firm_id and r.id = d.request_id
      join checklists k on k.firm_id = r.firm_id and k.id = r.checklist_id
      join matters m on m.firm_id = d.firm_id and m.id = d.matter_id
      join contacts c on c.firm_id = d.firm_id and c.id = d.contact_id
      left join lateral (
        select a.seq, a.nodes from audit_entries a
        where a.firm_id = d.firm_id and a.object_id = d.id and a.action = 'documents.upload' order by a.seq limit 1
      ) e on true
    where d.firm_id = ${firmId} and d.id = ${documentId}`.execute(db);
  const [row] = result.rows;
  if (!row) throw new Error('The document is gone');
  return row;
}
