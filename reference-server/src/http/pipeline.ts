/** The path of every call: who, may they, what did they send, do it, say so. */
import {
  idempotencyKeyMissing,
  internalError,
  methodNotAllowed,
  misdirected,
  notFound,
  originNotAllowed,
  type Problem,
  storageFull,
} from '@portico/contract';
import { Hono, type MiddlewareHandler } from 'hono';
import * as z from 'zod/mini';
import { appendAudit } from '../audit/store.js';
import type { Actor, From } from '../database/actor.js';
import { type Once, Replay } from '../database/once.js';
import type { Deps } from '../deps.js';
import { StorageFullError } from '../ports/blobs.js';
import { newNonce } from '../session/dpop.js';
import { hashText } from '../session/tokens.js';
import { authorise } from './authorise.js';
import { type BodyReader, webBody } from '../ports/body.js';
import type { Bound } from './bind.js';
import { actorOf, type Caller } from './caller.js';
import { corsHeaders, preflight } from './cors.js';
import { authenticate } from './credentials.js';
import { type Input, readInput } from './input.js';
import { type Place, placeOf } from './place.js';
import { problemResponse, Refusal } from './refusal.js';

/** What the server's adapter passes beside the request. */
export interface Bindings {
  /** Address of the peer; empty where there is none. */
  readonly address?: string;
  /** The body, where the adapter has a shorter way to it than the request. */
  readonly stream?: () => BodyReader | null;
  /** True where the proxy before us was called by plain http. */
  readonly plain?: boolean;
  /** Where the call arrived, where the adapter has found that out already. */
  readonly place?: Place;
}

/** What the handlers of an app are given that stands behind {@link locate}. */
export interface Located {
  Bindings: Bindings;
  Variables: { place: Place };
}

/** Refuses what arrives where nobody is served, and tells the rest where it did. */
export function locate<E extends Located>(deps: Deps): MiddlewareHandler<E> {
  return async (c, next) => {
    try {
      const { place, plain = false } = envOf(c.env);
      if (plain && deps.config.publicUrl.startsWith('https:')) throw new Refusal(misdirected);
      c.set('place', place ?? (await placeOf(deps, c.req.raw)));
    } catch (error) {
      const requestId = newRequestId();
      return withHeaders(await refuse(deps, 'misdirected', error, undefined, { ip: '', requestId }), {
        'x-request-id': requestId,
      });
    }
    return next();
  };
}

/** Nothing is there where a test or a page calls the app. */
function envOf(env: Bindings | undefined): Bindings {
  return env ?? {};
}

/** Mounts every bound endpoint on a Hono app. */
export function createPipeline(deps: Deps, bound: readonly Bound[]): Hono<Located> {
  const app = new Hono<Located>();
  app.use('/v1/*', locate(deps));
  for (const one of bound) {
    const { method, path } = one.endpoint;
    // Hono routes HEAD as GET.
    app.on(method === 'HEAD' ? 'GET' : method, path, (c, next) =>
      method === 'HEAD' && c.req.method !== 'HEAD'
        ? next()
        : answer(deps, one, c.req.raw, c.req.param(), envOf(c.env), c.get('place')),
    );
  }
  app.options('/v1/*', (c) => preflight(deps, c.req.raw));
  app.all('/v1/*', async (c) => {
    const path = new URL(c.req.url).pathname;
    const allowed = bound.filter(({ endpoint }) => matches(endpoint.path, path)).map(({ endpoint }) => endpoint.method);
    const problem = allowed.length > 0 ? methodNotAllowed : notFound;
    const requestId = newRequestId();
    const headers = { 'x-request-id': requestId, ...(allowed.length > 0 && { allow: allowed.join(', ') }) };
    const response = problemResponse(problem, requestId, { headers });
    return withHeaders(response, await corsHeaders(deps, c.req.raw));
  });
  return app;
}

async function answer(
  deps: Deps,
  { endpoint, handle }: Bound,
  request: Request,
  params: Record<string, string>,
  { address = '', stream = () => webBody(request) }: Bindings,
  place: Place,
): Promise<Response> {
  const started = performance.now();
  const requestId = newRequestId();
  let caller: Caller | undefined;
  let cookie: string | undefined;
  let response: Response;
  let foreign = false;
  try {
    if (endpoint.method === 'OPTIONS' && request.headers.has('access-control-request-method')) {
      return await preflight(deps, request);
    }
    const from = { ip: address, requestId };
    const found = await authenticate(deps, { endpoint, request, place, from });
    ({ caller, cookie } = found);
    authorise(endpoint, caller, deps.clock.now());
    const input = await readInput(endpoint, request, params);
    const headers = new Headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    const actor = caller && actorWith(caller, from, endpoint.idempotent && onceOf(endpoint.id, request, caller, input));
    const call = { ...input, caller, actor, request, from, place, address, stream, headers };
    let body: unknown;
    try {
      // The types meet in bind(): this call was made for the endpoint that the handler was bound to.
      body = await Reflect.apply(handle, undefined, [call]);
    } catch (error) {
      if (!(error instanceof Replay)) throw error;
      body = error.answer;
      headers.set('idempotent-replayed', 'true');
    }
    response = body instanceof Response ? body : jsonResponse(deps, endpoint, body, headers);
  } catch (error) {
    foreign = error instanceof Refusal && error.problem === originNotAllowed;
    response = await refuse(deps, endpoint.id, error, caller, { ip: address, requestId });
  }
  // What the call itself did to the cookie comes last: it signed out, or proved more.
  if (cookie !== undefined && !response.headers.has('set-cookie')) response.headers.append('set-cookie', cookie);
  response = withHeaders(response, {
    'x-request-id': requestId,
    // RFC 9449, section 8.2: the nonce for the next proof, so that a busy page is never turned away for an old one.
    ...(request.headers.has('dpop') && { 'dpop-nonce': newNonce(deps) }),
    ...(await corsHeaders(deps, request, { caller, foreign })),
  });
  deps.log.info(
    {
      requestId,
      operation: endpoint.id,
      status: response.status,
      firmId: caller?.firmId ?? null,
      ms: Math.round(performance.now() - started),
    },
    'request',
  );
  return response;
}

function jsonResponse(deps: Deps, endpoint: Bound['endpoint'], body: unknown, headers: Headers): Response {
  if (!endpoint.response) return new Response(null, { status: endpoint.status ?? 204, headers });
  if (deps.config.checkAnswers) {
    const checked = z.safeParse(endpoint.response, body);
    if (!checked.success) throw new Error(`${endpoint.id} broke its own contract: ${checked.error.message}`);
  }
  headers.set('content-type', 'application/json');
  return new Response(JSON.stringify(body), { status: endpoint.status ?? 200, headers });
}

async function refuse(
  deps: Deps,
  operation: string,
  error: unknown,
  caller: Caller | undefined,
  from: From,
): Promise<Response> {
  const { requestId } = from;
  if (error instanceof StorageFullError) return problemResponse(storageFull, requestId);
  if (!(error instanceof Refusal)) {
    deps.log.error({ requestId, operation, error: error instanceof Error ? error : new Error('unknown') }, 'failed');
    return problemResponse(internalError, requestId);
  }
  if (error.problem.status === 403 && caller)
    await recordRefusal(deps, operation, actorWith(caller, from), error.problem);
  return problemResponse(error.problem, requestId, error.details);
}

/** What somebody was not allowed to do is part of what happened. */
async function recordRefusal(deps: Deps, operation: string, actor: Actor, { code }: Problem): Promise<void> {
  await deps.work.upkeep(actor.firmId, (tx, at) =>
    appendAudit(tx, { actor, action: operation, object: null, result: 'refused', code, at }),
  );
}

function actorWith(caller: Caller, from: From, once: Once | false = false): Actor {
  return { ...actorOf(caller), ...from, ...(once && { once }) };
}

function onceOf(operation: string, request: Request, caller: Caller, input: Input): Once {
  const key = request.headers.get('idempotency-key');
  if (key === null || key.length === 0 || key.length > 255) throw new Refusal(idempotencyKeyMissing);
  const { type, id } = actorOf(caller);
  return {
    caller: `${type} ${id ?? ''}`,
    key,
    requestHash: hashText(JSON.stringify([operation, input.params ?? null, input.query ?? null, input.body ?? null])),
  };
}

function withHeaders(response: Response, headers: Readonly<Record<string, string>>): Response {
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}

function matches(pattern: string, path: string): boolean {
  const wanted = pattern.split('/');
  const parts = path.split('/');
  return (
    wanted.length === parts.length &&
    wanted.every((part, at) => (part.startsWith(':') ? parts[at] !== '' : part === parts[at]))
  );
}

function newRequestId(): string {
  return `rq_${crypto.randomUUID().replaceAll('-', '')}`;
}
