/**
 * The cookie of a session on the API's own site. Its token is replaced every quarter of an hour that it is used, so that a
 * copy of it, out of a backup or a stolen profile, is worth little and gives itself away. Tabs that call at the same
 * moment do no harm: the old token works for a minute more, and brings the new one along.
 */
import { unauthenticated } from '@portico/contract';
import type { Actor } from '../database/actor.js';
import type { Deps } from '../deps.js';
import { setCookie } from '../http/cookies.js';
import { Refusal } from '../http/refusal.js';
import { rotateToken } from './refresh-store.js';
import { createSeals, endCopied } from './rotation.js';
import type { TokenStanding } from './store.js';
import { hashText, newToken, type TokenKind } from './tokens.js';

const RENEW_AFTER_MS = 15 * 60_000;
const OVERLAP_MS = 60_000;

export interface Shown {
  readonly actor: Actor;
  readonly sessionId: string;
  readonly expiresAt: Date;
  readonly standing: TokenStanding;
  /** Of the token that was shown. */
  readonly hash: string;
  readonly kind: Extract<TokenKind, 'ps' | 'pst'>;
  /** Name of the cookie. */
  readonly cookie: string;
  /** False where the answer may come late or never: a cookie of long ago would put a spent token back. */
  readonly answersSoon: boolean;
}

/**
 * @returns a `Set-Cookie` value where there is a new token
 * @throws Refusal where the token is a copy; the session is over then
 */
export async function renew(deps: Deps, shown: Shown): Promise<string | undefined> {
  const { standing, actor, sessionId, hash } = shown;
  const now = deps.clock.now().getTime();
  if (standing.spentAt !== null && now - standing.spentAt.getTime() > OVERLAP_MS) {
    await endCopied(deps.work, actor, sessionId, 'session.renew');
    throw new Refusal(unauthenticated, { headers: { 'set-cookie': setCookie(deps.config, shown.cookie, '', 0) } });
  }
  if (!shown.answersSoon) return undefined;
  if (standing.spentAt !== null) return successor(deps, shown);
  if (now - standing.tokenSince.getTime() < RENEW_AFTER_MS) return undefined;
  const token = newToken(shown.kind);
  const owner = { firmId: actor.firmId, sessionId };
  const next = await createSeals(deps).seal(owner, hash, token);
  const rotated = await deps.work.upkeep(actor.firmId, (tx, at) =>
    rotateToken(tx, { ...owner, oldHash: hash, newHash: hashText(token), next, now: at, expiresAt: shown.expiresAt }),
  );
  // Where another call was faster by a moment, that one's answer brings the cookie.
  return rotated ? cookieOf(deps, shown, token) : undefined;
}

/** The token that came in the place of the one shown, unless that has been replaced in its turn. */
async function successor(deps: Deps, shown: Shown): Promise<string | undefined> {
  const { standing, actor, sessionId, hash } = shown;
  if (standing.next === null) return undefined;
  const token = await createSeals(deps).open({ firmId: actor.firmId, sessionId }, hash, standing.next);
  return hashText(token) === standing.currentHash ? cookieOf(deps, shown, token) : undefined;
}

function cookieOf({ config, clock }: Deps, { cookie, expiresAt }: Shown, token: string): string {
  const seconds = Math.floor((expiresAt.getTime() - clock.now().getTime()) / 1000);
  return setCookie(config, cookie, token, seconds);
}
