/**
 * Origins of the firm's pages. A browser's `Origin` header is compared with this list character by character, so what is
 * put on it must already be in the very form that browsers send: RFC 6454, section 6.2.
 */
import * as z from 'zod/mini';
import { endpoint } from './endpoint.js';
import { problem } from './problems.js';
import { id, Instant, listOf, Page, text } from './values.js';

export const originKnown = problem('origin_known', 409, 'The firm has allowed this origin already.');

export const OriginId = id('org');

export const Origin = z.object({ id: OriginId, origin: z.string(), createdAt: Instant });
export type Origin = z.infer<typeof Origin>;

/** What can be wrong with an origin; the codes of a refusal's `errors`. */
export const OriginFault = z.enum([
  'not_an_origin',
  'null_origin',
  'wildcard',
  'user_info',
  'path',
  'upper_case',
  'not_punycode',
  'trailing_dot',
  'insecure',
  'default_port',
  'port_missing',
  'not_canonical',
]);
export type OriginFault = z.infer<typeof OriginFault>;

export const listOrigins = endpoint({
  id: 'origins.list',
  method: 'GET',
  path: '/v1/firm/origins',
  summary: "Lists the origins of the firm's pages, newest first.",
  access: { audience: 'staff', scope: 'settings.read' },
  query: Page,
  response: listOf(Origin),
});

export const addOrigin = endpoint({
  id: 'origins.add',
  method: 'POST',
  path: '/v1/firm/origins',
  summary:
    'Allows an exact origin: https, or http://localhost with a port; lower case, punycode, no path. `errors` says what is wrong with another.',
  access: { audience: 'staff', scope: 'settings.write' },
  body: z.strictObject({ origin: text(300) }),
  response: Origin,
  status: 201,
  errors: [originKnown],
  idempotent: true,
});

export const removeOrigin = endpoint({
  id: 'origins.remove',
  method: 'DELETE',
  path: '/v1/firm/origins/:id',
  summary: 'Takes an origin off the list. Its pages are refused from the next call on, and its sessions end.',
  access: { audience: 'staff', scope: 'settings.write' },
  params: z.object({ id: OriginId }),
});
