/** Reads the server's refusals (RFC 9457), for calls by `fetch` and for uploads alike. */
import { ProblemBody, type AnyEndpoint } from '@portico/contract';
import { check } from './check.js';
import type { Answer } from './credential.js';
import { AuthError } from './errors/auth-error.js';
import { ContractError } from './errors/contract-error.js';
import { NetworkError } from './errors/network-error.js';
import type { PortalError } from './errors/portal-error.js';
import { ProblemError } from './errors/problem-error.js';

/** An answer that is not a success. */
export interface Refused extends Answer {
  readonly endpoint: AnyEndpoint;
  /** The body as parsed JSON, or whatever else it was. */
  readonly body: unknown;
}

/** Method and route pattern: enough for a developer, nothing about a person. */
export function nameOf({ method, path }: AnyEndpoint): string {
  return `${method} ${path}`;
}

/** The error for a refusal. 401 means "get a session" where one was needed, and is a problem of its own in a sign-in. */
export async function refusal(refused: Refused, options?: ErrorOptions): Promise<PortalError> {
  const { endpoint, status } = refused;
  const name = nameOf(endpoint);
  const problem = await check(ProblemBody, refused.body);
  // A gateway that cannot reach the API answers in its own words.
  if (!problem) return status >= 500 ? new NetworkError(name, options) : new ContractError(name, options);
  if (status === 401 && endpoint.access.audience !== 'visitor') return new AuthError(name, problem.code, options);
  return new ProblemError(name, problem, seconds(refused.header('Retry-After')), options);
}

/** `Retry-After` in seconds. Our server never sends a date there, and a date would depend on the clock here. */
function seconds(header: string | null | undefined): number | undefined {
  return header && /^\d+$/.test(header) ? Number(header) : undefined;
}
