/**
 * The firm's keys. Nobody makes a key that can do more than they can, neither anew nor by rotating a stronger one and
 * reading its new value. A key does not end itself at once: were the answer lost, nobody could ask for it again.
 */
import {
  type FirmKey,
  keyCalls,
  keyEnding,
  type KeyKind,
  type NewKey,
  notFound,
  roles,
  type Scope,
  scopes as everyScope,
  scopesNotHeld,
} from '@portico/contract';
import type { Actor } from '../database/actor.js';
import { newId } from '../database/ids.js';
import type { Reader } from '../database/tables.js';
import type { Change } from '../database/work.js';
import type { Deps } from '../deps.js';
import { getStaff } from '../firms/store.js';
import { found, Refusal } from '../http/refusal.js';
import { hashText, newToken } from '../session/tokens.js';
import * as store from './store.js';

const DAY_MS = 24 * 3_600_000;

export const createKeys = ({ work, clock }: Deps) => ({
  list: (firmId: string, query: { limit: number; cursor?: string | undefined }) =>
    work.read(firmId, async (db) => {
      const { data, nextCursor } = await store.listKeys(db, firmId, clock.now(), query);
      return { data: data.map(view), nextCursor };
    }),

  create: (actor: Actor, body: { kind: KeyKind; name: string; scopes: readonly Scope[] }): Promise<NewKey> =>
    work.change(actor, async (change) => {
      await requireHeld(change.tx, actor, body.scopes, change.now);
      const made = await make(change, actor.firmId, body);
      change.record({
        action: 'keys.create',
        object: made.id,
        event: { type: 'key.created', data: { keyId: made.id } },
      });
      return made;
    }),

  rotate: (actor: Actor, id: string, overlapDays: number): Promise<NewKey> =>
    work.change(actor, async (change) => {
      const { tx, now, record } = change;
      const old = found(await store.getKey(tx, actor.firmId, id, now));
      await requireHeld(tx, actor, old.scopes, now);
      if (overlapDays === 0 && actor.id === id) throw new Refusal(keyCalls);
      const end = new Date(now.getTime() + overlapDays * DAY_MS);
      if (!(await store.endKey(tx, actor.firmId, id, end))) throw new Refusal(keyEnding);
      const made = await make(change, actor.firmId, old);
      record({
        action: 'keys.rotate',
        object: id,
        event: { type: 'key.rotated', data: { keyId: id, newKeyId: made.id } },
      });
      return made;
    }),

  revoke: (actor: Actor, id: string): Promise<void> =>
    work.change(actor, async ({ tx, now, record }) => {
      if (actor.id === id) throw new Refusal(keyCalls);
      found(await store.getKey(tx, actor.firmId, id, now));
      if (!(await store.revokeKey(tx, actor.firmId, id, now))) throw new Refusal(notFound);
      record({ action: 'keys.revoke', object: id, event: { type: 'key.revoked', data: { keyId: id } } });
    }),
});

async function make(
  { tx, now }: Change,
  firmId: string,
  { kind, name, scopes }: { kind: KeyKind; name: string; scopes: readonly Scope[] },
): Promise<NewKey> {
  const value = newToken(kind === 'secret' ? 'sk' : 'pk');
  const row = await store.insertKey(tx, { firmId, id: newId('key'), kind, name, hash: hashText(value), scopes, now });
  return { ...view(row), value };
}

async function requireHeld(db: Reader, actor: Actor, wanted: readonly Scope[], now: Date): Promise<void> {
  const held = await heldBy(db, actor, now);
  if (!wanted.every((scope) => held.includes(scope))) throw new Refusal(scopesNotHeld);
}

/** What a backend alone can do, no role has; whoever of the staff manages keys may let a backend do it. */
const ofBackends = everyScope.filter((scope) => Object.values(roles).every((role) => !(scope in role.scopes)));

async function heldBy(db: Reader, { firmId, type, id }: Actor, now: Date): Promise<readonly Scope[]> {
  if (id === null) return [];
  if (type === 'key') return (await store.getKey(db, firmId, id, now))?.scopes ?? [];
  const staff = type === 'staff' ? await getStaff(db, firmId, id) : undefined;
  if (!staff?.active) return [];
  const own = roles[staff.role].scopes;
  // A key reaches every matter, so a scope that ends at the assigned ones cannot be handed on.
  return [...everyScope.filter((scope) => own[scope] === 'all'), ...ofBackends];
}

function view(row: Awaited<ReturnType<typeof store.insertKey>>): FirmKey {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    scopes: row.scopes,
    createdAt: row.created_at.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
    expiresAt: row.expires_at?.toISOString() ?? null,
  };
}
