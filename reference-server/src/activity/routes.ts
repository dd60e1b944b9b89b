import { type ActivityEntry, features } from '@portico/contract';
import type { Deps } from '../deps.js';
import { bind } from '../http/bind.js';
import { viewerOf } from '../http/caller.js';
import { type ActivityRow, listActivity } from './store.js';

export const routes = ({ work }: Deps) =>
  bind(features.activity, {
    async listActivity({ caller, query }) {
      const { data, nextCursor } = await work.read(caller.firmId, (db) => listActivity(db, viewerOf(caller), query));
      return { data: data.map(entryView), nextCursor };
    },
  });

function entryView({ id, at, code, by, staffName, ...details }: ActivityRow): ActivityEntry {
  return { id, at: at.toISOString(), code, by: { kind: by, name: staffName }, details };
}
