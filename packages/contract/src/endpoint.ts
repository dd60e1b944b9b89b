/**
 * An operation of the portal API is described once, as data. The client's typed call, the server's
 * validation and authorisation, the OpenAPI document, the permission table, the authorisation matrix
 * and the fuzz test are all derived from these objects, so that none of them can say something else.
 */
import type * as z from 'zod/mini';
import type { Capability } from './capabilities.js';
import type { Problem } from './problems.js';
import type { Scope } from './scopes.js';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD' | 'OPTIONS';

/**
 * Who may call an operation.
 *
 * - `anyone`: no credential at all.
 * - `visitor`: a publishable key, which names the firm and unlocks only what precedes sign-in.
 * - `client`: a session of a contact, and the capability that the session must have.
 * - `staff`: a staff session or a secret key, and the scope that it must have.
 * - `person`: a staff session, because the act bears a name; never a key.
 * - `member`: a staff session whatever its role, for what is the member's own; `before` says which sessions that still owe
 *   the second factor are let in. Everywhere else such a session is refused.
 * - `backend`: a secret key alone, never a browser.
 */
export type Access =
  | { readonly audience: 'anyone' }
  | { readonly audience: 'visitor' }
  | { readonly audience: 'client'; readonly capability: Capability }
  | { readonly audience: 'staff'; readonly scope: Scope }
  | { readonly audience: 'person'; readonly scope: Scope }
  | { readonly audience: 'member'; readonly before: readonly OwedFactor[] }
  | { readonly audience: 'backend'; readonly scope: Scope };

/** What a staff session still owes: `enrolling` a first second factor, `verifying` one that the member has. */
export type OwedFactor = 'enrolling' | 'verifying';

type Schema = z.core.$ZodType;

/** For so long a proof of who somebody is lets them do what weighs: sign, change factors, open the vault. */
export const STEP_UP_MINUTES = 5;

/** What an author writes; {@link endpoint} keeps the literal types. */
export interface EndpointDefinition {
  /** Stable name, `<feature>.<verb>`; it names the operation in OpenAPI, the audit log and the tests. */
  readonly id: string;
  readonly method: Method;
  /** Path below the API's base, with `:name` for parameters. */
  readonly path: string;
  /** One sentence in English for the API reference. */
  readonly summary: string;
  readonly access: Access;
  readonly params?: Schema;
  readonly query?: Schema;
  readonly body?: Schema;
  /** True where the body is a file's bytes, as they are, which the handler takes as they arrive. */
  readonly bytes?: true;
  /** Schema of the JSON answer. Without one the operation answers 204, or bytes when it is `raw`. */
  readonly response?: Schema;
  /** Status of success; 200 with a response, 204 without, unless said otherwise. */
  readonly status?: 200 | 201 | 202 | 204;
  /** Problems this operation can answer besides those that its access and schemas imply. */
  readonly errors?: readonly Problem[];
  /** True where whoever calls must have proved within {@link STEP_UP_MINUTES} who they are. */
  readonly stepUp?: boolean;
  /** True where an `Idempotency-Key` header is required (it pays, signs, submits or creates). */
  readonly idempotent?: boolean;
  /** True where request or answer is not JSON: the handler gets the `Request` and returns a `Response`. */
  readonly raw?: boolean;
}

export type AnyEndpoint = EndpointDefinition;

/** Defines one operation. Leaving out `access` does not compile. */
export function endpoint<const E extends EndpointDefinition>(definition: E): E {
  return definition;
}

type OutputOf<S> = S extends Schema ? z.output<S> : undefined;
type InputOf<S> = S extends Schema ? z.input<S> : undefined;
type Field<E, K extends string> = E extends { readonly [P in K]: infer S } ? S : undefined;

/** What a handler receives after validation. */
export type ParamsOf<E extends AnyEndpoint> = OutputOf<Field<E, 'params'>>;
export type QueryOf<E extends AnyEndpoint> = OutputOf<Field<E, 'query'>>;
export type BodyOf<E extends AnyEndpoint> = OutputOf<Field<E, 'body'>>;
/** What a handler returns, and what a client gets. */
export type ResponseOf<E extends AnyEndpoint> =
  Field<E, 'response'> extends Schema ? OutputOf<Field<E, 'response'>> : void;

type Part<K extends string, S> = S extends Schema
  ? object extends InputOf<S>
    ? { readonly [P in K]?: InputOf<S> }
    : { readonly [P in K]: InputOf<S> }
  : unknown;

/** What a caller passes: only the parts that the operation has. */
export type InputsOf<E extends AnyEndpoint> = Part<'params', Field<E, 'params'>> &
  Part<'query', Field<E, 'query'>> &
  Part<'body', Field<E, 'body'>>;

/** The endpoints among the exports of a feature's module. */
export type EndpointsOf<M> = {
  readonly [K in keyof M as M[K] extends AnyEndpoint ? K : never]: Extract<M[K], AnyEndpoint>;
};

/** True for the endpoints among a module's exports. */
export function isEndpoint(value: unknown): value is AnyEndpoint {
  return typeof value === 'object' && value !== null && 'access' in value && 'path' in value;
}
