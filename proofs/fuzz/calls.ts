/** Calls of an operation, from its schemas: about half as they should be, the rest spoiled once or twice. */
import type { AnyEndpoint } from '@portico/contract';
import { PUBLIC_URL } from '@portico/testing';
import fc from 'fast-check';
import * as z from 'zod/mini';
import { inputs } from '../matrix/inputs.js';
import type { Owner } from '../world/world.js';
import { type Schema, valueOf } from './arbitraries.js';
import { type Sent, spoiled } from './mutations.js';

/** @param credential headers of a caller whom the operation lets in @param nonce for DPoP proofs */
export function callsOf(endpoint: AnyEndpoint, owner: Owner, credential: Record<string, string>, nonce: string) {
  const { things } = owner;
  const row = inputs[endpoint.id]?.input(things, owner, nonce, owner.proofs) ?? {};
  const part = (schema: AnyEndpoint['params']): fc.Arbitrary<unknown> => valueOf(schemaOf(schema), things);
  const usual = new URLSearchParams(row.query);
  const body: fc.Arbitrary<string | undefined> = endpoint.body
    ? fc.oneof(part(endpoint.body), fc.constant(row.body ?? {})).map((value) => JSON.stringify(value))
    : fc.constant(row.body === undefined ? undefined : JSON.stringify(row.body));
  const valid: fc.Arbitrary<Sent> = fc.record({
    path: endpoint.params ? part(endpoint.params).map(texts) : fc.constant({}),
    query: endpoint.query
      ? fc.oneof(
          part(endpoint.query).map((value) => Object.entries(texts(value))),
          fc.constant([...usual]),
        )
      : fc.constant([]),
    body,
    headers: fc.uuid().map((uuid) => ({
      ...(endpoint.body && { 'content-type': 'application/json' }),
      ...(endpoint.idempotent && { 'idempotency-key': uuid }),
      ...credential,
      ...row.headers,
    })),
  });
  const once = valid.chain(spoiled);
  return fc.oneof({ arbitrary: valid, weight: 4 }, { arbitrary: once, weight: 5 }, once.chain(twice));
}

/** A text that is JSON no more cannot be spoiled as JSON again. */
function twice(sent: Sent): fc.Arbitrary<Sent> {
  return spoiled({ ...sent, body: undefined }).map(({ body: _body, ...rest }) => ({ ...rest, body: sent.body }));
}

/** The request of a call, or undefined where no client could send it. */
export function requestOf(
  { method, path }: AnyEndpoint,
  { path: params, query, body, headers }: Sent,
): Request | undefined {
  const place = path.replaceAll(/:(\w+)/g, (_all, name: string) => encodeURIComponent(wellFormed(params[name] ?? '')));
  const search = new URLSearchParams(query.map(([name, value]) => [name, value])).toString();
  const mayHaveBody = method !== 'GET' && method !== 'HEAD';
  try {
    return new Request(`${PUBLIC_URL}${place}${search && `?${search}`}`, {
      method,
      headers,
      ...(mayHaveBody && body !== undefined && { body }),
    });
  } catch {
    return undefined;
  }
}

function schemaOf(schema: AnyEndpoint['params']): Schema {
  return schema ? (z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema) : {};
}

function texts(value: unknown): Record<string, string> {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(
    entries
      .filter(([, one]) => one !== undefined)
      .map(([name, one]) => [name, typeof one === 'string' ? one : JSON.stringify(one)]),
  );
}

/** Half of a surrogate pair cannot be written into a URL at all. */
function wellFormed(text: string): string {
  return new TextDecoder().decode(new TextEncoder().encode(text));
}
