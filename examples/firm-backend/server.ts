/**
 * A firm that knows its clients already: they sign in here, and this backend vouches for them. It mints a session of the portal
 * with its secret key and hands the page a client secret; the page trades it for an access token bound to itself. The API
 * stands on another site, and no cookie of it is needed.
 */
import { readFile } from 'node:fs/promises';
import { serve } from '@hono/node-server';
import { createPortalSession, listContacts } from '@portico/contract';
import { type Context, Hono } from 'hono';
import { csrf } from 'hono/csrf';
import { desk } from './desk.js';
import { firmApi } from './firm-api.js';
import { portalPage, signInPage } from './pages.js';
import { pretendSignIn } from './pretend-sign-in.js';

export interface SiteOptions {
  readonly port: number;
  /** Address to listen on. */
  readonly host: string;
  /** Where the portal API is. */
  readonly api: string;
  readonly publishableKey: string;
  readonly secretKey: string;
  /** Page of the firm's site that shows `portal-upload`; one-time links lead there. */
  readonly sendPage: string;
}

export interface Site {
  readonly url: string;
  readonly close: () => Promise<void>;
}

const files = { 'portal.js': 'text/javascript', 'styles.css': 'text/css', 'mark.svg': 'image/svg+xml' };

/** Starts the site. Rejects where the port is taken. */
export async function start({ port, host, api, publishableKey, secretKey, sendPage }: SiteOptions): Promise<Site> {
  const url = `http://127.0.0.1:${port}`;
  const firm = firmApi(api, secretKey);
  const clients = pretendSignIn('firm-client');
  const app = new Hono();

  app.use(async (c, next) => {
    await next();
    c.header('content-security-policy', policy(api), { append: c.res.headers.has('content-security-policy') });
    c.header('x-content-type-options', 'nosniff');
    c.header('referrer-policy', 'same-origin');
  });
  app.use(csrf());

  app.get('/', async (c) => {
    if (await clients.who(c)) return c.redirect('/portal');
    return c.html(signInPage(await firm.all(listContacts.response, listContacts.path)));
  });

  app.post('/sign-in', async (c) => {
    const { contact } = await c.req.parseBody();
    const contacts = await firm.all(listContacts.response, listContacts.path);
    const found = contacts.find(({ id, portalAccess }) => id === contact && portalAccess);
    if (!found) return c.redirect('/', 303);
    await clients.enter(c, found.id);
    return c.redirect('/portal', 303);
  });

  app.get('/portal', async (c) => {
    if (!(await clients.who(c))) return c.redirect('/');
    return c.html(portalPage({ api, publishableKey }));
  });

  /** What `fetchSession` of the page asks for. Whose session it is comes from our cookie, never from the page. */
  app.post('/portal-session', async (c) => {
    const contactId = await clients.who(c);
    if (!contactId) return c.json({ error: 'signed out' }, 401);
    const { clientSecret } = await firm.post(createPortalSession.response, createPortalSession.path, {
      body: { contactId, origin: url, components: ['checklist', 'documents'] },
    });
    c.header('cache-control', 'no-store');
    return c.json({ clientSecret });
  });

  app.post('/sign-out', (c) => {
    clients.leave(c);
    return c.redirect('/', 303);
  });

  app.route('/desk', desk(firm, sendPage));

  for (const [name, type] of Object.entries(files)) {
    const body = await readFile(new URL(name, import.meta.url), 'utf8');
    app.get(`/${name}`, (c: Context) => c.body(body, 200, { 'content-type': type }));
  }
  const server = await listen(app, port, host);
  return {
    url,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

/** The page talks to its own backend and to the portal API, and to nobody else. */
function policy(api: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' ${api}`,
    `connect-src 'self' ${api}`,
    "img-src 'self' blob:",
    "style-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types lit-html portico',
  ].join('; ');
}

function listen(app: Hono, port: number, hostname: string): Promise<ReturnType<typeof serve>> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, port, hostname }, () => resolve(server));
    server.once('error', reject);
  });
}
