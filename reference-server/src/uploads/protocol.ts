/**
 * What tus wants of every answer, also of those that the pipeline gives before an upload is looked at:
 * `Tus-Resumable`, and the method that `X-HTTP-Method-Override` names instead of the real one.
 */
import type { Hono, MiddlewareHandler } from 'hono';
import type { Bindings } from '../http/pipeline.js';
import { RESUMABLE } from './tus.js';

const METHODS = new Set(['POST', 'HEAD', 'PATCH', 'DELETE']);
const OVERRIDE = 'x-http-method-override';

/** @param app where a request goes again once its method is the one that was meant */
export function speakTus(app: Hono<{ Bindings: Bindings }>): MiddlewareHandler<{ Bindings: Bindings }> {
  return async (c, next) => {
    const method = c.req.header(OVERRIDE)?.toUpperCase();
    if (method !== undefined && method !== c.req.method && METHODS.has(method)) {
      return app.fetch(withMethod(c.req.raw, method), c.env);
    }
    await next();
    if (c.req.method === 'OPTIONS') return undefined;
    for (const [name, value] of Object.entries(RESUMABLE)) c.res.headers.set(name, value);
    return undefined;
  };
}

function withMethod(request: Request, method: string): Request {
  const headers = new Headers(request.headers);
  headers.delete(OVERRIDE);
  const body = method === 'HEAD' ? null : request.body;
  const init: RequestInit & { duplex?: 'half' } = { method, headers, body, signal: request.signal };
  if (body) init.duplex = 'half';
  return new Request(request.url, init);
}
