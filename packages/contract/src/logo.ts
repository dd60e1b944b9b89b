/** The firm's logo, as it stands on what is printed. */
import * as z from 'zod/mini';
import { endpoint } from './endpoint.js';
import { bodyTooLarge, notFound, problem } from './problems.js';
import { pdfUnavailable } from './receipts.js';
import { Instant } from './values.js';

export const logoUnusable = problem(
  'logo_unusable',
  422,
  'The logo cannot be printed: it must be a whole PNG or JPEG of at most 4 million pixels.',
);

export const Logo = z.object({
  type: z.enum(['image/png', 'image/jpeg']),
  /** SHA-256 of the bytes, lower-case hex. */
  sha256: z.string(),
  changedAt: Instant,
});
export type Logo = z.infer<typeof Logo>;

export const getLogo = endpoint({
  id: 'logo.get',
  method: 'GET',
  path: '/v1/firm/logo',
  summary: 'The bytes of the firm’s logo.',
  access: { audience: 'staff', scope: 'settings.read' },
  errors: [notFound],
  raw: true,
});

export const setLogo = endpoint({
  id: 'logo.set',
  method: 'PUT',
  path: '/v1/firm/logo',
  summary:
    'Puts a logo on all that is printed from now on, its bytes the body: a PNG or JPEG of at most 256 KiB. A sheet is set with it first, and a logo that cannot be printed is refused.',
  access: { audience: 'staff', scope: 'settings.write' },
  bytes: true,
  response: Logo,
  errors: [logoUnusable, bodyTooLarge, pdfUnavailable],
});

export const removeLogo = endpoint({
  id: 'logo.remove',
  method: 'DELETE',
  path: '/v1/firm/logo',
  summary: 'Prints without a logo again.',
  access: { audience: 'staff', scope: 'settings.write' },
  errors: [notFound],
});
