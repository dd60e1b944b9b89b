/**
 * Finds the caller from the credential alone; never from a header that names a firm. A page may call only
 * from an origin that the caller's firm has allowed, and a cookie that changes something must come with
 * that origin and the Portico-Client header (both force a preflight: no form or image can forge them).
 */
import {
  type AnyEndpoint,
  crossSiteRequest,
  everyKind,
  keyInvalid,
  originNotAllowed,
  roles,
  scopes as allScopes,
  type SignInMethod,
  unauthenticated,
} from '@portico/contract';
import type { From } from '../database/actor.js';
import { everyFirm } from '../database/confine.js';
import type { Deps } from '../deps.js';
import { findKey, type FoundKey, touchKey } from '../firms/store.js';
import { verifyProof } from '../session/dpop.js';
import { renew, type Shown } from '../session/renew.js';
import {
  findSession,
  findStaffSession,
  type FoundSession,
  type FoundStaffSession,
  settleSession,
  touchSession,
} from '../session/store.js';
import { tokenHash } from '../session/tokens.js';
import { actorOf, type Caller, type MemberFacts } from './caller.js';
import type { Place } from './place.js';
import { readCookie, sessionCookie, staffCookie } from './cookies.js';
import { Refusal } from './refusal.js';

/** Lets an idle limit, or a key's last use, move at most once a minute, so that reading does not write. */
const TOUCH_AFTER_MS = 60_000;

export interface Authenticated {
  readonly caller: Caller | undefined;
  /** `Set-Cookie` value, where the session's token has been replaced. */
  readonly cookie?: string | undefined;
}

interface Call {
  readonly endpoint: AnyEndpoint;
  readonly request: Request;
  readonly place: Place;
  readonly from: From;
}

/** @throws Refusal when the credential does not fit what the endpoint asks for */
export async function authenticate(deps: Deps, call: Call): Promise<Authenticated> {
  const { place } = call;
  const found = await find(deps, call);
  const { caller } = found;
  // On a firm's own domain nobody else's credential opens anything.
  if (caller && place.firmId !== null && caller.firmId !== place.firmId) {
    throw new Refusal(caller.kind === 'visitor' || caller.kind === 'key' ? keyInvalid : unauthenticated);
  }
  return found;
}

async function find(deps: Deps, call: Call): Promise<Authenticated> {
  const { endpoint, request, place } = call;
  switch (endpoint.access.audience) {
    case 'anyone':
      return { caller: undefined };
    case 'visitor':
      return { caller: await visitor(deps, request, place) };
    case 'client':
      return client(deps, call);
    case 'staff':
      return bearer(request) === undefined ? staff(deps, call) : { caller: await secretKey(deps, endpoint, request) };
    case 'person':
    case 'member':
      return staff(deps, call);
    case 'backend':
      return { caller: await secretKey(deps, endpoint, request) };
  }
}

async function visitor(deps: Deps, request: Request, place: Place): Promise<Caller> {
  const hash = tokenHash('pk', request.headers.get('portico-key') ?? '');
  const origin = pageOrigin(place, request);
  const key = hash && (await useKey(deps, hash, origin));
  if (!key || key.kind !== 'publishable') throw new Refusal(keyInvalid);
  if (origin !== null && !key.originAllowed) throw new Refusal(originNotAllowed);
  return { kind: 'visitor', firmId: key.firmId };
}

async function client(deps: Deps, call: Call): Promise<Authenticated> {
  const { request, place } = call;
  const [scheme, token] = (request.headers.get('authorization') ?? '').split(' ');
  const viaProof = scheme?.toLowerCase() === 'dpop' && token !== undefined;
  const sent = viaProof ? undefined : readCookie(request, sessionCookie(deps.config));
  const hash = viaProof ? tokenHash('pat', token) : tokenHash('ps', sent ?? '');
  const origin = pageOrigin(place, request);
  const now = deps.clock.now();
  if (hash === undefined) throw new Refusal(unauthenticated);
  const found = await live(deps, await deps.work.read(everyFirm, (db) => findSession(db, hash, origin, now)));
  if (origin !== null && !found.originAllowed) throw new Refusal(originNotAllowed);
  if (viaProof) {
    if (found.jkt === null) throw new Refusal(unauthenticated);
    guardOrigin(request, found.origin);
    await verifyProof(deps, request, { baseUrl: place.baseUrl, accessToken: token, jkt: found.jkt });
  } else {
    if (found.jkt !== null) throw new Refusal(unauthenticated);
    guardCookie(request);
  }
  const shown = viaProof ? undefined : ({ hash, kind: 'ps', cookie: sessionCookie(deps.config) } as const);
  return keep(deps, call, { found, caller: callerOf(found), now, shown });
}

/** @throws Refusal where there is no session, or it has run out; that it has is then said once and for all */
async function live<Found extends FoundSession | FoundStaffSession>(
  deps: Deps,
  found: Found | undefined,
): Promise<Found> {
  if (!found) throw new Refusal(unauthenticated);
  if (!found.over) return found;
  const { firmId, id, seenAt } = found;
  if (seenAt.getTime() > 0) await deps.work.upkeep(firmId, (tx) => settleSession(tx, firmId, id));
  throw new Refusal(unauthenticated);
}

interface Kept {
  readonly found: FoundSession | FoundStaffSession;
  readonly caller: Caller;
  readonly now: Date;
  /** The cookie that was shown; none where a proof stood for it. */
  readonly shown: Pick<Shown, 'hash' | 'kind' | 'cookie'> | undefined;
}

/** Keeps a session going that has been used: its cookie's token is replaced when it is old, its idle limit moves. */
async function keep(
  deps: Deps,
  { endpoint, place, from }: Call,
  { found, caller, now, shown }: Kept,
): Promise<Authenticated> {
  const { firmId, id: sessionId, expiresAt, seenAt } = found;
  const fits = place.firmId === null || place.firmId === firmId;
  const actor = { ...actorOf(caller), ...from };
  const answersSoon = endpoint.raw !== true;
  const cookie =
    shown && fits
      ? await renew(deps, { ...shown, actor, sessionId, expiresAt, standing: found, answersSoon })
      : undefined;
  // A token that was replaced just now has moved the limit with it.
  if (cookie === undefined && now.getTime() - seenAt.getTime() > TOUCH_AFTER_MS) {
    await deps.work.upkeep(firmId, (tx) => touchSession(tx, firmId, sessionId, now));
  }
  return { caller, cookie };
}

function callerOf(found: FoundSession): Caller {
  return {
    kind: 'client',
    firmId: found.firmId,
    contactId: found.contactId,
    sessionId: found.id,
    session: {
      kind: found.kind,
      plan: found.plan,
      sections: found.sections,
      readOnly: found.readOnly,
      link:
        found.linkId === null || found.linkRequestId === null
          ? null
          : { id: found.linkId, requestId: found.linkRequestId },
      bound: found.jkt !== null,
      staff: found.staffId === null ? null : { id: found.staffId, name: found.staffName ?? '' },
      authenticatedAt: found.authenticatedAt,
      firmName: found.firmName,
      contact: { name: found.name, email: found.email, language: found.language },
      settings: found.settings,
      // A one-time link is for those who have no access.
      portalAccess: found.portalAccess || found.linkId !== null,
      components: found.components,
      matters: found.matters,
      expiresAt: found.expiresAt,
    },
  };
}

async function staff(deps: Deps, call: Call): Promise<Authenticated> {
  const { endpoint, request, place } = call;
  const hash = tokenHash('pst', readCookie(request, staffCookie(deps.config)) ?? '');
  const origin = pageOrigin(place, request);
  const now = deps.clock.now();
  if (hash === undefined) throw new Refusal(unauthenticated);
  const found = await live(deps, await deps.work.read(everyFirm, (db) => findStaffSession(db, hash, origin, now)));
  if (origin !== null && !found.originAllowed) throw new Refusal(originNotAllowed);
  guardCookie(request);
  const shown = { hash, kind: 'pst', cookie: staffCookie(deps.config) } as const;
  return keep(deps, call, { found, caller: memberOf(found, endpoint), now, shown });
}

function memberOf(found: FoundStaffSession, { access }: AnyEndpoint): Caller {
  const { scopes, documentKinds } = roles[found.role];
  return {
    kind: 'staff',
    firmId: found.firmId,
    id: found.staffId,
    sessionId: found.id,
    reach: 'scope' in access ? (scopes[access.scope] ?? null) : null,
    scopes: new Set(allScopes.filter((scope) => scopes[scope] !== undefined)),
    documentKinds: documentKinds.length === everyKind.length ? null : documentKinds,
    session: {
      firmName: found.firmName,
      name: found.name,
      email: found.email,
      role: found.role,
      secondFactor: stateOf(found),
      authenticatedAt: found.authenticatedAt,
      expiresAt: found.expiresAt,
    },
  };
}

/** What a session owes follows from how it was opened and from what its member has, so that neither can go stale. */
function stateOf({ methods, hasFactor }: FoundStaffSession): MemberFacts['secondFactor'] {
  if (methods.some((method) => secondFactors.has(method))) return 'given';
  return hasFactor ? 'verifying' : 'enrolling';
}

const secondFactors: ReadonlySet<SignInMethod> = new Set(['totp', 'passkey', 'recovery_code']);

async function secretKey(deps: Deps, { access }: AnyEndpoint, request: Request): Promise<Caller> {
  const token = bearer(request);
  if (token === undefined) throw new Refusal(unauthenticated);
  const hash = tokenHash('sk', token);
  const key = hash && (await useKey(deps, hash, null));
  if (!key || key.kind !== 'secret') throw new Refusal(keyInvalid);
  // A secret key has no business in a page; a browser always says where it is.
  if (request.headers.get('origin') !== null) throw new Refusal(originNotAllowed);
  const reach = 'scope' in access && key.scopes.includes(access.scope) ? 'all' : null;
  const scopes = new Set(key.scopes);
  return { kind: 'key', firmId: key.firmId, id: key.id, sessionId: null, reach, scopes, documentKinds: null };
}

/** Finds a key, and notes that it was used. */
async function useKey(deps: Deps, hash: string, origin: string | null): Promise<FoundKey | undefined> {
  const now = deps.clock.now();
  const key = await deps.work.read(everyFirm, (db) => findKey(db, hash, origin, now));
  if (key && now.getTime() - (key.lastUsedAt?.getTime() ?? 0) >= TOUCH_AFTER_MS) {
    await deps.work.touch(key.firmId, (db) => touchKey(db, key.firmId, key.id, now));
  }
  return key;
}

function bearer(request: Request): string | undefined {
  const [scheme, token] = (request.headers.get('authorization') ?? '').split(' ');
  return scheme?.toLowerCase() === 'bearer' ? token : undefined;
}

/** Origin of a foreign page; null where there is none or it is our own. */
function pageOrigin({ baseUrl }: Place, request: Request): string | null {
  const origin = request.headers.get('origin');
  return origin === null || origin === new URL(baseUrl).origin ? null : origin;
}

/** A firm session works on the page that it was minted for: a browser says where it is whenever it may matter. */
function guardOrigin(request: Request, minted: string | null): void {
  const origin = request.headers.get('origin');
  if (minted !== null && origin !== null && origin !== minted) throw new Refusal(originNotAllowed);
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

function guardCookie(request: Request): void {
  if (request.headers.get('sec-fetch-site') === 'cross-site') throw new Refusal(crossSiteRequest);
  if (SAFE.has(request.method)) return;
  if (request.headers.get('origin') === null || request.headers.get('portico-client') === null) {
    throw new Refusal(crossSiteRequest);
  }
}
