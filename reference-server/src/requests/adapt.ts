/**
 * Brings a checklist in line with what its conditions look at, in the change in which that changes: whatever reads it later
 * finds a column, and never evaluates a rule. What stops to apply keeps everything that was sent, answered or said.
 */
import { applying } from '@portico/contract/conditions';
import type { Change } from '../database/work.js';
import { getMatterFacts } from '../matters/store.js';
import { isYours } from './life.js';
import * as store from './store.js';

/** What came and went, by id of the request. */
export interface Adaptation {
  readonly shown: readonly string[];
  readonly hidden: readonly string[];
  /** Something has come that is the client's turn. */
  readonly asks: boolean;
}

/** Whoever calls has locked the checklist. */
export async function adapt(
  { tx, record }: Pick<Change, 'tx' | 'record'>,
  {
    firmId,
    checklistId,
    matterId,
  }: { readonly firmId: string; readonly checklistId: string; readonly matterId: string },
): Promise<Adaptation> {
  const items = await store.conditionalItems(tx, firmId, checklistId);
  if (!items.some(({ condition, applies }) => condition !== null || !applies)) return NOTHING;
  const now = applying(items, await getMatterFacts(tx, firmId, matterId));
  const changed = items.filter(({ applies }, index) => applies !== now[index]);
  if (changed.length === 0) return NOTHING;
  const shown = changed.filter(({ applies }) => !applies);
  const hidden = changed.filter(({ applies }) => applies).map(({ id }) => id);
  const ids = shown.map(({ id }) => id);
  if (ids.length > 0) await store.setApplies(tx, firmId, ids, true);
  if (hidden.length > 0) await store.setApplies(tx, firmId, hidden, false);
  const asks = shown.some(({ state }) => isYours(state));
  if (asks) await reopenChecklist({ tx, record }, firmId, checklistId);
  record({
    action: 'checklists.adapt',
    object: checklistId,
    event: { type: 'checklist.adapted', data: { checklistId, shown: ids.length, hidden: hidden.length } },
  });
  return { shown: ids, hidden, asks };
}

const NOTHING: Adaptation = { shown: [], hidden: [], asks: false };

/** There is more to do: whoever said that they are finished is no longer. */
export async function reopenChecklist(
  { tx, record }: Pick<Change, 'tx' | 'record'>,
  firmId: string,
  checklistId: string,
): Promise<void> {
  if (!(await store.unfinish(tx, firmId, checklistId))) return;
  record({
    action: 'checklists.unfinish',
    object: checklistId,
    event: { type: 'checklist.reopened', data: { checklistId } },
  });
}
