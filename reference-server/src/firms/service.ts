import { type PlanName, type RoleName, type Scope, scopes, type Settings } from '@portico/contract';
import { systemActor } from '../database/actor.js';
import { newId } from '../database/ids.js';
import type { Deps } from '../deps.js';
import { firstSeries } from '../invoice-series/first.js';
import { insertFirst } from '../invoice-series/store.js';
import { hashText, newToken } from '../session/tokens.js';

export interface NewFirm {
  readonly name: string;
  /** `scale`, which has everything, unless said otherwise. */
  readonly plan?: PlanName;
  readonly settings: Settings;
  /** Exact origins of the firm's pages. */
  readonly origins: readonly string[];
  /** An admin unless said otherwise. */
  readonly staff: readonly { readonly name: string; readonly email: string; readonly role?: RoleName }[];
  /** Scopes of the secret key; all where none are given. */
  readonly scopes?: readonly Scope[];
  /** Keys to use instead of new ones; a demo prints the same ones at every start. */
  readonly keys?: { readonly publishable: string; readonly secret: string };
}

export interface CreatedFirm {
  readonly id: string;
  readonly publishableKey: string;
  /** Shown once; only its hash is stored. */
  readonly secretKey: string;
  readonly staff: readonly { readonly id: string; readonly name: string; readonly email: string }[];
}

const FIRST_NAMES = { publishable: 'Pages', secret: 'Backend' } as const;

/** Sets up a firm with its keys, origins and staff. There is no endpoint for it: the operator does it. */
export async function createFirm({ work }: Deps, firm: NewFirm): Promise<CreatedFirm> {
  const id = newId('firm');
  const keys = firm.keys ?? { publishable: newToken('pk'), secret: newToken('sk') };
  const staff = firm.staff.map((one) => ({ id: newId('stf'), role: 'admin' as const, ...one }));
  await work.change(systemActor(id), async ({ tx, now, record }) => {
    const settings = JSON.stringify(firm.settings);
    await tx
      .insertInto('firms')
      .values({ id, name: firm.name, plan: firm.plan ?? 'scale', settings, settings_version: 1, created_at: now })
      .execute();
    for (const kind of ['publishable', 'secret'] as const) {
      const granted = kind === 'secret' ? (firm.scopes ?? scopes) : [];
      await tx
        .insertInto('firm_keys')
        .values({
          firm_id: id,
          id: newId('key'),
          kind,
          name: FIRST_NAMES[kind],
          hash: hashText(keys[kind]),
          scopes: JSON.stringify(granted),
          created_at: now,
          last_used_at: null,
          expires_at: null,
          revoked_at: null,
        })
        .execute();
    }
    for (const origin of firm.origins) {
      await tx
        .insertInto('firm_origins')
        .values({ firm_id: id, id: newId('org'), origin, created_at: now })
        .execute();
    }
    for (const one of staff) {
      await tx
        .insertInto('staff')
        .values({ firm_id: id, ...one, active: true, created_at: now })
        .execute();
    }
    await insertFirst(tx, id, firstSeries, now);
    record({ action: 'firms.create', object: id, event: null });
  });
  return { id, publishableKey: keys.publishable, secretKey: keys.secret, staff };
}
