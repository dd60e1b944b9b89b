/**
 * Makes `packages/testing/src/stripe/openapi.json` from Stripe's OpenAPI document: `tsx stripe-openapi.ts <spec3.json> <its version of
 * the API>`. Kept are the calls that the stand-in answers, without the words, and without what nobody asks Stripe to expand.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripeCalls } from '@portico/testing';
import { format, resolveConfig } from 'prettier';
import * as z from 'zod/mini';
import { root } from './workspace.js';

const Json = z.record(z.string(), z.unknown());
const Content = z.record(z.string(), z.looseObject({ schema: z.optional(z.unknown()) }));
const Operation = z.looseObject({
  parameters: z.optional(z.array(z.looseObject({ name: z.string(), in: z.string(), schema: z.optional(z.unknown()) }))),
  requestBody: z.optional(z.looseObject({ content: Content })),
  responses: z.looseObject({
    '200': z.looseObject({ content: Content }),
    default: z.looseObject({ content: Content }),
  }),
});
const Document = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  components: z.looseObject({ schemas: z.record(z.string(), z.unknown()) }),
});

/** What the server asks to be expanded; of everything else an answer has the id. */
const EXPANDED = new Set(['payment_method']);
const WORDS = new Set(['description', 'title', 'externalDocs', 'deprecated']);
const FORM = 'application/x-www-form-urlencoded';
const REF = '#/components/schemas/';

const [file, version] = process.argv.slice(2);
if (file === undefined || version === undefined) throw new Error('stripe-openapi.ts <spec3.json> <version of the API>');
const document = z.parse(Document, JSON.parse(readFileSync(file, 'utf8')));
const schemas: Record<string, unknown> = {};

const calls = Object.fromEntries(stripeCalls.map((name) => [name, callOf(name)]));
const path = join(root, 'packages/testing/src/stripe/openapi.json');
const text = JSON.stringify({ version, calls, schemas: sorted(schemas) });
writeFileSync(path, await format(text, { ...(await resolveConfig(path)), filepath: path }));

function callOf(name: string) {
  const [method = '', path = ''] = name.split(' ');
  const found = Object.entries(document.paths).find(([one]) => one.replaceAll(/\{\w+\}/g, ':id') === path);
  const { parameters = [], requestBody, responses } = z.parse(Operation, found?.[1][method.toLowerCase()]);
  const query = {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(parameters.filter((one) => one.in === 'query').map((one) => [one.name, one.schema])),
  };
  return {
    asks: jsonSchema(method === 'GET' ? query : requestBody?.content[FORM]?.schema),
    answers: jsonSchema(responses['200'].content['application/json']?.schema),
    refuses: jsonSchema(responses.default.content['application/json']?.schema),
  };
}

/** OpenAPI 3.0 as JSON Schema, and with it whatever it refers to. */
function jsonSchema(value: unknown, name?: string): unknown {
  if (Array.isArray(value)) return value.map((one) => jsonSchema(one));
  const read = Json.safeParse(value);
  if (!read.success) return value;
  const { nullable, $ref, properties, ...given } = read.data;
  if (typeof $ref === 'string') return { $ref: `stripe#/schemas/${keep($ref.slice(REF.length))}` };
  // What is not expanded is an id.
  const { anyOf, ...short } = given;
  const isId = 'x-expansionResources' in given && !EXPANDED.has(name ?? '');
  const schema = isId ? { ...short, type: 'string' } : given;
  const kept: Record<string, unknown> = {};
  for (const [key, one] of Object.entries(schema)) {
    if (!WORDS.has(key) && !key.startsWith('x-')) kept[key] = jsonSchema(one);
  }
  const fields = Json.safeParse(properties);
  if (fields.success) {
    // Lists within an object come when they are asked for, and they are not.
    const there = Object.entries(fields.data).filter(([, one]) => !JSON.stringify(one).includes('"has_more"'));
    kept['properties'] = Object.fromEntries(there.map(([key, one]) => [key, jsonSchema(one, key)]));
  }
  return nullable === true ? { anyOf: [kept, { type: 'null' }] } : kept;
}

function keep(name: string): string {
  if (!(name in schemas)) {
    schemas[name] = {};
    schemas[name] = jsonSchema(document.components.schemas[name]);
  }
  return name;
}

function sorted(record: Readonly<Record<string, unknown>>) {
  return Object.fromEntries(Object.entries(record).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
