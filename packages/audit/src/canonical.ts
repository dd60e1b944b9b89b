/** The one way to write a JSON value (RFC 8785): what is hashed must come out the same everywhere. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** @throws where RFC 8785 has no form: numbers that are not finite, and halves of surrogate pairs */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new Error('JSON has no such number');
    // ECMAScript's own form is the one that RFC 8785, section 3.2.2.3, asks for.
    return JSON.stringify(value);
  }
  if (typeof value === 'string') return textOf(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = Object.keys(value)
    // By UTF-16 code units, as section 3.2.3 says and as JavaScript sorts.
    .sort()
    .map((name) => `${textOf(name)}:${canonicalJson(value[name] ?? null)}`);
  return `{${members.join(',')}}`;
}

/** A value that `JSON.parse` made, as one that can be written. */
export function isJson(value: unknown): value is Json {
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
      return true;
    case 'object':
      return value === null || Object.values(value).every(isJson);
    default:
      return false;
  }
}

function textOf(text: string): string {
  if (/\p{Surrogate}/u.test(text)) throw new Error('The text has half of a surrogate pair');
  return JSON.stringify(text);
}

function isList(value: object): value is readonly Json[] {
  return Array.isArray(value);
}
