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
  createMemoryDns,
  createMemoryPglite,
  overPglite,
  silentLog,
  systemClock,
  tend,
} from '@portico/reference-server';
import { nativePasswords, nodeBytes } from '@portico/reference-server/node';
import { databaseTemplate } from '@portico/testing';
import { Hono } from 'hono';
import { createQueryId, type RootOperationNode } from 'kysely';
import { serveUntilAsked } from './child.js';
import { fillFirm } from './read-firm.js';

const pglite = await createMemoryPglite(new Blob([await databaseTemplate()]));
const db = overPglite(pglite);
/** Where it listens is known later. */
const otherHosts: string[] = [];
const ports = {
  db,
  clock: systemClock,
  dns: createMemoryDns(),
  mailer: createMailCatcher(),
  bytes: nodeBytes,
  passwords: nativePasswords,
  blobs: createMemoryBlobs(),
  log: silentLog,
  config: {
    publicUrl: 'http://localhost',
    otherHosts,
    version: 'bench',
    masterKey: new Uint8Array(32),
    maxUploadBytes: 2 ** 31,
    checkAnswers: false,
  },
};
const deps = compose(ports);
const app = createApp(deps);
const { path, cookie } = await fillFirm(app, deps, pglite, Number(process.argv[2] ?? 1000));
// As the server does once a minute.
await tend(pglite);

// As node.ts mounts it.
const site = new Hono<{ Bindings: HttpBindings }>();
site.all('*', (c) => app.fetch(c.req.raw, { address: c.env.incoming.socket.remoteAddress ?? '' }));
const query = await querySeen();
const bare = new Hono();
bare.get('/v1/checklists/:id', async (c) => {
  const { rows } = await db.getExecutor().executeQuery(query);
  return c.json(rows[0]?.checklist);
});

const [ours, peer] = await Promise.all([listen(site.fetch), listen(bare.fetch)]);
serveUntilAsked({ ours: `${ours}${path}`, peer: `${peer}${path}`, cookie });

function listen(fetch: Parameters<typeof serve>[0]['fetch']): Promise<string> {
  return new Promise((resolve) => {
    serve({ fetch, port: 0, hostname: '127.0.0.1', overrideGlobalObjects: false }, ({ port }: AddressInfo) => {
      otherHosts.push(`127.0.0.1:${port}`);
      resolve(`http://127.0.0.1:${port}`);
    });
  });
}

/** The SQL of the read, from watching our server do it once. */
async function querySeen() {
  let seen: RootOperationNode | undefined;
  const watched = db.withPlugin({
    transformQuery({ node }) {
      if (JSON.stringify(node).includes('checklist_groups')) seen = node;
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  });
  const response = await createApp(compose({ ...ports, db: watched })).request(`http://localhost${path}`, {
    headers: { cookie },
  });
  if (!response.ok || !seen) throw new Error(`The checklist was answered with ${response.status}`);
  return db.getExecutor().compileQuery<{ checklist: object }>(seen, createQueryId());
}
