/** The built reference server on a folder, as whoever installs it starts it: plain JavaScript, without a loader. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';

const [dataDir = '.', module = '', emptyDatabase] = process.argv.slice(2);
const { startServer } = await import(module);
const embedDir = path.join(dataDir, 'embed');
await mkdir(embedDir, { recursive: true });
const { url, close } = await startServer({
  port: 0,
  dataDir,
  emptyDatabase,
  embedDir,
  version: 'bench',
  development: false,
  logLevel: 'fatal',
});
process.once('disconnect', async () => {
  await close();
  process.exit();
});
process.send({ url });
