/**
 * Hosts of the firm's own for API and hosted pages. A host serves the firm, and nobody else, from the moment that the
 * firm has proved by DNS that it is theirs.
 */
import * as z from 'zod/mini';
import { endpoint } from './endpoint.js';
import { problem } from './problems.js';
import { id, Instant, listOf, Page } from './values.js';

export const planRequired = problem('plan_required', 403, "The firm's plan does not bring this.");
export const domainKnown = problem('domain_known', 409, 'The firm has this domain already.');
export const domainNotProven = problem(
  'domain_not_proven',
  409,
  'The TXT record is not there, or says something else.',
);
export const domainTaken = problem('domain_taken', 409, 'The host serves another firm.');
export const domainCoolingDown = problem(
  'domain_cooling_down',
  409,
  'The host served another firm until lately; Retry-After says when it is free.',
);
export const dnsUnavailable = problem('dns_unavailable', 503, 'DNS does not answer; try again.');

export const DomainId = id('dom');

/** A host name in lower case and punycode, with two labels or more: RFC 1123, section 2.1. */
export const HostName = z
  .string()
  .check(z.maxLength(253), z.regex(/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/));

export const Domain = z.object({
  id: DomainId,
  host: z.string(),
  /** What DNS must say before the domain can be verified; the record may go afterwards. */
  proof: z.object({ type: z.literal('TXT'), name: z.string(), value: z.string() }),
  createdAt: Instant,
  /** When the proof was seen; null before. */
  verifiedAt: z.nullable(Instant),
});
export type Domain = z.infer<typeof Domain>;

export const listDomains = endpoint({
  id: 'domains.list',
  method: 'GET',
  path: '/v1/firm/domains',
  summary: "Lists the firm's own domains, newest first.",
  access: { audience: 'staff', scope: 'settings.read' },
  query: Page,
  response: listOf(Domain),
});

export const addDomain = endpoint({
  id: 'domains.add',
  method: 'POST',
  path: '/v1/firm/domains',
  summary: "Begins to take a host into use: says which TXT record will prove that it is the firm's.",
  access: { audience: 'staff', scope: 'settings.write' },
  body: z.strictObject({ host: HostName }),
  response: Domain,
  status: 201,
  errors: [planRequired, domainKnown],
  idempotent: true,
});

export const verifyDomain = endpoint({
  id: 'domains.verify',
  method: 'POST',
  path: '/v1/firm/domains/:id/verify',
  summary: 'Looks for the TXT record; from then on the host serves the firm.',
  access: { audience: 'staff', scope: 'settings.write' },
  params: z.object({ id: DomainId }),
  response: Domain,
  errors: [planRequired, domainNotProven, domainTaken, domainCoolingDown, dnsUnavailable],
});

export const removeDomain = endpoint({
  id: 'domains.remove',
  method: 'DELETE',
  path: '/v1/firm/domains/:id',
  summary: 'The host serves the firm no longer. Another firm can take it after 30 days.',
  access: { audience: 'staff', scope: 'settings.write' },
  params: z.object({ id: DomainId }),
});
