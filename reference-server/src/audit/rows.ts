/** How the audit log lies in the database, and what of it is in the tree. */
import { type Details, type Entry, entryHash, HASH_BYTES } from '@portico/audit';
import type { Generated } from 'kysely';
import type { Actor } from '../database/actor.js';
import type { Json } from '../database/tables.js';

export interface AuditEntryRow {
  firm_id: string;
  seq: number;
  at: Date;
  actor_type: Actor['type'];
  actor_id: string | null;
  /** Contact as whom a member of staff looked or acted. */
  on_behalf_of: string | null;
  session_id: string | null;
  request_id: string | null;
  action: string;
  object_id: string | null;
  result: 'done' | 'refused';
  code: string | null;
  details_hash: string | null;
  /** Hash of the leaf, and of the perfect subtrees that it completes, smallest first: what proofs are made of. */
  nodes: Uint8Array;
}

interface AuditHeadTable {
  firm_id: string;
  size: Generated<number>;
  /** Hashes of the perfect subtrees of the whole tree, largest first. */
  frontier: Uint8Array;
}

/** What is personal about an entry; a row that is gone leaves the tree as it was. */
interface AuditDetailsTable {
  firm_id: string;
  seq: number;
  salt: string;
  details: Json<Record<string, string>>;
}

interface AuditKeyTable {
  firm_id: string;
  /** Origin of the log, which never changes again. */
  name: string;
  wrapped_seed: Uint8Array;
  created_at: Date;
}

interface AuditCheckpointTable {
  firm_id: string;
  size: number;
  /** Signed note. */
  note: string;
  at: Date;
}

declare module '../database/tables.js' {
  interface Tables {
    audit_entries: AuditEntryRow;
    audit_heads: AuditHeadTable;
    audit_details: AuditDetailsTable;
    audit_keys: AuditKeyTable;
    audit_checkpoints: AuditCheckpointTable;
  }
}

/** An entry with its details, where they have not been erased. */
export interface StoredEntry extends AuditEntryRow {
  readonly salt: string | null;
  readonly details: Record<string, string> | null;
}

/** The entry as it stands in the tree. In the order of canonical JSON, which is then written without sorting. */
export function entryOf(row: Omit<AuditEntryRow, 'nodes'>): Entry {
  return {
    action: row.action,
    actor: { id: row.actor_id, type: row.actor_type },
    at: row.at.toISOString(),
    code: row.code,
    detailsHash: row.details_hash,
    firm: row.firm_id,
    object: row.object_id,
    onBehalfOf: row.on_behalf_of,
    requestId: row.request_id,
    result: row.result,
    seq: row.seq,
    session: row.session_id,
  };
}

export function hashOfRow(row: Omit<AuditEntryRow, 'nodes'>): Uint8Array {
  return entryHash(entryOf(row));
}

export function detailsOf({ salt, details }: StoredEntry): Details | null {
  return salt === null || details === null ? null : { salt, values: details };
}

/** The hash of an entry's perfect subtree. @param level 0 is the leaf itself */
export function nodeAt(nodes: Uint8Array, level: number): Uint8Array {
  return nodes.subarray(level * HASH_BYTES, (level + 1) * HASH_BYTES);
}
