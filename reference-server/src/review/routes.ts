import { features } from '@portico/contract';
import type { Deps } from '../deps.js';
import { firmView } from '../documents/view.js';
import { bind } from '../http/bind.js';
import { viewerOf } from '../http/caller.js';
import { listReview, turnaround } from './store.js';

const DAY_MS = 86_400_000;

export const routes = (deps: Deps) =>
  bind(features.review, {
    async listReview({ caller, query: { matterId, kind, ...query } }) {
      const { data, nextCursor } = await deps.work.read(caller.firmId, (db) =>
        listReview(db, viewerOf(caller), { matterId, kind }, query),
      );
      return {
        data: data.map((row) => ({
          document: firmView(row),
          matter: { id: row.matter_id, title: row.matter_title, reference: row.matter_reference },
          request: { id: row.request_id, title: row.request_title, kind: row.kind, dueOn: row.due_on },
          contact: { id: row.contact_id, name: row.contact_name },
          waitingSince: row.arrived_at.toISOString(),
        })),
        nextCursor,
      };
    },
    async getTurnaround({ caller, query: { from, to } }) {
      const until = new Date(Date.parse(to) + DAY_MS);
      const rows = await deps.work.read(caller.firmId, (db) => turnaround(db, viewerOf(caller), new Date(from), until));
      return {
        from,
        to,
        kinds: rows.map(({ kind, accepted, returned, median, p90, waiting, waiting_since }) => ({
          kind,
          accepted,
          returned,
          medianMinutes: rounded(median),
          p90Minutes: rounded(p90),
          waiting,
          waitingSince: waiting_since?.toISOString() ?? null,
        })),
      };
    },
  });

/** To a tenth of a minute. */
function rounded(minutes: number | null): number | null {
  return minutes === null ? null : Math.round(minutes * 10) / 10;
}
