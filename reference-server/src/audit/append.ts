/**
 * Appends to a firm's log. The head's row lock makes the numbers of a firm gapless and in commit order, and the tree
 * grows under it: the head keeps the hashes that make up the tree so far, so that no other entry is read.
 */
import { detailsHash, joined, newSeed, toBase64, Tree } from '@portico/audit';
import type { Actor } from '../database/actor.js';
import type { Tx } from '../database/tables.js';
import { activityRow } from '../activity/shown.js';
import { hashOfRow } from './rows.js';

export interface NewAuditEntry {
  readonly actor: Actor;
  readonly action: string;
  readonly object: string | null;
  readonly result: 'done' | 'refused';
  /** Problem code of a refusal. */
  readonly code: string | null;
  readonly at: Date;
  /** What is personal about it and can be erased; the caller's address comes by itself. */
  readonly details?: Readonly<Record<string, string>> | undefined;
  /** Contact whom it is about, where that is not the actor. */
  readonly about?: string | undefined;
}

/** Two statements, but for a firm's very first. @returns the entry's number */
export async function appendAudit(tx: Tx, { actor, details, about, ...entry }: NewAuditEntry): Promise<number> {
  const { firmId } = actor;
  const head = (await lockHead(tx, firmId)) ?? (await newHead(tx, firmId));
  const tree = new Tree(head.size, head.frontier);
  const values = personal(actor, details);
  const salted = values && { salt: toBase64(newSeed()), values };
  const row = {
    firm_id: firmId,
    seq: head.size + 1,
    at: entry.at,
    actor_type: actor.type,
    actor_id: actor.id,
    on_behalf_of: actor.onBehalfOf ?? null,
    session_id: actor.sessionId,
    request_id: actor.requestId ?? null,
    action: entry.action,
    object_id: entry.object,
    result: entry.result,
    code: entry.code,
    details_hash: salted && detailsHash(salted),
  };
  const nodes = joined(tree.append(hashOfRow(row)));
  const written = tx.with('entry', (one) => one.insertInto('audit_entries').values({ ...row, nodes }));
  const shown = activityRow({ actor, about, details, ...entry }, row.seq);
  const told = shown ? written.with('activity', (one) => one.insertInto('activity').values(shown)) : written;
  const all = salted
    ? told.with('details', (one) =>
        one
          .insertInto('audit_details')
          .values({ firm_id: firmId, seq: row.seq, salt: salted.salt, details: JSON.stringify(salted.values) }),
      )
    : told;
  await all
    .updateTable('audit_heads')
    .set({ size: tree.size, frontier: tree.frontier() })
    .where('firm_id', '=', firmId)
    .execute();
  return row.seq;
}

interface Head {
  readonly size: number;
  readonly frontier: Uint8Array;
}

function lockHead(tx: Tx, firmId: string): Promise<Head | undefined> {
  return tx
    .selectFrom('audit_heads')
    .select(['size', 'frontier'])
    .where('firm_id', '=', firmId)
    .forUpdate()
    .executeTakeFirst();
}

async function newHead(tx: Tx, firmId: string): Promise<Head> {
  await tx
    .insertInto('audit_heads')
    .values({ firm_id: firmId, size: 0, frontier: new Uint8Array() })
    .onConflict((on) => on.doNothing())
    .execute();
  const head = await lockHead(tx, firmId);
  if (!head) throw new Error('The firm has no head of its log');
  return head;
}

function personal(actor: Actor, details: NewAuditEntry['details']): Record<string, string> | null {
  const values = { ...details, ...(actor.ip !== undefined && actor.ip !== '' && { ip: actor.ip }) };
  const entries = Object.entries(values);
  // What neither JSON's canonical form nor PostgreSQL's text can hold.
  const plain = entries.map(([name, value]): [string, string] => [
    name,
    value.replaceAll(/\p{Surrogate}|\0/gu, '\ufffd'),
  ]);
  return entries.length === 0 ? null : Object.fromEntries(plain);
}
