import { join } from 'node:path';
import { root } from './workspace.js';

const folder = join(root, 'reference-server/dist/server');

/** The reference server as it was built, for `startServer`. */
export const builtServer = {
  folder,
  module: join(folder, 'server.mjs'),
  emptyDatabase: join(folder, 'database'),
} as const;
