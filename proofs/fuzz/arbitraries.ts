/**
 * Values from JSON Schema, as z.toJSONSchema writes it: mostly such as the schema wants, so that a call gets past the
 * validation and into the feature. Ids are often those of things that exist.
 */
import fc from 'fast-check';

/** The part of JSON Schema that the contract's schemas come to. */
export interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly propertyNames?: Schema;
  readonly additionalProperties?: Schema | boolean;
}

/** Existing ids, by prefix. */
export type Known = Readonly<Record<string, string>>;

export function valueOf(schema: Schema, known: Known): fc.Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => valueOf(one, known)));
  switch (schema.type) {
    case 'string':
      return textOf(schema, known);
    case 'integer':
      return fc.integer(boundsOf(schema));
    case 'number':
      return fc.oneof(fc.integer(boundsOf(schema)), fc.double({ noNaN: true, ...boundsOf(schema) }));
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(valueOf(schema.items ?? {}, known), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 3, (schema.minItems ?? 0) + 3),
      });
    case 'object':
      return objectOf(schema, known);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function boundsOf({ minimum, maximum }: Schema): { min: number; max: number } {
  return { min: Math.max(minimum ?? -1000, -(2 ** 31)), max: Math.min(maximum ?? 1000, 2 ** 31 - 1) };
}

function objectOf({ properties, required, propertyNames, additionalProperties }: Schema, known: Known) {
  if (properties) {
    const fields = Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, valueOf(one, known)]));
    return fc.record(fields, { requiredKeys: [...(required ?? [])] });
  }
  const name = propertyNames ? textOf(propertyNames, known) : fc.string();
  const value = typeof additionalProperties === 'object' ? valueOf(additionalProperties, known) : fc.jsonValue();
  return fc.dictionary(name, value, { minKeys: 1, maxKeys: 3 });
}

function textOf({ format, pattern, minLength = 0, maxLength = 60 }: Schema, known: Known): fc.Arbitrary<string> {
  if (format === 'email') return fc.emailAddress();
  if (format === 'date') return fc.date({ noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
  if (format === 'date-time') {
    const years = { min: new Date('0000-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true };
    return fc.date(years).map((date) => date.toISOString());
  }
  if (format === 'uri') return fc.webUrl({ withQueryParameters: true, withFragments: true });
  const prefix = /^\^([a-z]{3,4})_/.exec(pattern ?? '')?.[1];
  if (prefix !== undefined && pattern !== undefined) {
    const random = fc.stringMatching(new RegExp(pattern));
    const there = known[prefix];
    return there === undefined ? random : fc.oneof({ arbitrary: fc.constant(there), weight: 4 }, random);
  }
  if (pattern?.startsWith('^[a-z]{2,3}')) return fc.constantFrom('en', 'es', 'ar', 'pt-BR', 'zh-Hant-TW');
  if (pattern?.startsWith('^[A-Z][A-Za-z0-9_+-]')) return fc.constantFrom('UTC', 'America/New_York', 'Asia/Riyadh');
  if (pattern === '^[A-Z]{3}$') return fc.constantFrom('USD', 'JPY', 'KWD', 'XXQ');
  // Digits, hashes, capitals, a colour, a number with its country code: nothing that a search among strings would ever come upon.
  const isRare = ['^[0-9]', '^[0-9a-f]', '^\\+', '^[A-Z]', '^(', '^#'].some((start) => pattern?.startsWith(start));
  if (isRare && pattern !== undefined) return fc.stringMatching(new RegExp(pattern));
  const plain = pattern === undefined ? undefined : new RegExp(pattern);
  const short = fc.string({ unit: 'grapheme', minLength, maxLength: Math.max(minLength, Math.min(maxLength, 60)) });
  return plain ? short.filter((text) => plain.test(text)) : short;
}
