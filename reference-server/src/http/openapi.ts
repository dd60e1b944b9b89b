/** The API as an OpenAPI 3.1 document, made from the contract alone. */
import { type AnyEndpoint, features, isEndpoint, type Problem, ProblemBody } from '@portico/contract';
import * as problems from '@portico/contract';
import * as z from 'zod/mini';
import type { Config } from '../deps.js';

/** Every endpoint of the contract, by feature. */
export function allEndpoints(): { readonly feature: string; readonly endpoint: AnyEndpoint }[] {
  return Object.entries(features).flatMap(([feature, module]) =>
    Object.values(module)
      .filter(isEndpoint)
      .map((endpoint) => ({ feature, endpoint })),
  );
}

/** Problems that an endpoint's access, inputs and method imply, and those it declares. */
export function problemsOf(endpoint: AnyEndpoint): Problem[] {
  const { audience } = endpoint.access;
  const implied: Problem[] = [problems.internalError];
  if (audience !== 'anyone') implied.push(problems.originNotAllowed);
  if (audience === 'visitor') implied.push(problems.keyInvalid);
  if (audience === 'client')
    implied.push(
      problems.unauthenticated,
      problems.crossSiteRequest,
      problems.notPermitted,
      // For a one-time link there is nothing but what it is for.
      problems.notFound,
      problems.proofInvalid,
      problems.proofNonce,
    );
  if (audience === 'staff' || audience === 'person') implied.push(problems.unauthenticated, problems.crossSiteRequest);
  if (audience === 'person') implied.push(problems.scopeMissing);
  if (audience === 'staff' || audience === 'backend')
    implied.push(problems.unauthenticated, problems.keyInvalid, problems.scopeMissing);
  if (audience === 'member') implied.push(problems.unauthenticated, problems.crossSiteRequest);
  if (audience === 'staff' || audience === 'person' || audience === 'member')
    implied.push(problems.secondFactorRequired);
  if (endpoint.stepUp) implied.push(problems.stepUpRequired);
  if (endpoint.params) implied.push(problems.notFound);
  if (endpoint.query || endpoint.body) implied.push(problems.invalidRequest);
  if (endpoint.body) implied.push(problems.malformedJson, problems.unsupportedMediaType, problems.bodyTooLarge);
  if (endpoint.idempotent) implied.push(problems.idempotencyKeyMissing, problems.idempotencyKeyReused);
  return [...new Set([...implied, ...(endpoint.errors ?? [])])];
}

/** @returns the document; its `x-access` members say who may call and with which capability or scope */
export function openApiDocument({
  publicUrl,
  version,
}: Pick<Config, 'publicUrl' | 'version'>): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const { feature, endpoint } of allEndpoints()) {
    const path = endpoint.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operation(feature, endpoint) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Portico portal API', version, license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: publicUrl }],
    paths,
    components: {
      schemas: { Problem: schemaOf(ProblemBody, 'output') },
      securitySchemes: {
        publishableKey: { type: 'apiKey', in: 'header', name: 'Portico-Key' },
        sessionCookie: { type: 'apiKey', in: 'cookie', name: '__Host-portico' },
        accessToken: { type: 'http', scheme: 'DPoP', description: 'RFC 9449; each call carries a DPoP proof.' },
        staffCookie: { type: 'apiKey', in: 'cookie', name: '__Host-portico-staff' },
        secretKey: { type: 'http', scheme: 'bearer' },
      },
    },
  };
}

const security = {
  anyone: [],
  visitor: [{ publishableKey: [] }],
  client: [{ sessionCookie: [] }, { accessToken: [] }],
  staff: [{ secretKey: [] }, { staffCookie: [] }],
  person: [{ staffCookie: [] }],
  member: [{ staffCookie: [] }],
  backend: [{ secretKey: [] }],
};

function operation(feature: string, endpoint: AnyEndpoint): Record<string, unknown> {
  return {
    operationId: endpoint.id,
    tags: [feature],
    summary: endpoint.summary,
    security: security[endpoint.access.audience],
    'x-access': endpoint.access,
    parameters: [
      ...parameters(endpoint.params, 'path'),
      ...parameters(endpoint.query, 'query'),
      ...(endpoint.idempotent
        ? [{ name: 'Idempotency-Key', in: 'header', required: true, schema: { type: 'string', maxLength: 255 } }]
        : []),
    ],
    ...(endpoint.bytes && { requestBody: { required: true, content: { 'application/octet-stream': {} } } }),
    ...(endpoint.body && {
      requestBody: { required: true, content: { 'application/json': { schema: schemaOf(endpoint.body, 'input') } } },
    }),
    responses: responses(endpoint),
  };
}

function responses(endpoint: AnyEndpoint): Record<string, unknown> {
  const status = endpoint.status ?? (endpoint.response ? 200 : endpoint.raw ? 200 : 204);
  const bytes = endpoint.raw && status === 200 ? { 'application/octet-stream': {} } : undefined;
  const content = endpoint.response ? { 'application/json': { schema: schemaOf(endpoint.response, 'output') } } : bytes;
  const byStatus = groupByStatus(problemsOf(endpoint));
  return {
    [String(status)]: { description: 'Success', ...(content && { content }) },
    ...(bytes && { '206': { description: 'A range of the bytes', content: bytes } }),
    ...Object.fromEntries(
      [...byStatus].map(([code, list]) => [
        code,
        {
          description: list.map((one) => `\`${one.code}\`: ${one.title}`).join('\n\n'),
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      ]),
    ),
  };
}

function parameters(schema: z.core.$ZodType | undefined, place: 'path' | 'query'): Record<string, unknown>[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = schemaOf(schema, 'input');
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }));
}

function schemaOf(schema: z.core.$ZodType, io: 'input' | 'output') {
  return z.toJSONSchema(schema, { io, target: 'draft-2020-12', unrepresentable: 'any' });
}

function groupByStatus(list: readonly Problem[]): Map<string, Problem[]> {
  const groups = new Map<string, Problem[]>();
  for (const one of list) groups.set(String(one.status), [...(groups.get(String(one.status)) ?? []), one]);
  return groups;
}
