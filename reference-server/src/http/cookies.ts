/**
 * Session cookies, RFC 6265bis. Over https the name carries the `__Host-` prefix, which browsers accept only
 * with Secure, Path=/ and no Domain; plain http is for a developer's own machine and has another name.
 */
import type { Config } from '../deps.js';

export function sessionCookie(config: Config): string {
  return isSecure(config) ? '__Host-portico' : 'portico-dev';
}

export function staffCookie(config: Config): string {
  return isSecure(config) ? '__Host-portico-staff' : 'portico-staff-dev';
}

/** Of a session on a page of another site. Browsers keep it apart for each site that embeds the page (CHIPS). */
export function refreshCookie(config: Config): string {
  return isSecure(config) ? '__Host-portico-refresh' : 'portico-refresh-dev';
}

/** @returns the cookie's value, or undefined */
export function readCookie(request: Request, name: string): string | undefined {
  for (const pair of (request.headers.get('cookie') ?? '').split(';')) {
    const [key, value] = pair.trim().split('=', 2);
    if (key === name) return value;
  }
  return undefined;
}

/** A `Set-Cookie` value; an empty token clears the cookie. @param maxAge seconds */
export function setCookie(config: Config, name: string, token: string, maxAge: number): string {
  const secure = isSecure(config) ? '; Secure' : '';
  return `${name}=${token}; Path=/; Max-Age=${token === '' ? 0 : maxAge}; HttpOnly; SameSite=Strict${secure}`;
}

/** The same for a cookie that must travel from other sites; browsers take it from https or localhost alone. */
export function setPartitionedCookie(name: string, token: string, maxAge: number): string {
  const age = token === '' ? 0 : maxAge;
  return `${name}=${token}; Path=/; Max-Age=${age}; HttpOnly; SameSite=None; Secure; Partitioned`;
}

function isSecure(config: Config): boolean {
  return config.publicUrl.startsWith('https:');
}
