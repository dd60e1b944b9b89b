/**
 * `npm start`: builds what is not built, starts the reference server and two law firms' sites that embed it,
 * and says where to go. Obeys PORT, DATA_DIR, DATABASE_URL, BLOB_STORE, SMTP_URL, SMTP_FROM, SMS_URL, SMS_FROM,
 * CLAMAV_URL, PREVIEWS, OCR and the STRIPE_ variables (docs/guides/paying.md).
 */
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from '@portico/tools/build';
import { builtServer } from '@portico/tools/server-files';
import { demo, demoPort } from './demo-config.js';
import { start as startFirmBackend } from './firm-backend/server.js';
import { start as startPlainHtml } from './plain-html/server.js';

type Server = typeof import('@portico/reference-server') & typeof import('@portico/reference-server/node');

const { env } = process;
const port = demoPort();
const site = demo(port);
const production = env['NODE_ENV'] === 'production';

const { fresh } = await build();
if (fresh) console.log('Built the elements and the server.');
// What was just built is this server; its types are those of its source.
// eslint-disable-next-line @typescript-eslint/no-unsafe-assignment
const { seedDemo, startServer, stripeOptions }: Server = await import(pathToFileURL(builtServer.module).href);
const version = env['npm_package_version'] ?? '0.0.0';
const server = await startServer({
  port,
  dataDir: env['DATA_DIR'] ?? '.data',
  emptyDatabase: builtServer.emptyDatabase,
  databaseUrl: env['DATABASE_URL'],
  blobStore: env['BLOB_STORE'],
  smtp: env['SMTP_URL'] ? { url: env['SMTP_URL'], from: env['SMTP_FROM'] ?? 'portal@localhost' } : undefined,
  sms: env['SMS_URL'] ? { url: env['SMS_URL'], from: env['SMS_FROM'] ?? '' } : undefined,
  stripe: stripeOptions(env),
  clamavUrl: env['CLAMAV_URL'],
  previews: env['PREVIEWS'] !== 'off',
  ocr: env['OCR'] === 'tesseract' ? 'tesseract' : undefined,
  masterKey: env['PORTICO_MASTER_KEY'],
  embedDir: fileURLToPath(new URL('../packages/elements/dist/cdn', import.meta.url)),
  version,
  development: !production,
  logLevel: env['LOG_LEVEL'] ?? 'warn',
});
await seedDemo(server.app, server.deps, {
  origins: site.allowedOrigins,
  keys: { publishable: site.publishableKey, secret: site.secretKey },
});
const shared = { host: '127.0.0.1', api: site.api, publishableKey: site.publishableKey, secretKey: site.secretKey };
const sites = await Promise.all([
  startPlainHtml({ ...shared, port: port + 1 }),
  startFirmBackend({ ...shared, port: port + 2, sendPage: `${site.sites.plainHtml}/send.html` }),
]);

console.log(`
  A law firm's website with the portal in it   ${site.sites.plainHtml}/client-area.html
    sign in as maria@client.example; the code is in the mail below
  The mail that the demo has sent              ${site.api}/dev/mail
  A second site, whose backend signs clients in  ${site.sites.firmBackend}
  The firm's desk: what came in                ${site.sites.firmBackend}/desk
  API reference                                ${site.api}/v1/docs
`);

let closing = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (closing) return;
    closing = true;
    void Promise.all([server.close(), ...sites.map(({ close }) => close())]).then(() => process.exit(0));
  });
}
