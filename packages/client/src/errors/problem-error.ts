import type { ProblemBody } from '@portico/contract';
import { PortalError } from './portal-error.js';

/** The server refused, as RFC 9457 problem details; show the words that belong to `code`. */
export class ProblemError extends PortalError {
  override readonly name = 'ProblemError';
  /** HTTP status. */
  readonly status: number;
  /** Why a capability is missing, where `code` is `not_permitted`. */
  readonly reason: string | undefined;
  /** Token of the attempt that goes on, where `code` asks for one more proof. */
  readonly attempt: string | undefined;
  /** Ids of what is missing, where something is. */
  readonly missing: readonly string[];
  /** One entry per refused field; `path` is a JSON Pointer (RFC 6901). */
  readonly errors: ProblemBody['errors'];
  /** Names this very answer in the server's log; safe to show to a person who asks for help. */
  readonly requestId: string;
  /** Seconds after which the server wants to be asked again, where it says so. */
  readonly retryAfter: number | undefined;

  constructor(operation: string, problem: ProblemBody, retryAfter?: number, options?: ErrorOptions) {
    super(problem.code, `${operation}: ${problem.code} (${problem.status})`, options);
    this.status = problem.status;
    this.reason = problem.reason;
    this.attempt = problem.attempt;
    this.missing = problem.missing ?? [];
    this.errors = problem.errors;
    this.requestId = problem.requestId;
    this.retryAfter = retryAfter;
  }
}
