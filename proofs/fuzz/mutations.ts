/** What strangers, bugs and attackers make of a good call. Each takes a call and spoils it in one way. */
import fc from 'fast-check';

/** A call as it goes over the wire. */
export interface Sent {
  readonly path: Readonly<Record<string, string>>;
  readonly query: readonly (readonly [name: string, value: string])[];
  /** JSON, or whatever it has become. */
  readonly body: string | Uint8Array<ArrayBuffer> | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

const HOSTILE: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  2 ** 53,
  '',
  ' ',
  'x'.repeat(1_000_000),
  'a\u0000b',
  '99999999999',
  '-99999999999',
  '\ud800',
  '\u202egnp.exe',
  "'; drop table firms; --",
  '../../etc/passwd',
  '%00',
  '{{7*7}}${7*7}',
  [],
  [[]],
  {},
  { toString: 1 },
  { constructor: { prototype: { admin: true } } },
];
const hostile = fc.constantFrom(...HOSTILE);
const hostileText = fc.constantFrom(
  ...HOSTILE.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))),
);

/** Text in the place of a body's text. */
const TEXTS: readonly ((json: string) => string | Uint8Array<ArrayBuffer>)[] = [
  (json) => json.slice(0, Math.floor(json.length / 2)),
  (json) => `${json}${json}`,
  (json) => json.replace(/^\{/, '{"__proto__":{"admin":true},'),
  (json) => json.replace(/^\{("[^"]+":)/, '{$1null,$1'),
  (json) => json.replace(/:/, ':1e999,"n":'),
  (json) => json.replace(/:/, ':99999999999999999999999999,"n":'),
  (json) => `\ufeff${json}`,
  () => '['.repeat(20_000),
  () => `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`,
  () => `{"a":"${'x'.repeat(1_000_000)}"}`,
  () => '',
  () => 'null',
  () => '"text"',
  (json) => new Uint8Array([...new TextEncoder().encode(json.slice(0, -1)), 0xff, 0xfe, 0x7d]),
  () => new Uint8Array([0x1f, 0x8b, 0x08, 0, 0, 0, 0, 0, 0, 3]),
];

const HEADERS: readonly (readonly [string, string])[] = [
  ['content-type', 'text/plain'],
  ['content-type', 'application/json; charset=utf-16'],
  ['content-type', 'multipart/form-data; boundary=x'],
  ['content-type', ''],
  ['content-length', '99999999999'],
  ['content-length', '-1'],
  ['content-encoding', 'gzip'],
  ['idempotency-key', ''],
  ['idempotency-key', 'k'.repeat(300)],
  ['if-match', '*'],
  ['if-match', '"99999999999999999999"'],
  ['origin', 'null'],
  ['origin', 'https://evil.example'],
  ['origin', 'not a url'],
  ['host', 'evil.example'],
  ['x-forwarded-host', 'evil.example'],
  ['authorization', 'Bearer'],
  ['authorization', 'DPoP'],
  ['authorization', 'Basic eDp5'],
  ['authorization', `Bearer ${'x'.repeat(100_000)}`],
  ['dpop', 'a.b.c'],
  ['dpop', 'eyJhbGciOiJub25lIn0.e30.'],
  ['cookie', '__Host-portico=; __Host-portico=x'],
  ['cookie', '=;;=;%'],
  ['range', 'bytes=0-'],
  ['range', 'bytes=-0'],
  ['range', 'bytes=5-2,7-'],
  ['range', 'bytes=999999999-'],
  ['if-range', '"x"'],
  ['accept', 'text/html'],
  ['x-http-method-override', 'DELETE'],
  ['x-http-method-override', 'TRACE'],
  ['tus-resumable', '0.2.2'],
  ['tus-resumable', ''],
  ['upload-offset', '-1'],
  ['upload-offset', '1e3'],
  ['upload-offset', '999999999999999'],
  ['upload-offset', '9'.repeat(40)],
  ['upload-length', '0'],
  ['upload-length', '-1'],
  ['upload-length', '999999999999999'],
  ['upload-length', 'x'],
  ['upload-defer-length', '1'],
  ['upload-metadata', ''],
  ['upload-metadata', ',,,'],
  ['upload-metadata', 'requestId !!!,filename ####'],
  ['upload-metadata', 'requestId eA==,filename Li4vLi4veA=='],
  ['upload-metadata', 'requestId eA==,requestId eA=='],
  ['upload-metadata', `filename ${btoa('x'.repeat(3000))}`],
  ['upload-concat', 'partial'],
  ['upload-checksum', 'sha1 x'],
];

/** Spoils a call in one way. */
export function spoiled(sent: Sent): fc.Arbitrary<Sent> {
  const names = Object.keys(sent.path);
  const ways: fc.Arbitrary<Sent>[] = [
    fc.constantFrom(...HEADERS).map(([name, value]) => ({ ...sent, headers: { ...sent.headers, [name]: value } })),
    fc.constantFrom(...Object.keys(sent.headers), 'x').map((name) => {
      const { [name]: _left, ...headers } = sent.headers;
      return { ...sent, headers };
    }),
    fc
      .tuple(fc.constantFrom('limit', 'cursor', 'clientId', 'requestId', 'state', '__proto__', ''), hostileText)
      .map((pair) => ({ ...sent, query: [...sent.query, [pair[0], pair[1].slice(0, 5000)]] }) as const),
  ];
  if (names.length > 0) {
    const way = fc.tuple(fc.constantFrom(...names), hostileText);
    ways.push(way.map(([name, text]) => ({ ...sent, path: { ...sent.path, [name]: text.slice(0, 5000) } })));
  }
  if (typeof sent.body === 'string') {
    const { body } = sent;
    ways.push(fc.constantFrom(...TEXTS).map((spoil) => ({ ...sent, body: spoil(body) })));
    const inside = spoiledValue(JSON.parse(body));
    ways.push(
      inside.map((value) => ({ ...sent, body: JSON.stringify(value) })),
      inside.map((value) => ({ ...sent, body: JSON.stringify(value) })),
    );
  }
  return fc.oneof(...ways);
}

/** Somewhere in a value: a field left out, one too many, or one of another kind. */
function spoiledValue(value: unknown): fc.Arbitrary<unknown> {
  if (typeof value !== 'object' || value === null) {
    const near =
      typeof value === 'number' ? [value + 1, value - 1, -value, value + 0.5] : [[value], `${String(value)}\u0000`];
    return fc.oneof(hostile, fc.constantFrom<unknown>(...near));
  }
  const keys = Object.keys(value);
  if (keys.length === 0) return hostile;
  return fc.constantFrom(...keys).chain((key) => {
    const copy = (change: (copy: Record<string, unknown>) => void): unknown => {
      const made: Record<string, unknown> = structuredClone(value) as Record<string, unknown>;
      change(made);
      return made;
    };
    const inner: unknown = Reflect.get(value, key);
    return fc.oneof(
      fc.constant(copy((made) => delete made[key])),
      fc.constant(copy((made) => (made[`${key}2`] = inner))),
      hostile.map((other) => copy((made) => (made[key] = other))),
      spoiledValue(inner).map((other) => copy((made) => (made[key] = other))),
    );
  });
}
