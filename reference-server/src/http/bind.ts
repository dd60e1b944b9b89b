/** Binds the endpoints of one feature to their handlers. A handler left out does not compile. */
import type { AnyEndpoint, BodyOf, EndpointsOf, ParamsOf, QueryOf, ResponseOf } from '@portico/contract';
import { isEndpoint } from '@portico/contract';
import type { BodyReader } from '../ports/body.js';
import type { Actor, From } from '../database/actor.js';
import type { CallerOf } from './caller.js';
import type { Place } from './place.js';

/** What a handler is given: everything validated, nothing raw unless the endpoint is. */
export interface Call<E extends AnyEndpoint> {
  readonly caller: CallerOf<E>;
  /** The caller as the audit log names it, with the call's idempotency key. */
  readonly actor: CallerOf<E> extends undefined ? undefined : Actor;
  readonly params: ParamsOf<E>;
  readonly query: QueryOf<E>;
  readonly body: BodyOf<E>;
  readonly request: Request;
  /** For the audit log, where there is no actor yet. */
  readonly from: From;
  readonly place: Place;
  /** Address of the peer as the server's adapter knows it; limits count by it. */
  readonly address: string;
  /** The body as it arrives, for endpoints that do not have it read for them; null where there is none. */
  readonly stream: () => BodyReader | null;
  /** Headers to send with a JSON answer: `ETag`, `Set-Cookie`. */
  readonly headers: Headers;
}

export type Handler<E extends AnyEndpoint> = (
  call: Call<E>,
) => E extends { readonly raw: true }
  ? Promise<Response>
  : ResponseOf<E> extends undefined
    ? Promise<void>
    : Promise<ResponseOf<E>>;

export type Handlers<M> = { readonly [K in keyof EndpointsOf<M>]: Handler<EndpointsOf<M>[K]> };

/** An endpoint with its handler, its types forgotten. */
export interface Bound {
  readonly endpoint: AnyEndpoint;
  readonly handle: (call: Call<never>) => Promise<unknown>;
}

/** @param feature a module of the contract's `features` */
export function bind<M extends object>(feature: M, handlers: Handlers<M>): Bound[] {
  const byName: Record<string, (call: Call<never>) => Promise<unknown>> = handlers;
  return Object.entries(feature).flatMap(([name, endpoint]) => {
    const handle = byName[name];
    return isEndpoint(endpoint) && handle ? [{ endpoint, handle }] : [];
  });
}
