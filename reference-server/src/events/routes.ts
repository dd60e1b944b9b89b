import { features } from '@portico/contract';
import type { Deps } from '../deps.js';
import { bind } from '../http/bind.js';
import { listEvents } from './store.js';

export const routes = ({ work }: Deps) =>
  bind(features.events, {
    async listEvents({ caller, query }) {
      const { data, nextCursor } = await work.read(caller.firmId, (db) => listEvents(db, caller.firmId, query));
      return {
        data: data.map((row) => ({ id: row.id, type: row.type, at: row.at.toISOString(), data: row.data })),
        nextCursor,
      };
    },
  });
