/** What somebody would take instead: bare `@tus/server` over its own file store, in a process of its own. */
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { FileStore } from '@tus/file-store';
import { Server } from '@tus/server';
import { serveUntilAsked } from './child.js';

const folder = mkdtempSync(path.join(process.argv[2] ?? '.', 'tus-'));
const tus = new Server({ path: '/files', datastore: new FileStore({ directory: folder }) });
const server = createServer((request, response) => void tus.handle(request, response));
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port');
  serveUntilAsked({ create: `http://127.0.0.1:${address.port}/files` });
});
