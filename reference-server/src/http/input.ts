/** Reads and validates what came in. We do it ourselves, because a missing content type must be refused too. */
import {
  type AnyEndpoint,
  bodyTooLarge,
  invalidRequest,
  malformedJson,
  notFound,
  type ProblemBody,
  unsupportedMediaType,
} from '@portico/contract';
import * as z from 'zod/mini';
import { webBody } from '../ports/body.js';
import { Refusal } from './refusal.js';
import { LARGEST_BODY, wholeBody } from './whole-body.js';

export interface Input {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

/** @throws Refusal naming each field that does not fit */
export async function readInput(
  endpoint: AnyEndpoint,
  request: Request,
  params: Record<string, string>,
): Promise<Input> {
  return {
    // An id that cannot exist is answered like one that does not.
    params: endpoint.params && check(endpoint.params, params, () => new Refusal(notFound)),
    query: endpoint.query && check(endpoint.query, queryOf(request), invalid),
    body: endpoint.body && check(endpoint.body, await readJson(request), invalid),
  };
}

function check(schema: z.core.$ZodType, value: unknown, refusal: (issues: z.core.$ZodIssue[]) => Refusal): unknown {
  const result = z.safeParse(schema, value);
  if (!result.success) throw refusal(result.error.issues);
  return result.data;
}

function invalid(issues: z.core.$ZodIssue[]): Refusal {
  const errors: ProblemBody['errors'] = issues.slice(0, 20).map((issue) => ({
    path: issue.path.map((key) => `/${String(key)}`).join(''),
    code: issue.code,
    // The message is made from the schema; what the caller sent is never echoed.
    message: issue.message,
  }));
  return new Refusal(invalidRequest, { errors });
}

function queryOf(request: Request): Record<string, string> {
  return Object.fromEntries(new URL(request.url).searchParams);
}

async function readJson(request: Request): Promise<unknown> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') throw new Refusal(unsupportedMediaType);
  const text = await readText(request);
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(malformedJson);
  }
}

async function readText(request: Request): Promise<string> {
  if (Number(request.headers.get('content-length') ?? 0) > LARGEST_BODY) throw new Refusal(bodyTooLarge);
  const bytes = await wholeBody(webBody(request));
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Refusal(malformedJson);
  }
}
