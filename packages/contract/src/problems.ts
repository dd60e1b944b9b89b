/**
 * Problems as RFC 9457 puts them on the wire. Each code is declared with the feature that answers it
 * and is stable: machines branch on it, elements map it to words. The title is for developers.
 */
import * as z from 'zod/mini';

/** A refusal that an operation can answer. */
export interface Problem<C extends string = string> {
  readonly code: C;
  readonly status: number;
  readonly title: string;
}

/** Declares a problem; `status` is the HTTP status it travels with. */
export function problem<const C extends string>(code: C, status: number, title: string): Problem<C> {
  return { code, status, title };
}

/** Body of every refusal: RFC 9457 members, and `code`, `requestId`, `reason` and `errors`. */
export const ProblemBody = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  code: z.string(),
  requestId: z.string(),
  /** Why a capability is missing; one of the reason codes of capabilities.ts. */
  reason: z.optional(z.string()),
  /** Token of the attempt that goes on, where a proof was right but is not enough. */
  attempt: z.optional(z.string()),
  /** What is missing, by id, where something is. */
  missing: z.optional(z.array(z.string())),
  /** One entry per field that was refused: `path` as in JSON Pointer, RFC 6901. */
  errors: z.optional(z.array(z.object({ path: z.string(), code: z.string(), message: z.string() }))),
});
export type ProblemBody = z.infer<typeof ProblemBody>;

export const invalidRequest = problem('invalid_request', 422, 'The request does not match the schema.');
export const malformedJson = problem('malformed_json', 400, 'The body is not JSON.');
export const bodyTooLarge = problem('body_too_large', 413, 'The body is larger than 256 KiB.');
export const unsupportedMediaType = problem('unsupported_media_type', 415, 'The body must be application/json.');
export const unauthenticated = problem('unauthenticated', 401, 'No valid credential was sent.');
export const keyInvalid = problem('key_invalid', 401, 'The key is unknown or revoked.');
export const originNotAllowed = problem('origin_not_allowed', 403, 'The firm has not allowed this origin.');
export const crossSiteRequest = problem(
  'cross_site_request',
  403,
  'A call with a session cookie needs an allowed Origin and the Portico-Client header.',
);
export const previewReadOnly = problem(
  'preview_read_only',
  403,
  'A preview looks with the eyes of a client and changes nothing.',
);
export const notPermitted = problem('not_permitted', 403, 'The session lacks the capability; reason says why.');
export const stepUpRequired = problem(
  'step_up_required',
  403,
  'This asks for a fresh proof of who calls; POST /v1/session/step-up first.',
);
export const secondFactorRequired = problem(
  'second_factor_required',
  403,
  'The session owes its second factor; GET /v1/firm/session says whether to set one up or to give one.',
);
export const scopeMissing = problem('scope_missing', 403, 'The key or the staff member lacks the scope.');
export const notFound = problem('not_found', 404, 'There is no such thing for this caller.');
export const methodNotAllowed = problem('method_not_allowed', 405, 'The path knows other methods.');
export const misdirected = problem('misdirected_request', 421, 'Nobody is served under this host.');
export const conflict = problem('conflict', 409, 'The object is in a state that does not allow this.');
export const idempotencyKeyMissing = problem('idempotency_key_missing', 400, 'Idempotency-Key is required here.');
export const idempotencyKeyReused = problem('idempotency_key_reused', 422, 'This key was used with another request.');
export const requestInProgress = problem(
  'request_in_progress',
  409,
  'The first request with this key is still running.',
);
export const preconditionFailed = problem('precondition_failed', 412, 'Somebody else changed it; read it again.');
export const tooManyRequests = problem('too_many_requests', 429, 'Too many tries; Retry-After says when.');
export const internalError = problem('internal_error', 500, 'Something went wrong on our side.');
export const unavailable = problem('unavailable', 503, 'Database or blob store does not answer.');
