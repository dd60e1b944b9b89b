/**
 * The firm's own domains. Many may claim a host, whoever proves it by DNS has it. When a firm lets a host go, its DNS
 * may point at us for a while yet; so nobody else gets it for thirty days (a dangling CNAME would hand them its visitors).
 */
import {
  dnsUnavailable,
  type Domain,
  domainCoolingDown,
  domainKnown,
  domainNotProven,
  domainTaken,
  isEntitled,
  notFound,
  planRequired,
} from '@portico/contract';
import type { Actor } from '../database/actor.js';
import { newId } from '../database/ids.js';
import type { Reader } from '../database/tables.js';
import type { Deps } from '../deps.js';
import { getFirm } from '../firms/store.js';
import { Refusal } from '../http/refusal.js';
import { toBase64Url } from '../session/tokens.js';
import * as store from './store.js';

const COOL_DOWN_MS = 30 * 24 * 3_600_000;

export const createDomains = ({ work, dns }: Pick<Deps, 'work' | 'dns'>) => ({
  list: (firmId: string, query: { limit: number; cursor?: string | undefined }) =>
    work.read(firmId, async (db) => {
      const { data, nextCursor } = await store.listDomains(db, firmId, query);
      return { data: data.map(view), nextCursor };
    }),

  add: (actor: Actor, host: string): Promise<Domain> =>
    work.change(actor, async ({ tx, now, record }) => {
      const { firmId } = actor;
      await requireEntitlement(tx, firmId);
      const challenge = toBase64Url(crypto.getRandomValues(new Uint8Array(32)));
      const row = await store.insertDomain(tx, { firm_id: firmId, id: newId('dom'), host, challenge, created_at: now });
      if (!row) throw new Refusal(domainKnown);
      record({
        action: 'domains.add',
        object: row.id,
        event: { type: 'domain.added', data: { domainId: row.id, host } },
      });
      return view(row);
    }),

  async verify(actor: Actor, id: string): Promise<Domain> {
    const { firmId } = actor;
    const claim = await work.read(firmId, async (db) => {
      await requireEntitlement(db, firmId);
      return store.getDomain(db, firmId, id);
    });
    if (!claim) throw new Refusal(notFound);
    if (claim.verified_at) return view(claim);
    // Outside of the transaction, because DNS takes its time.
    const found = await dns.txt(proofName(claim.host)).catch(() => {
      throw new Refusal(dnsUnavailable, { headers: { 'retry-after': '60' } });
    });
    if (!found.includes(claim.challenge)) throw new Refusal(domainNotProven);
    return work.change(actor, async ({ tx, now, record }) => {
      const since = new Date(now.getTime() - COOL_DOWN_MS);
      const served = await store.lastServedAnother(tx, firmId, claim.host, since);
      if (served) {
        const seconds = Math.ceil((served.getTime() + COOL_DOWN_MS - now.getTime()) / 1000);
        throw new Refusal(domainCoolingDown, { headers: { 'retry-after': String(seconds) } });
      }
      const row = await store.serveDomain(tx, firmId, id, claim.host, now);
      if (!row) throw new Refusal(domainTaken);
      record({
        action: 'domains.verify',
        object: id,
        event: { type: 'domain.verified', data: { domainId: id, host: claim.host } },
      });
      return view(row);
    });
  },

  remove: (actor: Actor, id: string): Promise<void> =>
    work.change(actor, async ({ tx, now, record }) => {
      const host = await store.removeDomain(tx, actor.firmId, id, now);
      if (host === undefined) throw new Refusal(notFound);
      record({ action: 'domains.remove', object: id, event: { type: 'domain.removed', data: { domainId: id, host } } });
    }),
});

async function requireEntitlement(db: Reader, firmId: string): Promise<void> {
  const { plan } = await getFirm(db, firmId);
  if (!isEntitled(plan, 'own_domain')) throw new Refusal(planRequired);
}

function proofName(host: string): string {
  return `_portal-challenge.${host}`;
}

function view(row: NonNullable<Awaited<ReturnType<typeof store.getDomain>>>): Domain {
  return {
    id: row.id,
    host: row.host,
    proof: { type: 'TXT', name: proofName(row.host), value: row.challenge },
    createdAt: row.created_at.toISOString(),
    verifiedAt: row.verified_at?.toISOString() ?? null,
  };
}
