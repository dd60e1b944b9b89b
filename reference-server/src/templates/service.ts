import { type ChecklistTemplate, notFound, preconditionFailed, type TemplateBody } from '@portico/contract';
import type { Actor } from '../database/actor.js';
import { newId } from '../database/ids.js';
import type { PageQuery } from '../database/pages.js';
import type { Reader } from '../database/tables.js';
import type { Deps } from '../deps.js';
import type { NewChecklist } from '../firm-checklists/service.js';
import { getFirm } from '../firms/store.js';
import { dayOf, daysAfter } from '../firms/today.js';
import { etagOf, versionOf } from '../http/etag.js';
import { found, Refusal } from '../http/refusal.js';
import * as store from './store.js';

/** Templates of the firm: read with an ETag, replaced only where that still stands. */
export const createTemplates = ({ work }: Pick<Deps, 'work'>) => ({
  list: (firmId: string, query: PageQuery & { readonly caseType?: string | undefined }) =>
    work.read(firmId, async (db) => {
      const { data, nextCursor } = await store.listTemplates(db, firmId, query);
      return {
        data: data.map(({ case_type: caseType, updated_at, ...row }) => ({
          ...row,
          caseType,
          updatedAt: updated_at.toISOString(),
        })),
        nextCursor,
      };
    }),

  get: (firmId: string, id: string) =>
    work.read(firmId, async (db) => view(found(await store.getTemplate(db, firmId, id)))),

  create: (actor: Actor, body: TemplateBody) =>
    work.change(actor, async ({ tx, now, record }) => {
      const { firmId } = actor;
      const row = await store.insertTemplate(tx, { firmId, id: newId('tpl'), now, body });
      record({
        action: 'templates.create',
        object: row.id,
        event: { type: 'template.created', data: { templateId: row.id } },
      });
      // A repeated call is answered with what is returned here: that is the answer itself.
      return view(row).template;
    }),

  update: (actor: Actor, id: string, body: TemplateBody, ifMatch: string | null) =>
    work.change(actor, async ({ tx, now, record }) => {
      const { firmId } = actor;
      const row = await store.replaceTemplate(tx, { firmId, id, now, version: versionOf(ifMatch), body });
      if (!row) {
        found(await store.getTemplate(tx, firmId, id));
        throw new Refusal(preconditionFailed);
      }
      record({ action: 'templates.update', object: id, event: { type: 'template.updated', data: { templateId: id } } });
      return view(row);
    }),

  delete: (actor: Actor, id: string): Promise<void> =>
    work.change(actor, async ({ tx, record }) => {
      if (!(await store.deleteTemplate(tx, actor.firmId, id))) throw new Refusal(notFound);
      record({ action: 'templates.delete', object: id, event: { type: 'template.deleted', data: { templateId: id } } });
    }),
});

/** What a template makes of a checklist today. @throws Refusal where there is none */
export async function checklistOf(db: Reader, firmId: string, id: string, now: Date): Promise<NewChecklist> {
  const { title, groups } = found(await store.getTemplate(db, firmId, id));
  const { settings } = await getFirm(db, firmId);
  const today = dayOf(settings, now);
  return {
    title,
    groups: groups.map((group) => ({
      title: group.title,
      requests: group.requests.map(({ dueInDays, ...request }) => ({
        ...request,
        dueOn: dueInDays === null ? null : daysAfter(today, dueInDays),
      })),
    })),
  };
}

function view(row: store.TemplateRow): { readonly template: ChecklistTemplate; readonly etag: string } {
  const { id, name, case_type: caseType, title, groups, created_at, updated_at, version } = row;
  return {
    template: {
      id,
      name,
      caseType,
      title,
      groups,
      createdAt: created_at.toISOString(),
      updatedAt: updated_at.toISOString(),
    },
    etag: etagOf(version),
  };
}
