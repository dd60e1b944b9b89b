/**
 * One database, and two servers over it in one process: ours, with session, capability and query, and bare Hono that
 * runs the very SQL that ours was seen to run. Its argument is the number of documents in the firm.
 */
import type { AddressInfo } from 'node:net';
import { serve, type HttpBindings } from '@hono/node-server';
import {
  compose,
  createApp,
  createMailCatcher,
  createMemoryBlobs,
  createMemoryPglite,
  overPglite,
  silentLog,
  systemClock,
} from '@portico/reference-server';
import { nodeBytes } from '@portico/reference-server/node';
import { databaseTemplate } from '@portico/testing';
import { Hono } from 'hono';
import { serveUntilAsked } from './child.js';
import { fillFirm } from './read-firm.js';

const pglite = await createMemoryPglite(new Blob([await databaseTemplate()]));
let seen: { sql: string; params: unknown[] } | undefined;
const watched = new Proxy(pglite, {
  get(target, name) {
    const value: unknown = Reflect.get(target, name);
    if (name === 'query') {
      return (sql: string, params: unknown[], options: object) => {
        if (sql.includes('checklist_groups')) seen = { sql, params };
        return target.query(sql, params, options);
      };
    }
    return typeof value === 'function' ? value.bind(target) : value;
  },
});
const deps = compose({
  db: overPglite(watched),
  clock: systemClock,
  mailer: createMailCatcher(),
  bytes: nodeBytes,
  blobs: createMemoryBlobs(),
  log: silentLog,
  config: {
    publicUrl: 'http://localhost',
    version: 'bench',
    masterKey: new Uint8Array(32),
    maxUploadBytes: 2 ** 31,
    checkAnswers: false,
  },
});
const app = createApp(deps);
const { path, cookie } = await fillFirm(app, deps, pglite, Number(process.argv[2] ?? 1000));

// As node.ts mounts it.
const site = new Hono<{ Bindings: HttpBindings }>();
site.mount('/', (request, env: HttpBindings) =>
  app.fetch(request, { address: env.incoming.socket.remoteAddress ?? '' }),
);
const first = await app.request(`http://localhost${path}`, { headers: { cookie } });
if (!first.ok || !seen) throw new Error(`The checklist was answered with ${first.status}`);
const { sql, params } = seen;

const bare = new Hono();
bare.get('/v1/checklists/:id', async (c) => {
  const { rows } = await pglite.query<{ checklist: object }>(sql, params);
  return c.json(rows[0]?.checklist);
});

const [ours, peer] = await Promise.all([listen(site.fetch), listen(bare.fetch)]);
serveUntilAsked({ ours: `${ours}${path}`, peer: `${peer}${path}`, cookie });

function listen(fetch: Parameters<typeof serve>[0]['fetch']): Promise<string> {
  return new Promise((resolve) => {
    serve({ fetch, port: 0, hostname: '127.0.0.1', overrideGlobalObjects: false }, ({ port }: AddressInfo) => {
      resolve(`http://127.0.0.1:${port}`);
    });
  });
}
