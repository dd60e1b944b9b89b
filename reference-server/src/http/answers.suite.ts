/** For tests: reads answers by the contract, so that a wrong shape fails where it is read. */
import { ProblemBody } from '@portico/contract';
import * as z from 'zod/mini';

/** The JSON of an answer as its schema says. */
export async function read<S extends z.core.$ZodType>(schema: S, response: Response): Promise<z.output<S>> {
  const json: unknown = await response.json();
  return z.parse(schema, json);
}

/** The problem that a call was refused with. */
export function problemOf(response: Response): Promise<ProblemBody> {
  return read(ProblemBody, response);
}

/** Status and code of a refusal. */
export async function refusalOf(response: Response): Promise<[number, string]> {
  return [response.status, (await problemOf(response)).code];
}

/** A problem without what differs from call to call. */
export async function sameProblem(response: Response): Promise<string> {
  const { requestId, ...problem } = await problemOf(response);
  return JSON.stringify([problem, requestId.length]);
}
