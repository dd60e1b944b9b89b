/** A refusal on its way to the wire, as RFC 9457 problem details. */
import { notFound, type Problem, type ProblemBody } from '@portico/contract';

export interface RefusalDetails {
  /** Reason code of a missing capability. */
  readonly reason?: string;
  /** Token of the attempt that goes on, where a proof was right but is not enough. */
  readonly attempt?: string;
  /** Ids of what is missing. */
  readonly missing?: readonly string[];
  readonly errors?: ProblemBody['errors'];
  readonly headers?: Readonly<Record<string, string>>;
}

/** Thrown by services and by the pipeline to answer a problem; anything else thrown becomes a 500. */
export class Refusal extends Error {
  override name = 'Refusal' as const;
  readonly problem: Problem;
  readonly details: RefusalDetails;

  constructor(problem: Problem, details: RefusalDetails = {}) {
    super(`${problem.code}: ${problem.title}`);
    this.problem = problem;
    this.details = details;
  }
}

/** @returns the row @throws Refusal `not_found` where there is none */
export function found<T>(row: T | undefined): T {
  if (row === undefined) throw new Refusal(notFound);
  return row;
}

/** @param requestId shown to the user, so that the firm can find the line in the log */
export function problemResponse(problem: Problem, requestId: string, details: RefusalDetails = {}): Response {
  const body: ProblemBody = {
    type: `https://portico.example/problems/${problem.code}`,
    title: problem.title,
    status: problem.status,
    code: problem.code,
    requestId,
    ...(details.reason !== undefined && { reason: details.reason }),
    ...(details.attempt !== undefined && { attempt: details.attempt }),
    ...(details.missing !== undefined && { missing: [...details.missing] }),
    ...(details.errors !== undefined && { errors: details.errors }),
  };
  return new Response(JSON.stringify(body), {
    status: problem.status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...details.headers,
    },
  });
}
