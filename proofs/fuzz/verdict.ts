/** Whether an answer is one that the API reference promises. */
import assert from 'node:assert/strict';
import { type AnyEndpoint, methodNotAllowed, ProblemBody } from '@portico/contract';
import { problemsOf } from '@portico/reference-server';
import * as z from 'zod/mini';

/** The published document, as far as it says which answers there are. */
export interface Published {
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { readonly responses: Readonly<Record<string, unknown>> }>>>
  >;
}

/** @throws AssertionError saying what was not promised */
export async function judge(
  endpoint: AnyEndpoint,
  published: Published,
  request: Request,
  response: Response,
): Promise<void> {
  const text = await response.text();
  assert.ok(response.status < 500, `${response.status} ${text}`);
  assert.match(response.headers.get('x-request-id') ?? '', /^rq_[0-9a-f]{32}$/);
  // The method that the header names is another operation.
  const renamed = endpoint.path.startsWith('/v1/uploads') && request.headers.has('x-http-method-override');
  const place = endpoint.path.replaceAll(/:(\w+)/g, '{$1}');
  const promised = published.paths[place]?.[endpoint.method.toLowerCase()]?.responses ?? {};
  assert.ok(renamed || String(response.status) in promised, `status ${response.status} is not documented: ${text}`);
  if (response.status >= 400) {
    if (endpoint.method === 'HEAD' && text === '') return;
    assert.equal(response.headers.get('content-type'), 'application/problem+json');
    const body: unknown = JSON.parse(text);
    const problem = z.parse(ProblemBody, body);
    assert.deepEqual(problem, body, 'the problem has members that nothing describes');
    assert.equal(problem.status, response.status);
    const codes = [...problemsOf(endpoint), ...(renamed ? [methodNotAllowed] : [])].map(({ code }) => code);
    assert.ok(renamed || codes.includes(problem.code), `${problem.code} is not documented`);
  } else if (endpoint.response) {
    const body: unknown = JSON.parse(text);
    assert.deepEqual(z.parse(endpoint.response, body), body, 'the answer has members that nothing describes');
  }
}
