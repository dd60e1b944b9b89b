/**
 * Sessions on pages of another site, where no cookie of the API's own site is sent. The page keeps an access token of ten
 * minutes in memory, bound to a key of its own; what brings the next one is a refresh token in a partitioned HttpOnly
 * cookie, which no script sees. Each use replaces it (RFC 9700, section 4.14.2).
 *
 * Two tabs share that cookie and may use it at the same moment, and an answer may be lost on its way; so for half a
 * minute the replaced token still brings the one that came in its place. After that it can only be a copy: whoever of the
 * two that use it is the thief, both lose the session.
 */
import { type AccessToken, crossSiteRequest, originNotAllowed, refreshInvalid, refreshReused } from '@portico/contract';
import type { Actor, From } from '../database/actor.js';
import { everyFirm } from '../database/confine.js';
import type { Deps } from '../deps.js';
import { isOriginAllowed } from '../firms/store.js';
import { readCookie, refreshCookie, setPartitionedCookie } from '../http/cookies.js';
import type { Place } from '../http/place.js';
import { Refusal } from '../http/refusal.js';
import { verifyProof } from './dpop.js';
import { type Family, findFamily, insertAccessToken, rotateToken, type Rotation, type Spent } from './refresh-store.js';
import { createSeals, endCopied } from './rotation.js';
import { settleSession } from './store.js';
import { hashText, newToken, tokenHash } from './tokens.js';

const ACCESS_SECONDS = 600;
const GRACE_MS = 30_000;

export interface Refreshed extends AccessToken {
  /** For the cookie alone. */
  readonly refreshToken: string;
  /** Seconds until the session ends, whatever happens. */
  readonly maxAge: number;
}

export function createRefresh(deps: Deps): (request: Request, place: Place, from: From) => Promise<Refreshed> {
  const { work, config } = deps;
  const seals = createSeals(deps);
  const gone = { headers: { 'set-cookie': setPartitionedCookie(refreshCookie(config), '', 0) } };

  async function standing(hash: string) {
    const now = deps.clock.now();
    const found = await work.read(everyFirm, (db) => findFamily(db, hash, now));
    if (found?.family.live) return found;
    if (found) {
      const { firmId, sessionId } = found.family;
      await work.upkeep(firmId, (tx) => settleSession(tx, firmId, sessionId));
    }
    throw new Refusal(refreshInvalid, gone);
  }

  /** The token in the place of a spent one. @throws Refusal where it is too late for that; the session is over then */
  async function reopen(family: Family, hash: string, spent: Spent, from: From): Promise<string> {
    const { firmId, sessionId, contactId } = family;
    if (deps.clock.now().getTime() - spent.at.getTime() <= GRACE_MS) return seals.open(family, hash, spent.next);
    const actor: Actor = { firmId, type: 'contact', id: contactId, sessionId, ...from };
    await endCopied(work, actor, sessionId, 'session.refresh');
    throw new Refusal(refreshReused, gone);
  }

  return async (request, place, from) => {
    const origin = request.headers.get('origin');
    if (origin === null || request.headers.get('portico-client') === null) throw new Refusal(crossSiteRequest);
    // First, so that a page that has yet to learn the nonce does not spend its token.
    const jkt = await verifyProof(deps, request, { baseUrl: place.baseUrl });
    let token = readCookie(request, refreshCookie(config)) ?? '';
    let replaced = false;
    for (;;) {
      const hash = tokenHash('prt', token);
      if (hash === undefined) throw new Refusal(refreshInvalid, gone);
      const { family, spent } = await standing(hash);
      await guard(family, origin, place);
      if (spent) {
        token = await reopen(family, hash, spent, from);
        replaced = true;
        continue;
      }
      const refreshToken = replaced ? token : newToken('prt');
      const next = replaced ? undefined : await seals.seal(family, hash, refreshToken);
      const refreshed = await grant(
        family,
        jkt,
        next && { oldHash: hash, newHash: hashText(refreshToken), next },
        from,
      );
      // Another tab was faster by a moment; what it got is found in the next round.
      if (refreshed) return { ...refreshed, refreshToken };
    }
  };

  async function guard({ firmId, origin }: Family, from: string, place: Place): Promise<void> {
    if (place.firmId !== null && place.firmId !== firmId) throw new Refusal(refreshInvalid);
    if (origin !== from || !(await work.read(firmId, (db) => isOriginAllowed(db, firmId, from)))) {
      throw new Refusal(originNotAllowed);
    }
  }

  /** @returns undefined where somebody else has rotated the token meanwhile */
  function grant(
    { firmId, sessionId, contactId, expiresAt }: Family,
    jkt: string,
    rotation: Pick<Rotation, 'oldHash' | 'newHash' | 'next'> | undefined,
    from: From,
  ): Promise<Omit<Refreshed, 'refreshToken'> | undefined> {
    const actor: Actor = { firmId, type: 'contact', id: contactId, sessionId, ...from };
    return work.change(actor, async ({ tx, now, record, nothing }) => {
      const row = { firmId, sessionId, now };
      if (rotation && !(await rotateToken(tx, { ...row, ...rotation, expiresAt }))) {
        nothing();
        return undefined;
      }
      const accessToken = newToken('pat');
      const left = Math.floor((expiresAt.getTime() - now.getTime()) / 1000);
      const expiresIn = Math.min(ACCESS_SECONDS, left);
      const end = new Date(now.getTime() + expiresIn * 1000);
      await insertAccessToken(tx, { ...row, hash: hashText(accessToken), jkt, expiresAt: end });
      record({ action: 'session.refresh', object: sessionId, event: null });
      return { accessToken, tokenType: 'DPoP', expiresIn, maxAge: left };
    });
  }
}
