import { features } from '@portico/contract';
import { bind } from '../http/bind.js';
import type { Deps } from '../deps.js';
import { listAudit } from './store.js';

export const routes = ({ work }: Deps) =>
  bind(features.audit, {
    async listAudit({ caller, query }) {
      const { data, nextCursor } = await work.read((db) => listAudit(db, caller.firmId, query));
      return {
        data: data.map((row) => ({
          seq: row.seq,
          at: row.at.toISOString(),
          actor: { type: row.actor_type, id: row.actor_id },
          action: row.action,
          object: row.object_id,
          result: row.result,
          code: row.code,
        })),
        nextCursor,
      };
    },
  });
