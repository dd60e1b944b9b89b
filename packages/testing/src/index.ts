export * from './callers.js';
export * from './clock.js';
export * from './database.js';
export * from './files.js';
export * from './limited-blobs.js';
export * from './s3-double.js';
export * from './server.js';
export * from './tus.js';
