/** The firm's staff: who they are, what role they have, and that one admin always stays. */
import { conflict, lastAdmin, ownRole, type RoleName, type Staff } from '@portico/contract';
import type { Actor } from '../database/actor.js';
import { newId } from '../database/ids.js';
import type { PageQuery } from '../database/pages.js';
import type { Tx } from '../database/tables.js';
import type { Deps } from '../deps.js';
import { found, Refusal } from '../http/refusal.js';
import { forgetFactors } from '../second-factor/store.js';
import { revokeStaffSessions } from '../session/store.js';
import * as store from './store.js';

export const createStaffMembers = ({ work }: Deps) => ({
  list: (firmId: string, query: PageQuery) =>
    work.read(firmId, async (db) => {
      const { data, nextCursor } = await store.listMembers(db, firmId, query);
      return { data: data.map(memberView), nextCursor };
    }),

  create: (actor: Actor, { name, email, role }: { name: string; email: string; role: RoleName }) =>
    work.change(actor, async ({ tx, now, record }) => {
      const { firmId } = actor;
      const id = newId('stf');
      const row = { firm_id: firmId, id, name, email: email.toLowerCase(), role, created_at: now };
      if (!(await store.insertMember(tx, row))) throw new Refusal(conflict, { reason: 'email_taken' });
      record({ action: 'staff.create', object: id, event: { type: 'staff.created', data: { staffId: id, role } } });
      return present(tx, firmId, id);
    }),

  update: (actor: Actor, id: string, wanted: { name?: string | undefined; role?: RoleName | undefined }) =>
    work.change(actor, async ({ tx, record, nothing }) => {
      const { firmId } = actor;
      const admins = await store.lockAdmins(tx, firmId);
      const member = await present(tx, firmId, id);
      const name = wanted.name ?? member.name;
      const role = wanted.role ?? member.role;
      if (role !== member.role) {
        if (actor.type === 'staff' && actor.id === id) throw new Refusal(ownRole);
        requireAnotherAdmin(admins, id);
      } else if (name === member.name) {
        nothing();
        return member;
      }
      await store.updateMember(tx, firmId, id, { name, role });
      record({
        action: role === member.role ? 'staff.update' : 'staff.setRole',
        object: id,
        event: { type: 'staff.updated', data: { staffId: id, role } },
      });
      return present(tx, firmId, id);
    }),

  setActive: (actor: Actor, id: string, active: boolean) =>
    work.change(actor, async ({ tx, now, record, nothing }) => {
      const { firmId } = actor;
      const admins = await store.lockAdmins(tx, firmId);
      const member = await present(tx, firmId, id);
      if (member.active === active) {
        nothing();
        return member;
      }
      if (!active) {
        requireAnotherAdmin(admins, id);
        await revokeStaffSessions(tx, firmId, id, now);
      }
      await store.updateMember(tx, firmId, id, { active });
      record({
        action: active ? 'staff.activate' : 'staff.deactivate',
        object: id,
        event: { type: active ? 'staff.activated' : 'staff.deactivated', data: { staffId: id } },
      });
      return present(tx, firmId, id);
    }),

  resetFactors: (actor: Actor, id: string) =>
    work.change(actor, async ({ tx, now, record }) => {
      const { firmId } = actor;
      await present(tx, firmId, id);
      await forgetFactors(tx, firmId, id);
      await revokeStaffSessions(tx, firmId, id, now);
      record({
        action: 'staff.resetFactors',
        object: id,
        event: { type: 'staff.factors_reset', data: { staffId: id } },
      });
      return present(tx, firmId, id);
    }),
});

/** @param admins those who are active @throws Refusal where nobody would be left who can let others in */
function requireAnotherAdmin(admins: readonly string[], leaving: string): void {
  if (admins.length === 1 && admins[0] === leaving) throw new Refusal(lastAdmin);
}

async function present(tx: Tx, firmId: string, id: string): Promise<Staff> {
  const row = found(await store.getMember(tx, firmId, id));
  return memberView(row);
}

function memberView(row: NonNullable<Awaited<ReturnType<typeof store.getMember>>>): Staff {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    role: row.role,
    active: row.active,
    hasSecondFactor: row.has_factor,
    createdAt: row.created_at.toISOString(),
  };
}
