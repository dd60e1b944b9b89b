import type { OriginFault } from '@portico/contract';

/** Says what is wrong with an origin, the most telling first; undefined where a browser could send it. */
export function faultOfOrigin(origin: string): OriginFault | undefined {
  if (origin === 'null') return 'null_origin';
  if (origin.includes('*')) return 'wildcard';
  const [, scheme, rest] = /^([a-z][a-z0-9+.-]*):\/\/(.+)$/i.exec(origin) ?? [];
  if (scheme === undefined || rest === undefined) return 'not_an_origin';
  if (rest.includes('@')) return 'user_info';
  if (/[/?#\\]/.test(rest)) return 'path';
  if (/[A-Z]/.test(origin)) return 'upper_case';
  if (/[^!-~]/.test(rest)) return 'not_punycode';
  const [, host = '', port] = /^(.*?)(?::(\d*))?$/.exec(rest) ?? [];
  if (host.endsWith('.')) return 'trailing_dot';
  if (scheme === 'http' ? host !== 'localhost' : scheme !== 'https') return 'insecure';
  if (scheme === 'http' && port === undefined) return 'port_missing';
  if (port === (scheme === 'https' ? '443' : '80')) return 'default_port';
  if (!URL.canParse(origin)) return 'not_an_origin';
  return new URL(origin).origin === origin ? undefined : 'not_canonical';
}
