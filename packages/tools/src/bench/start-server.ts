/** The reference server on a folder, which says so once it has answered a call. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { startServer } from '@portico/reference-server/node';
import { serveUntilAsked } from './child.js';

const dataDir = process.argv[2] ?? '.';
const embedDir = path.join(dataDir, 'embed');
await mkdir(embedDir, { recursive: true });
const server = await startServer({
  port: 0,
  dataDir,
  embedDir,
  version: 'bench',
  development: false,
  logLevel: 'fatal',
});
const response = await fetch(`${server.url}/v1/health`);
serveUntilAsked({ status: String(response.status) });
