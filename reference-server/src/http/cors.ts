/**
 * CORS by exact origins. A preflight carries no credential, so it is answered for an origin that any firm
 * has allowed; the call itself is then bound to the caller's own firm in credentials.ts.
 */
import { everyFirm } from '../database/confine.js';
import type { Deps } from '../deps.js';
import { isOriginKnown } from '../firms/store.js';
import type { Caller } from './caller.js';

const EXPOSED = [
  'ETag',
  'Content-Disposition',
  'Content-Range',
  'DPoP-Nonce',
  'Idempotent-Replayed',
  'Location',
  'Portico-Document',
  'Retry-After',
  'Tus-Extension',
  'Tus-Max-Size',
  'Tus-Resumable',
  'Tus-Version',
  'Upload-Expires',
  'Upload-Length',
  'Upload-Metadata',
  'Upload-Offset',
  'X-Request-Id',
].join(', ');

const ACCEPTED = [
  'Authorization',
  'Content-Type',
  'DPoP',
  'Idempotency-Key',
  'If-Match',
  'Portico-Client',
  'Portico-Key',
  'Portico-Session',
  'Range',
  'Tus-Resumable',
  'Upload-Length',
  'Upload-Metadata',
  'Upload-Offset',
  'X-HTTP-Method-Override',
  'X-Request-ID',
].join(', ');

/**
 * Headers that let the calling page read the answer; none but `Vary` where it may not.
 * `foreign` says that the call was refused because its firm has not allowed the page, though another firm may have.
 */
export async function corsHeaders(
  deps: Deps,
  request: Request,
  { caller, foreign = false }: { readonly caller?: Caller | undefined; readonly foreign?: boolean } = {},
): Promise<Record<string, string>> {
  const origin = request.headers.get('origin');
  if (foreign) return { vary: 'Origin' };
  // A caller was only found when its firm has allowed the origin; without one, any firm's origin may read the refusal.
  if (origin === null || (!caller && !(await mayAsk(deps, origin)))) return { vary: 'Origin' };
  return {
    vary: 'Origin',
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': EXPOSED,
  };
}

/** Answers a preflight. */
export async function preflight(deps: Deps, request: Request): Promise<Response> {
  const headers = await corsHeaders(deps, request);
  if (!headers['access-control-allow-origin']) return new Response(null, { status: 403, headers });
  return new Response(null, {
    status: 204,
    headers: {
      ...headers,
      'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS',
      'access-control-allow-headers': ACCEPTED,
      'access-control-max-age': '7200',
    },
  });
}

async function mayAsk(deps: Deps, origin: string): Promise<boolean> {
  return (
    origin === new URL(deps.config.publicUrl).origin ||
    (await deps.work.read(everyFirm, (db) => isOriginKnown(db, origin)))
  );
}
