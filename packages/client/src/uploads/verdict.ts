/**
 * What to do after an upload stumbled. Whatever may pass by itself is tried again, with growing pauses and for as long as it
 * takes while the network is away; whatever the server refused stays refused until a person acts.
 */
import { offsetConflict, storageFull, uploadLinkGone } from '@portico/contract';
import { AuthError } from '../errors/auth-error.js';
import { NetworkError } from '../errors/network-error.js';
import { PortalError } from '../errors/portal-error.js';
import { ProblemError } from '../errors/problem-error.js';
import { TimeoutError } from '../errors/timeout-error.js';

/**
 * - `later`: try again after `delay` milliseconds.
 * - `session`: try again when there is a session.
 * - `anew`: the same, but from the first byte, since the server has forgotten the upload.
 * - `never`: a person must act.
 */
export type Verdict =
  | { readonly next: 'later' | 'anew'; readonly code: string; readonly delay: number }
  | { readonly next: 'session'; readonly code: string }
  | { readonly next: 'never'; readonly code: string };

const LONGEST = 30_000;
/** Tries of a server that answers but cannot; about two minutes. */
const TRIES = 8;

/**
 * Judges an error.
 * @param attempt how often it has stumbled since it last made progress, from 1
 * @param resumed whether an upload was being continued that the server should know
 */
export function judge(error: unknown, attempt: number, resumed: boolean): Verdict {
  if (!(error instanceof PortalError)) return { next: 'never', code: 'upload_failed' };
  const { code } = error;
  const later = { next: 'later', code, delay: pause(attempt) } as const;
  if (error instanceof AuthError) return { next: 'session', code };
  if (error instanceof NetworkError || error instanceof TimeoutError) return later;
  if (!(error instanceof ProblemError)) return { next: 'never', code };
  const { status, retryAfter } = error;
  // No other upload by the same link would fare better.
  const gone = resumed && (status === 404 || status === 410) && code !== uploadLinkGone.code;
  if (gone && attempt < TRIES) return { ...later, next: 'anew' };
  const busy = status === 408 || status === 423 || status === 429 || code === offsetConflict.code;
  if (busy) return { ...later, delay: Math.max(later.delay, (retryAfter ?? 0) * 1000) };
  if (status >= 500 && code !== storageFull.code && attempt < TRIES) return later;
  return { next: 'never', code };
}

/** Doubles up to half a minute; the random half keeps many clients from coming back all at once. */
function pause(attempt: number): number {
  return Math.min(LONGEST, 1000 * 2 ** (attempt - 1)) * (0.5 + Math.random() / 2);
}
