import { notFound } from '@portico/contract';
import type { Actor } from '../database/actor.js';
import { newId } from '../database/ids.js';
import type { Tx } from '../database/tables.js';
import type { Deps } from '../deps.js';
import { clientExists } from '../clients/store.js';
import { Refusal } from '../http/refusal.js';
import * as store from './store.js';

/** Matters and whom they are shared with. */
export const createMatters = ({ work }: Deps) => ({
  list: (firmId: string, query: { limit: number; cursor?: string | undefined }) =>
    work.read(async (db) => {
      const { data, nextCursor } = await store.listMatters(db, firmId, query);
      return { data: data.map(matterView), nextCursor };
    }),

  get: (firmId: string, id: string) =>
    work.read(async (db) => {
      const row = await store.getMatter(db, firmId, id);
      if (!row) throw new Refusal(notFound);
      return matterView(row);
    }),

  create: (actor: Actor, body: { clientId: string; title: string; reference?: string | undefined }) =>
    work.change(actor, async ({ tx, now, record }) => {
      if (!(await clientExists(tx, actor.firmId, body.clientId))) throw new Refusal(notFound);
      const id = newId('mat');
      await store.insertMatter(tx, {
        firm_id: actor.firmId,
        id,
        client_id: body.clientId,
        title: body.title,
        reference: body.reference ?? null,
        created_at: now,
      });
      record({ action: 'matters.create', object: id, event: { type: 'matter.created', data: { matterId: id } } });
      return present(tx, actor.firmId, id);
    }),

  share: (actor: Actor, id: string, contactId: string) =>
    work.change(actor, async ({ tx, now, record, nothing }) => {
      if (await store.insertShare(tx, actor.firmId, id, contactId, now)) {
        record({
          action: 'matters.share',
          object: id,
          event: { type: 'matter.shared', data: { matterId: id, contactId } },
        });
      } else {
        if (!(await store.isOfClient(tx, actor.firmId, id, contactId))) throw new Refusal(notFound);
        nothing();
      }
      return present(tx, actor.firmId, id);
    }),

  unshare: (actor: Actor, id: string, contactId: string) =>
    work.change(actor, async ({ tx, record, nothing }) => {
      if (await store.deleteShare(tx, actor.firmId, id, contactId)) {
        record({
          action: 'matters.unshare',
          object: id,
          event: { type: 'matter.unshared', data: { matterId: id, contactId } },
        });
      } else {
        if (!(await store.isOfClient(tx, actor.firmId, id, contactId))) throw new Refusal(notFound);
        nothing();
      }
      return present(tx, actor.firmId, id);
    }),
});

async function present(tx: Tx, firmId: string, id: string) {
  const row = await store.getMatter(tx, firmId, id);
  if (!row) throw new Refusal(notFound);
  return matterView(row);
}

function matterView(row: NonNullable<Awaited<ReturnType<typeof store.getMatter>>>) {
  return {
    id: row.id,
    clientId: row.client_id,
    title: row.title,
    reference: row.reference,
    sharedWith: row.shared_with,
    createdAt: row.created_at.toISOString(),
  };
}
