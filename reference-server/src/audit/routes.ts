import { type AuditEntry, features } from '@portico/contract';
import type { Deps } from '../deps.js';
import { bind } from '../http/bind.js';
import type { StoredEntry } from './rows.js';
import { Audit } from './service.js';

export const routes = (deps: Deps) => {
  const audit = new Audit(deps);
  return bind(features.audit, {
    async listAudit({ caller, query }) {
      const { data, nextCursor } = await audit.list(caller.firmId, query);
      return { data: data.map(entryView), nextCursor };
    },
    exportAudit: async ({ actor }) =>
      file(await audit.exportLines(actor), 'application/jsonl', `audit-${actor.firmId}.jsonl`),
    exportAuditCsv: async ({ actor, query }) =>
      file(await audit.exportCsv(actor, query), 'text/csv; charset=utf-8; header=present', `audit-${actor.firmId}.csv`),
    getAuditCheckpoint: ({ caller }) => audit.checkpoint(caller.firmId),
    proveAuditInclusion: ({ caller, query: { seq, size } }) => audit.inclusion(caller.firmId, seq, size),
    proveAuditConsistency: ({ caller, query: { from, to } }) => audit.consistency(caller.firmId, from, to),
  });
};

function entryView(row: StoredEntry): AuditEntry {
  return {
    seq: row.seq,
    at: row.at.toISOString(),
    actor: { type: row.actor_type, id: row.actor_id },
    onBehalfOf: row.on_behalf_of,
    action: row.action,
    object: row.object_id,
    result: row.result,
    code: row.code,
    session: row.session_id,
    requestId: row.request_id,
    details: row.details,
  };
}

/** As a document's bytes: kept by nobody on the way, and run by no browser. */
function file(body: ReadableStream<Uint8Array>, type: string, name: string): Response {
  return new Response(body, {
    headers: {
      'cache-control': 'no-store',
      'content-disposition': `attachment; filename="${name}"`,
      'content-security-policy': "sandbox; default-src 'none'",
      'content-type': type,
      'x-content-type-options': 'nosniff',
    },
  });
}
