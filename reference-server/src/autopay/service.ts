/** Agreeing to be charged by itself, and taking that back. */
import {
  type Autopay,
  autopayOff,
  type BodyOf,
  type FeeKind,
  methodElsewhere,
  notFound,
  type setAutopay,
  type Settings,
  termsChanged,
} from '@portico/contract';
import type { Actor } from '../database/actor.js';
import type { Reader } from '../database/tables.js';
import type { Deps } from '../deps.js';
import { getFirm } from '../firms/store.js';
import { requireOneself } from '../http/authorise.js';
import type { ClientCaller } from '../http/caller.js';
import { Refusal } from '../http/refusal.js';
import { accountOf } from '../paying/store.js';
import { findMethod, type MethodRow } from '../payment-methods/store.js';
import { agree, listAutopay, withdraw } from './store.js';
import { autopayTerms, noticeDaysOf } from './terms.js';

type Needs = Pick<Deps, 'work' | 'payments'>;

export const createAutopay = (deps: Needs) => ({
  /** @param language of the text; the contact's own otherwise */
  get: (caller: ClientCaller, language?: string): Promise<Autopay> =>
    deps.work.read(caller.firmId, (db) => present(deps, db, caller, language)),

  set: (actor: Actor, caller: ClientCaller, body: BodyOf<typeof setAutopay>): Promise<Autopay> =>
    deps.work.change(actor, async ({ tx, now, record, nothing }) => {
      const { firmId, contactId } = caller;
      const whose = { firm_id: firmId, contact_id: contactId, kind: body.kind };
      if (body.methodId === null) {
        const data = { contactId, kind: body.kind };
        if (await withdraw(tx, whose))
          record({ action: 'autopay.withdraw', object: contactId, event: { type: 'autopay.withdrawn', data } });
        else nothing();
        return present(deps, tx, caller);
      }
      requireOneself(caller.session, now);
      const firm = await getFirm(tx, firmId);
      const method = await agreeable(deps, tx, firm, caller, {
        ...body,
        methodId: body.methodId,
        holds: autopayTerms.hold(firm, body.termsHash),
      });
      const terms_hash = body.termsHash;
      await agree(tx, { ...whose, method_id: method.id, terms_hash, agreed_at: now, suspended_at: null });
      const data = { contactId, kind: body.kind, methodId: method.id, termsHash: terms_hash };
      record({
        action: 'autopay.agree',
        object: contactId,
        event: { type: 'autopay.agreed', data },
        details: { terms: terms_hash },
      });
      return present(deps, tx, caller);
    }),
});

/** What is agreed to. */
interface Agreeing {
  readonly kind: FeeKind;
  readonly methodId: string;
  /** Whether the text that was shown is the one that holds. */
  readonly holds: boolean;
}

/** The method of a contact's that they agree to be charged by. @throws Refusal where they cannot */
export async function agreeable(
  deps: Pick<Deps, 'payments'>,
  db: Reader,
  { settings }: Pick<ClientCaller['session'], 'settings'>,
  { firmId, contactId }: Pick<ClientCaller, 'firmId' | 'contactId'>,
  { kind, methodId, holds }: Agreeing,
): Promise<MethodRow> {
  if (!isOffered(deps, settings)) throw new Refusal(autopayOff);
  if (!holds) throw new Refusal(termsChanged);
  const method = await findMethod(db, firmId, contactId, methodId);
  if (!method) throw new Refusal(notFound);
  if (method.account !== accountOf(kind)) throw new Refusal(methodElsewhere);
  return method;
}

/** Whether a firm charges by itself at all. */
export function isOffered(
  { payments }: Pick<Deps, 'payments'>,
  { payments: { processor, autopay = false } }: Pick<Settings, 'payments'>,
): boolean {
  return payments !== undefined && processor && autopay;
}

async function present(
  deps: Needs,
  db: Reader,
  { firmId, contactId, session }: ClientCaller,
  language = session.contact.language,
): Promise<Autopay> {
  const firm = await getFirm(db, firmId);
  const rows = await listAutopay(db, firmId, contactId);
  return {
    available: isOffered(deps, firm.settings),
    noticeDays: noticeDaysOf(firm.settings),
    terms: autopayTerms.shown(firm, language),
    data: rows.map(({ kind, method_id: methodId, agreed_at, suspended_at }) => ({
      ...{ kind, methodId, agreedAt: agreed_at.toISOString(), suspended: suspended_at !== null },
    })),
  };
}
