/** After the last reminder, somebody of the staff is to look: a task for each invoice, and each day on which something was due. */
import { systemActor } from '../database/actor.js';
import type { Deps } from '../deps.js';
import { daysAfter } from '../firms/today.js';
import { firmViewer } from '../http/caller.js';
import { lockInvoiceOf } from '../invoices/store.js';
import { closeTasks, openTask } from '../staff-tasks/store.js';
import { type remindingNow, stepsOf } from './cadence.js';
import { findSettledTasks, findUnpaid, oweOf } from './store.js';

type Today = NonNullable<ReturnType<typeof remindingNow>>;

const kind = 'invoice_unpaid';

export async function escalate({ work }: Pick<Deps, 'work'>, firmId: string, { day, reminders }: Today): Promise<void> {
  for (const invoiceId of await work.read(firmId, (db) => findSettledTasks(db, firmId)))
    await work.change(systemActor(firmId), async (change) => {
      if ((await closeTasks(change, { firm_id: firmId, kind, about: invoiceId })) === 0) change.nothing();
    });
  const { escalateAfterDays } = reminders;
  if (escalateAfterDays === null) return;
  const last = Math.max(stepsOf(reminders).at(-1) ?? 0, 0);
  const dueTo = daysAfter(day, -(last + escalateAfterDays));
  for (const { id } of await work.read(firmId, (db) => findUnpaid(db, firmId, dueTo)))
    await work.change(systemActor(firmId), async (change) => {
      const { matter_id } = await lockInvoiceOf(change.tx, firmId, id);
      const owed = await oweOf(change.tx, firmViewer(firmId), id);
      const isLate = owed !== undefined && owed.dueOn <= dueTo;
      const task = { firm_id: firmId, kind, about: id, cycle: owed?.dueOn ?? '', matter_id } as const;
      if (!isLate || !(await openTask(change, task))) change.nothing();
    });
}
