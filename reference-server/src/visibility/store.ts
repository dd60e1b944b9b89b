import type { PlanName, Reason, Section, Settings } from '@portico/contract';
import { sql } from 'kysely';
import type { Reader } from '../database/tables.js';
import type { Viewer } from '../http/caller.js';
import { withinReach } from '../matters/reach.js';
import { openTo } from '../shared-documents/store.js';

/** What decides what a contact can do, read at once. */
export interface ContactFacts {
  readonly plan: PlanName;
  readonly settings: Settings;
  readonly portalAccess: boolean;
  readonly sections: Section[] | null;
  readonly matters: readonly {
    readonly id: string;
    readonly title: string;
    readonly shared: boolean;
    readonly checklists: readonly string[];
    readonly documents: readonly { readonly id: string; readonly keptBy: Reason | null }[];
  }[];
}

/** With the matters within the viewer's reach. @returns undefined where the firm has no such contact */
export async function findFacts(db: Reader, viewer: Viewer, contactId: string): Promise<ContactFacts | undefined> {
  const result = await sql<ContactFacts>`
    select f.plan, f.settings, c.portal_access as "portalAccess", c.sections, coalesce((
      select jsonb_agg(jsonb_build_object('id', m.id, 'title', m.title,
        'shared', exists (select 1 from matter_shares s
          where s.firm_id = m.firm_id and s.matter_id = m.id and s.contact_id = c.id),
        'checklists', coalesce((select jsonb_agg(k.id order by k.id) from checklists k
          where k.firm_id = m.firm_id and k.matter_id = m.id), '[]'::jsonb),
        'documents', coalesce((select jsonb_agg(jsonb_build_object('id', d.id, 'keptBy', case
            when not exists (select 1 from shared_document_shares s
              where s.firm_id = d.firm_id and s.document_id = d.id and s.contact_id = c.id) then 'item_not_shared'
            when a.scan = 'waiting' then 'item_unchecked'
            when a.scan = 'quarantined' then 'item_quarantined' end) order by d.id desc)
          from shared_documents d join arrivals a on a.firm_id = d.firm_id and a.document_id = d.id
          where d.firm_id = m.firm_id and d.matter_id = m.id and ${openTo(viewer)}), '[]'::jsonb)) order by m.id desc)
      from matters m where m.firm_id = c.firm_id and m.client_id = c.client_id and ${withinReach(viewer, 'm.id')}
    ), '[]'::jsonb) as matters
    from contacts c join firms f on f.id = c.firm_id
    where c.firm_id = ${viewer.firmId} and c.id = ${contactId}`.execute(db);
  return result.rows[0];
}
