/**
 * Keys of the firm. A publishable key names the firm in its pages and unlocks only what precedes sign-in; a secret key
 * belongs on the firm's server and does what its scopes say. Both are opaque and carry a prefix and a checksum, by which
 * secret scanners know them; the server keeps their SHA-256 alone.
 */
import * as z from 'zod/mini';
import { endpoint } from './endpoint.js';
import { problem } from './problems.js';
import { scopes } from './scopes.js';
import { id, Instant, listOf, Page, text } from './values.js';

export const scopesNotHeld = problem('scopes_not_held', 403, 'A key is given no scope that whoever makes it lacks.');
export const keyCalls = problem('key_calls', 409, 'A key cannot end itself at once; call with another.');
export const keyEnding = problem('key_ending', 409, 'The key has been replaced already and ends by itself.');

export const KeyId = id('key');
export const KeyKind = z.enum(['publishable', 'secret']);
export type KeyKind = z.infer<typeof KeyKind>;

export const FirmKey = z.object({
  id: KeyId,
  kind: KeyKind,
  name: z.string(),
  scopes: z.array(z.enum(scopes)),
  createdAt: Instant,
  /** To the minute; null while nobody has used it. */
  lastUsedAt: z.nullable(Instant),
  /** End of a key that has been replaced; null for one that stays. */
  expiresAt: z.nullable(Instant),
});
export type FirmKey = z.infer<typeof FirmKey>;

/** A key with its value, which is shown this once. */
export const NewKey = z.extend(FirmKey, { value: z.string() });
export type NewKey = z.infer<typeof NewKey>;

export const listKeys = endpoint({
  id: 'keys.list',
  method: 'GET',
  path: '/v1/firm/keys',
  summary: 'Lists the keys that work, newest first, without their values.',
  access: { audience: 'staff', scope: 'keys.read' },
  query: Page,
  response: listOf(FirmKey),
});

export const createKey = endpoint({
  id: 'keys.create',
  method: 'POST',
  path: '/v1/firm/keys',
  summary: 'Makes a key and shows its value this once. A secret key has scopes, a publishable one has none.',
  access: { audience: 'staff', scope: 'keys.write' },
  body: z
    .strictObject({
      kind: KeyKind,
      name: text(120),
      scopes: z._default(
        z.array(z.enum(scopes)).check(z.refine((values) => new Set(values).size === values.length)),
        [],
      ),
    })
    .check(z.refine(({ kind, scopes: given }) => (kind === 'secret') === given.length > 0, { path: ['scopes'] })),
  response: NewKey,
  status: 201,
  errors: [scopesNotHeld],
  idempotent: true,
});

export const rotateKey = endpoint({
  id: 'keys.rotate',
  method: 'POST',
  path: '/v1/firm/keys/:id/rotate',
  summary: 'Makes a key in the place of another, which works on for the overlap and then ends.',
  access: { audience: 'staff', scope: 'keys.write' },
  params: z.object({ id: KeyId }),
  body: z.strictObject({
    /** Days for which both work. */
    overlapDays: z.number().check(z.int(), z.minimum(0), z.maximum(7)),
  }),
  response: NewKey,
  status: 201,
  errors: [scopesNotHeld, keyCalls, keyEnding],
  idempotent: true,
});

export const revokeKey = endpoint({
  id: 'keys.revoke',
  method: 'DELETE',
  path: '/v1/firm/keys/:id',
  summary: 'Ends a key at the next call that uses it. Not the key that calls.',
  access: { audience: 'staff', scope: 'keys.write' },
  params: z.object({ id: KeyId }),
  errors: [keyCalls],
});
