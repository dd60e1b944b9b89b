/** What needs Node: the adapters that `app.ts` must not know, and the server that composes them. */
export { DatabaseInUseError, openEmbedded } from './database/pglite.node.js';
export { overPostgres } from './database/postgres.js';
export { nodeBytes } from './ports/bytes.node.js';
