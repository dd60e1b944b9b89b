/** The one way to write a JSON value (RFC 8785): what is hashed must come out the same everywhere. */

/** @throws where RFC 8785 has no form: what is no JSON, numbers that are not finite, and halves of surrogate pairs */
export function canonicalJson(value: unknown): string {
  // ECMAScript's own form of texts and numbers is the one that sections 3.2.2.2 and 3.2.2.3 ask for, so what is in
  // order already, as everything is that is verified, is written at the platform's own speed.
  const text = isInOrder(value) ? JSON.stringify(value) : undefined;
  return text === undefined || PERHAPS_HALF_A_PAIR.test(text) ? written(value) : text;
}

const PERHAPS_HALF_A_PAIR = /\\ud[89a-f]/;
const HALF_A_PAIR = /\p{Surrogate}/u;

function isInOrder(value: unknown): boolean {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (Array.isArray(value)) return value.every(isInOrder);
  if (!isRecord(value)) return false;
  let last: string | undefined;
  for (const name in value) {
    // By UTF-16 code units, as section 3.2.3 says and as JavaScript compares.
    if ((last !== undefined && name <= last) || !isInOrder(value[name])) return false;
    last = name;
  }
  return true;
}

function written(value: unknown): string {
  if (value === null || typeof value === 'boolean' || Number.isFinite(value)) return JSON.stringify(value);
  if (typeof value === 'string') return textOf(value);
  if (Array.isArray(value)) return `[${value.map(written).join(',')}]`;
  if (!isRecord(value)) throw new Error('JSON has no such value');
  const members = Object.keys(value)
    .sort()
    .map((name) => `${textOf(name)}:${written(value[name])}`);
  return `{${members.join(',')}}`;
}

function textOf(text: string): string {
  if (HALF_A_PAIR.test(text)) throw new Error('The text has half of a surrogate pair');
  return JSON.stringify(text);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
