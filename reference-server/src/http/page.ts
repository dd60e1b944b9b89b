import type { Place } from './place.js';

/** Origin of the page that calls, which the credentials have found to be the firm's or our own. */
export function pageOf(request: Request, { baseUrl }: Place): string {
  return request.headers.get('origin') ?? new URL(baseUrl).origin;
}
