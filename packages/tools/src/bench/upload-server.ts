/** The reference server with a firm, in a process of its own; the bench does the rest by HTTP. */
import { mkdirSync, mkdtempSync } from 'node:fs';
import path from 'node:path';
import { settingsOf } from '@portico/contract';
import { createFirm } from '@portico/reference-server';
import { startServer } from '@portico/reference-server/node';
import { serveUntilAsked } from './child.js';

const folder = mkdtempSync(path.join(process.argv[2] ?? '.', 'portico-'));
const embedDir = path.join(folder, 'embed');
mkdirSync(embedDir);
const server = await startServer({
  port: 0,
  dataDir: path.join(folder, 'data'),
  embedDir,
  version: '0.0.0-bench',
  development: true,
  logLevel: 'error',
});
const firm = await createFirm(server.deps, {
  name: 'Example Law',
  settings: settingsOf('legistai', { languages: ['en'], support: { name: 'Ada Example' } }),
  origins: [],
  staff: [],
});
serveUntilAsked({ url: server.url, publishableKey: firm.publishableKey, secretKey: firm.secretKey });
