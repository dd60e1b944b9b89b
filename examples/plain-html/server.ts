/**
 * The site's own little server. It knows its files and a policy; any web server can do the same. The API stands on another
 * port of the same host, so it is the same site, and the session is a cookie that no script sees.
 */
import { readFile } from 'node:fs/promises';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

export interface SiteOptions {
  /** 0 takes a free one. */
  readonly port: number;
  /** Address to listen on. */
  readonly host: string;
  /** Where the portal API is, e.g. `https://portal.firm.example`. */
  readonly api: string;
  readonly publishableKey: string;
}

export interface Site {
  readonly url: string;
  readonly close: () => Promise<void>;
}

const pages = {
  '/': ['index.html', 'text/html; charset=utf-8'],
  '/account.html': ['account.html', 'text/html; charset=utf-8'],
  '/client-area.html': ['client-area.html', 'text/html; charset=utf-8'],
  '/documents.html': ['documents.html', 'text/html; charset=utf-8'],
  '/invoices.html': ['invoices.html', 'text/html; charset=utf-8'],
  '/send.html': ['send.html', 'text/html; charset=utf-8'],
  '/styles.css': ['styles.css', 'text/css; charset=utf-8'],
} as const;
const pictures = ['mark', 'finch', 'ada', 'ben', 'iris', 'noor'];
/** What the page in the folder says; a demo on another port says otherwise. */
const written = {
  api: 'http://localhost:8787',
  publishableKey: 'pk_PorticoDemoPublishableKeyOpensTheSignInOnly03wqt2n',
};

/** Starts the site. Rejects where the port is taken. */
export async function start({ port, host, api, publishableKey }: SiteOptions): Promise<Site> {
  const headers = {
    'content-security-policy': policy(api),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
  };
  const app = new Hono();
  for (const [path, [name, type]] of Object.entries(pages)) {
    const text = await readFile(new URL(name, import.meta.url), 'utf8');
    const body = text.replaceAll(written.api, api).replaceAll(written.publishableKey, publishableKey);
    app.get(path, () => new Response(body, { headers: { ...headers, 'content-type': type } }));
  }
  for (const name of pictures) {
    const body = await readFile(new URL(`pictures/${name}.svg`, import.meta.url), 'utf8');
    app.get(`/pictures/${name}.svg`, () => new Response(body, { headers: { 'content-type': 'image/svg+xml' } }));
  }
  const { server, port: taken } = await listen(app, port, host);
  return {
    url: `http://localhost:${taken}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

/** As strict as a page can be: scripts of two hosts, calls to one, nothing inline. Lit alone may write markup. */
function policy(api: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' ${api}`,
    `connect-src ${api}`,
    "img-src 'self' blob:",
    "style-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types lit-html portico',
  ].join('; ');
}

function listen(app: Hono, port: number, hostname: string) {
  return new Promise<{ server: ReturnType<typeof serve>; port: number }>((resolve, reject) => {
    const server = serve({ fetch: app.fetch, port, hostname }, (info) => resolve({ server, port: info.port }));
    server.once('error', reject);
  });
}
