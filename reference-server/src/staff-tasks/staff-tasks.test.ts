import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { listStaffTasks, StaffTask, usualReminders } from '@portico/contract';
import { aMember, asPage, created, createTestServer, ok, signInStaff, type TestServer } from '@portico/testing';
import { sql } from 'kysely';
import * as z from 'zod/mini';
import { systemActor } from '../database/actor.js';
import { everyFirm } from '../database/confine.js';
import { newId } from '../database/ids.js';
import { aBody, anIssued, paid, refused, type Scene } from '../firm-invoices/scene.suite.js';
import { createReminderRound } from '../reminders/round.js';
import { aRemindingScene, eventsOf, setDay, setSettings } from '../reminders/scene.suite.js';
import { openTask } from './store.js';

let server: TestServer;
let round: () => Promise<number>;
before(async () => {
  server = await createTestServer();
  round = createReminderRound(server.deps);
});
after(() => server.close());
beforeEach(() => {
  setDay(server, 0);
});

const due = (scene: Scene, inDays = 0) => anIssued(scene, aBody(25_000, { due: { inDays } }));
const tasks = async ({ call }: Pick<Scene, 'call'>, query = '?state=open'): Promise<StaffTask[]> =>
  z.parse(listStaffTasks.response, await created(call('GET', `/v1/firm/tasks${query}`))).data;
const on = async (scene: Scene, day: number) => {
  setDay(server, day);
  await Promise.all([round(), round()]);
  return tasks(scene);
};
/** The cadence’s last step is the fourteenth day, and a week later somebody looks. */
const LAST = 14 + 7;

test('an invoice that is open after the last reminder is one task, which is resolved with a word', async () => {
  const scene = await aRemindingScene(server);
  const invoice = await due(scene);
  assert.deepEqual(await on(scene, LAST - 1), []);
  const [task, ...more] = await on(scene, LAST);
  assert.deepEqual(more, []);
  const expected = { kind: 'invoice_unpaid', about: invoice.id, matterId: scene.matter.id, resolved: null };
  assert.deepEqual(
    { ...task, id: undefined, openedAt: undefined },
    { ...expected, id: undefined, openedAt: undefined },
  );
  const told = { taskId: task?.id, kind: 'invoice_unpaid', about: invoice.id, matterId: scene.matter.id };
  assert.deepEqual(await eventsOf(scene, 'staff_task.opened'), [told]);

  const resolve = () => scene.call('POST', `/v1/firm/tasks/${task?.id}/resolve`, { note: 'They pay in March.' });
  const { resolved } = z.parse(StaffTask, await created(resolve()));
  assert.equal(resolved?.note, 'They pay in March.');
  assert.match(resolved?.by ?? '', /^key_/);
  await refused(resolve(), 409, 'conflict', 'resolved');
  assert.deepEqual(await on(scene, LAST + 30), [], 'and not again for the same day');
  assert.equal((await tasks(scene, '?state=resolved')).length, 1);
});

test('a task waits for a dispute, is not there for a firm that wants none, and goes with what it is about', async () => {
  const none = await aRemindingScene(server, { reminders: { ...usualReminders, escalateAfterDays: null } });
  await due(none);
  const scene = await aRemindingScene(server);
  const { id } = await due(scene);
  const dispute = newId('dsp');
  await server.deps.work.upkeep(everyFirm, (tx, now) =>
    sql`insert into disputes (firm_id, id, invoice_id, contact_id, reason, state, opened_at)
      values (${scene.firm.id}, ${dispute}, ${id}, ${scene.contact.id}, 'unclear', 'open', ${now})`.execute(tx),
  );
  assert.deepEqual(await on(scene, LAST), []);
  assert.deepEqual(await tasks(none), []);
  await ok(scene.call('POST', `/v1/firm/disputes/${dispute}/close`, { outcome: 'rejected', text: 'As agreed.' }));
  assert.deepEqual(
    (await on(scene, LAST + 1)).map(({ about }) => about),
    [id],
  );
  await paid(scene.call, id, 25_000);
  assert.deepEqual(await on(scene, LAST + 2), []);
  const [closed] = await tasks(scene, '?state=resolved');
  assert.deepEqual([closed?.resolved?.by, closed?.resolved?.note], [null, null]);
});

test('a held payment is a task, which goes when the payment is resolved', async () => {
  const scene = await aRemindingScene(server);
  const { call, page } = scene;
  const { id } = await due(scene);
  const attempt = await created(page('POST', '/v1/payments', { invoices: [{ id }] }));
  await paid(call, id, 10_000);
  await ok(page('POST', `/v1/payments/${attempt.id}/demo`, { card: 'card_ok' }));
  const { data } = await created(call('GET', '/v1/firm/held-payments?state=open'));
  const [task, ...more] = await tasks(scene);
  assert.deepEqual([task?.kind, task?.about, task?.matterId], ['payment_held', data[0].id, scene.matter.id]);
  assert.deepEqual(more, []);
  await ok(call('POST', `/v1/firm/held-payments/${data[0].id}/resolve`, { note: 'Given back.' }));
  assert.deepEqual(await tasks(scene), []);
});

test('with reminders before the day alone, somebody looks so many days after it', async () => {
  const scene = await aRemindingScene(server);
  await setSettings(scene, { reminders: { ...usualReminders, daysBefore: [5], daysAfter: [] } });
  const { id } = await due(scene, 10);
  assert.deepEqual(await on(scene, 16), []);
  assert.deepEqual(
    (await on(scene, 17)).map(({ about }) => about),
    [id],
  );
});

test('who sees a task may read about it, in their matters', async () => {
  const scene = await aRemindingScene(server);
  const { firm, matter } = scene;
  const { id } = await due(scene);
  await server.deps.work.change(systemActor(firm.id), async (change) => {
    const found = { firm_id: firm.id, matter_id: matter.id } as const;
    await openTask(change, { ...found, kind: 'document_quarantined', about: newId('doc') });
    await openTask(change, { firm_id: firm.id, matter_id: null, kind: 'payment_held', about: newId('hld') });
  });
  await on(scene, LAST);
  const seen: Record<string, string[]> = {};
  for (const role of ['intake', 'paralegal', 'attorney', 'billing', 'admin'] as const) {
    for (const assigned of [true, false]) {
      const member = await aMember(server, firm, role);
      if (assigned) await ok(scene.call('PUT', `/v1/firm/matters/${matter.id}/staff/${member.id}`));
      const call = asPage(server, firm, await signInStaff(server, firm, member.email));
      if (role === 'intake') {
        await refused(call('GET', '/v1/firm/tasks'), 403, 'scope_missing');
        continue;
      }
      const found = await tasks({ call });
      seen[`${role} ${assigned ? 'of the matter' : 'of none'}`] = found.map(({ kind }) => kind).sort();
      const unpaid = (await tasks(scene)).find(({ about }) => about === id);
      if (role === 'paralegal')
        await refused(call('POST', `/v1/firm/tasks/${unpaid?.id}/resolve`, { note: 'No' }), 404, 'not_found');
    }
  }
  const all = ['document_quarantined', 'invoice_unpaid', 'payment_held'];
  assert.deepEqual(seen, {
    'paralegal of the matter': ['document_quarantined'],
    'paralegal of none': [],
    'attorney of the matter': ['document_quarantined', 'invoice_unpaid'],
    'attorney of none': [],
    'billing of the matter': all,
    'billing of none': all,
    'admin of the matter': all,
    'admin of none': all,
  });
  assert.deepEqual(
    (await tasks(scene, '?kind=payment_held')).map(({ matterId }) => matterId),
    [null],
  );
  assert.equal((await tasks(scene, `?matterId=${matter.id}`)).length, 2);
});
